package media

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"
	"time"

	"pregonero/internal/fault"
)

// MinSignKey is the least length of a key of Sign, in bytes.
const MinSignKey = 32

// MaxSigned is how far ahead a signature may expire: networks fetch within minutes.
const MaxSigned = 24 * time.Hour

// Sign makes the signature that lets anybody who has it fetch one kept file until it
// expires: "<expiry in Unix seconds>.<base64url HMAC-SHA-256>", to go in an address such as
// https://…/m/<hash>?s=<signature>. It says nothing of who made it.
func Sign(hash string, expires time.Time, key []byte) (string, error) {
	if len(key) < MinSignKey {
		return "", errors.New("signing an address: the key is too short")
	}
	if _, err := nameOf(hash); err != nil {
		return "", err
	}
	at := strconv.FormatInt(expires.Unix(), 10)
	return at + "." + signature(hash, at, key), nil
}

// VerifySignature returns nil for a signature of Sign that has not expired at now. Every
// other one is the same fault: who guesses learns nothing.
func VerifySignature(hash, signed string, now time.Time, key []byte) error {
	at, mac, _ := strings.Cut(signed, ".")
	expires, err := strconv.ParseInt(at, 10, 64)
	right := len(key) >= MinSignKey && hmac.Equal([]byte(mac), []byte(signature(hash, at, key)))
	left := time.Unix(expires, 0).Sub(now)
	if err != nil || !right || left <= 0 || left > MaxSigned {
		return fault.New(fault.Forbidden, "La dirección del archivo no es válida o ya venció.").
			Then("Solicite una dirección nueva.")
	}
	return nil
}

func signature(hash, expires string, key []byte) string {
	m := hmac.New(sha256.New, key)
	m.Write([]byte("pregonero/media/v1\x00" + hash + "\x00" + expires))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}
