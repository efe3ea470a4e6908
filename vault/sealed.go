package vault

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// Sealed is an encrypted value as text: "v1.<key id>.<base64url>". The key id is eight
// hexadecimal digits, so how many values stand under a key is
// SELECT count(*) … WHERE sealed LIKE 'v1.<key id>.%'.
type Sealed string

const sealedVersion = "v1"

// Bounds of the parser: a wrapped AES-256 key is some 70 bytes; a credential is small.
const (
	wrappedPrefix = 5       // Tink: 0x01 and the key id
	maxSealedText = 4 << 20 // bytes
)

// ParseSealed checks the form of text, not its authenticity. The error wraps ErrNotSealed.
func ParseSealed(text string) (Sealed, error) {
	if _, _, err := Sealed(text).split(); err != nil {
		return "", err
	}
	return Sealed(text), nil
}

// KeyID is the key that the value stands under, "" when the form is wrong.
func (s Sealed) KeyID() string {
	key, _, err := s.split()
	if err != nil {
		return ""
	}
	return key
}

func newSealed(box []byte) (Sealed, error) {
	key, err := wrappingKey(box)
	if err != nil {
		return "", err
	}
	return Sealed(sealedVersion + "." + key + "." + base64.RawURLEncoding.EncodeToString(box)), nil
}

// split takes the text apart. The visible key id must be the one inside: otherwise a count
// of what still stands under a key could be made to lie.
func (s Sealed) split() (key string, box []byte, err error) {
	if len(s) > maxSealedText {
		return "", nil, fmt.Errorf("%w: too long", ErrNotSealed)
	}
	parts := strings.Split(string(s), ".")
	if len(parts) != 3 || parts[0] != sealedVersion {
		return "", nil, fmt.Errorf("%w: not %s.<key>.<data>", ErrNotSealed, sealedVersion)
	}
	box, err = base64.RawURLEncoding.Strict().DecodeString(parts[2])
	if err != nil || strings.ContainsAny(parts[2], "\r\n") {
		return "", nil, fmt.Errorf("%w: data is not base64url", ErrNotSealed)
	}
	key, err = wrappingKey(box)
	if err != nil {
		return "", nil, err
	}
	if key != parts[1] {
		return "", nil, fmt.Errorf("%w: the key id differs from the one inside", ErrNotSealed)
	}
	return key, box, nil
}

// wrappingKey reads the key id from the wrapped data key that opens the envelope: four
// bytes of length, then Tink's prefix 0x01 and four bytes of key id.
func wrappingKey(box []byte) (string, error) {
	if len(box) < 4+wrappedPrefix {
		return "", fmt.Errorf("%w: too short", ErrNotSealed)
	}
	n := binary.BigEndian.Uint32(box)
	if n <= wrappedPrefix || int64(n) >= int64(len(box)-4) || box[4] != 1 {
		return "", fmt.Errorf("%w: no wrapped key", ErrNotSealed)
	}
	return hex.EncodeToString(box[5 : 4+wrappedPrefix]), nil
}

func formatKeyID(id uint32) string { return fmt.Sprintf("%08x", id) }
