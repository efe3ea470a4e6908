package vault

import (
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"pregonero/internal/fault"
)

// Seed is the second factor that a network gave for an account (RFC 6238). It prints as
// nothing; Bytes is what is sealed.
type Seed struct{ s seed }

type seed struct {
	Secret string `json:"secret"` // base32
	Digits int    `json:"digits"`
	Period int    `json:"period"` // seconds
	Hash   string `json:"hash"`   // SHA1, SHA256 or SHA512
}

// ParseSeed reads what a network shows beside its QR code: an otpauth:// address, or the
// base32 text, with blanks, dashes and any case.
func ParseSeed(text string) (Seed, error) {
	text = strings.TrimSpace(text)
	s := seed{Secret: text, Digits: 6, Period: totpPeriod, Hash: "SHA1"}
	if strings.Contains(text, "://") {
		var err error
		if s, err = fromURL(text); err != nil {
			return Seed{}, err
		}
	}
	s.Secret = strings.ToUpper(strings.NewReplacer(" ", "", "-", "", "=", "", "\t", "").Replace(s.Secret))
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(s.Secret)
	if err != nil || len(raw) < 10 || len(raw) > 128 {
		return Seed{}, badSeed("Esa clave no es la de un segundo factor: son letras de la A a la Z y números del 2 al 7, de 16 en adelante.")
	}
	return Seed{s}, nil
}

func fromURL(text string) (seed, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "otpauth" || u.Host != "totp" {
		return seed{}, badSeed("Esa dirección no es la de un segundo factor por tiempo (otpauth://totp/…).")
	}
	q := u.Query()
	s := seed{Secret: q.Get("secret"), Digits: 6, Period: totpPeriod, Hash: "SHA1"}
	for name, into := range map[string]*int{"digits": &s.Digits, "period": &s.Period} {
		if v := q.Get(name); v != "" {
			if *into, err = strconv.Atoi(v); err != nil {
				return seed{}, badSeed("La dirección del segundo factor no se entiende.")
			}
		}
	}
	if h := strings.ToUpper(q.Get("algorithm")); h != "" {
		s.Hash = h
	}
	if _, known := hashes[s.Hash]; !known || (s.Digits != 6 && s.Digits != 8) || s.Period < 15 || s.Period > 120 {
		return seed{}, badSeed("Ese segundo factor usa una clase de código que no se conoce.")
	}
	return s, nil
}

func badSeed(format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).Then("Cópiela de la red, donde dice «no puedo leer el código QR» o «clave de configuración».").On("value")
}

var hashes = map[string]otp.Algorithm{"SHA1": otp.AlgorithmSHA1, "SHA256": otp.AlgorithmSHA256, "SHA512": otp.AlgorithmSHA512}

// Bytes is the seed for sealing, and for nothing else.
func (s Seed) Bytes() []byte {
	b, err := json.Marshal(s.s)
	if err != nil {
		panic("vault: cannot marshal a seed: " + err.Error()) // texts and numbers only
	}
	return b
}

// OpenSeed reads what Bytes gave.
func OpenSeed(b []byte) (Seed, error) {
	var s seed
	if json.Unmarshal(b, &s) != nil {
		return Seed{}, errors.New("a kept second factor is not in the expected form") // no cause: it would quote the secret
	}
	return Seed{s}, nil
}

// Code is the code of the moment and for how long it is good.
func (s Seed) Code(now time.Time) (code string, left time.Duration, err error) {
	digits := otp.DigitsSix
	if s.s.Digits == 8 {
		digits = otp.DigitsEight
	}
	code, err = totp.GenerateCodeCustom(s.s.Secret, now, totp.ValidateOpts{Period: uint(s.s.Period), Digits: digits, Algorithm: hashes[s.s.Hash]})
	if err != nil {
		return "", 0, errors.New("computing a code from a kept second factor")
	}
	period := int64(s.s.Period)
	return code, time.Duration(period-now.Unix()%period) * time.Second, nil
}

// Format hides the secret from every verb of fmt.
func (Seed) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("[reservado]")) }

// MarshalJSON hides the secret from JSON and slog.
func (Seed) MarshalJSON() ([]byte, error) { return []byte(`"[reservado]"`), nil }
