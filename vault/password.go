package vault

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost of argon2id, from OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
const (
	argonMemory = 19456 // KiB
	argonTime   = 2
	argonLanes  = 1
	argonSalt   = 16 // bytes
	argonTag    = 32 // bytes
)

// ErrBadHash is a stored password hash that is not one of ours.
var ErrBadHash = errors.New("not an argon2id hash")

// Hasher hashes and checks people's passwords, a few at a time: each takes 19 MiB for the
// time it lasts, and a burst of log-ins must queue rather than eat the memory.
type Hasher struct{ slots chan struct{} }

// NewHasher lets atOnce hashes run at the same time; the number of cores is a good choice.
func NewHasher(atOnce int) *Hasher { return &Hasher{make(chan struct{}, max(1, atOnce))} }

// Hash returns the PHC string of a password: $argon2id$v=19$m=19456,t=2,p=1$salt$tag. It
// waits for its turn, and fails only when ctx ends before that.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	p := phc{memory: argonMemory, time: argonTime, lanes: argonLanes, salt: make([]byte, argonSalt)}
	_, _ = rand.Read(p.salt) // never fails: crypto/rand
	tag, err := h.tag(ctx, p, password, argonTag)
	if err != nil {
		return "", err
	}
	p.tag = tag
	return p.String(), nil
}

// Verify tells whether password is the one of hash, and whether it should be hashed again
// because the cost has changed since. An empty hash, of a person who does not exist or has
// no password, takes as long and is never right: the time tells an attacker nothing.
func (h *Hasher) Verify(ctx context.Context, hash, password string) (right, rehash bool, err error) {
	p := decoy
	if hash != "" {
		if p, err = parsePHC(hash); err != nil {
			return false, false, err
		}
	}
	tag, err := h.tag(ctx, p, password, len(p.tag))
	if err != nil {
		return false, false, err
	}
	right = subtle.ConstantTimeCompare(tag, p.tag) == 1 && hash != ""
	return right, right && p.outdated(), nil
}

var decoy = phc{memory: argonMemory, time: argonTime, lanes: argonLanes,
	salt: make([]byte, argonSalt), tag: make([]byte, argonTag)}

func (h *Hasher) tag(ctx context.Context, p phc, password string, n int) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-ctx.Done():
		return nil, fmt.Errorf("waiting to hash a password: %w", ctx.Err())
	}
	// The same accents may be typed composed or not, by system.
	text := []byte(norm.NFKC.String(password))
	defer clear(text)
	return argon2.IDKey(text, p.salt, p.time, p.memory, p.lanes, uint32(n)), nil
}

// phc is an argon2id hash taken apart.
type phc struct {
	memory, time uint32
	lanes        uint8
	salt, tag    []byte
}

func (p phc) String() string {
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.memory, p.time, p.lanes, enc.EncodeToString(p.salt), enc.EncodeToString(p.tag))
}

func (p phc) outdated() bool {
	return p.memory != argonMemory || p.time != argonTime || p.lanes != argonLanes ||
		len(p.salt) != argonSalt || len(p.tag) != argonTag
}

// parsePHC bounds the cost that it accepts, so that a forged row cannot eat the memory.
func parsePHC(s string) (p phc, err error) {
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return phc{}, ErrBadHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.lanes); err != nil {
		return phc{}, ErrBadHash
	}
	if p.memory < 8 || p.memory > 1<<18 || p.time < 1 || p.time > 16 || p.lanes < 1 || p.lanes > 16 {
		return phc{}, fmt.Errorf("%w: cost out of bounds", ErrBadHash)
	}
	enc := base64.RawStdEncoding.Strict()
	p.salt, err = enc.DecodeString(parts[4])
	if err != nil || len(p.salt) < 8 || len(p.salt) > 64 {
		return phc{}, fmt.Errorf("%w: salt", ErrBadHash)
	}
	p.tag, err = enc.DecodeString(parts[5])
	if err != nil || len(p.tag) < 16 || len(p.tag) > 64 {
		return phc{}, fmt.Errorf("%w: tag", ErrBadHash)
	}
	if p.String() != s {
		return phc{}, ErrBadHash
	}
	return p, nil
}
