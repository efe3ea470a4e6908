package vault

import (
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
	"github.com/skip2/go-qrcode"
)

// The second factor as every authenticator app has it: RFC 6238, SHA-1, six digits, 30 s.
const (
	totpPeriod = 30 // seconds
	totpDrift  = 1  // steps before and after now that still count
	totpSecret = 20 // bytes
)

// TOTP is a new second factor. Secret is base32, to be kept sealed; URL holds it too.
type TOTP struct {
	Secret string
	URL    string // otpauth://…
}

// NewTOTP makes a secret for user, shown by the app under the name of issuer.
func NewTOTP(issuer, user string) (TOTP, error) { return makeTOTP(issuer, user, nil) }

// TOTPOf is the second factor that has this secret, in base32.
func TOTPOf(issuer, user, secret string) (TOTP, error) {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(secret)
	if err != nil {
		return TOTP{}, errors.New("the second factor's secret is not base32")
	}
	return makeTOTP(issuer, user, raw)
}

// makeTOTP makes the secret when there is none.
func makeTOTP(issuer, user string, secret []byte) (TOTP, error) {
	key, err := totp.Generate(totp.GenerateOpts{
		Issuer: issuer, AccountName: user, Period: totpPeriod, SecretSize: totpSecret, Secret: secret,
		Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1,
	})
	if err != nil {
		return TOTP{}, fmt.Errorf("making a second factor: %w", err)
	}
	return TOTP{Secret: key.Secret(), URL: key.URL()}, nil
}

// QR is the URL as a PNG of size × size pixels, for the app's camera.
func (t TOTP) QR(size int) ([]byte, error) {
	png, err := qrcode.Encode(t.URL, qrcode.Medium, size)
	if err != nil {
		return nil, fmt.Errorf("drawing the QR code: %w", err)
	}
	return png, nil
}

// Format hides the secret from every verb of fmt.
func (TOTP) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[reservado]")) }

// MarshalJSON hides the secret from JSON and slog.
func (TOTP) MarshalJSON() ([]byte, error) { return []byte(`"[reservado]"`), nil }

// VerifyTOTP tells whether code is right at now, give or take one step, and the step it
// belongs to. A step not later than last was used before, or could have been seen, and is
// refused (RFC 6238, 5.2): the caller keeps the step, together with the log-in, as the next
// last. last is 0 before the first use.
func VerifyTOTP(secret, code string, now time.Time, last int64) (step int64, right bool) {
	code = strings.Join(strings.Fields(code), "")
	current := now.Unix() / totpPeriod
	for s := current - totpDrift; s <= current+totpDrift; s++ {
		want, err := hotp.GenerateCode(secret, uint64(s))
		if err != nil {
			return 0, false
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && s > last && s > 0 {
			step, right = s, true
		}
	}
	return step, right
}
