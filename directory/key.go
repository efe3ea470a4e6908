package directory

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// KeyPrefix lets people, and scanners of leaked secrets, know what they look at.
const KeyPrefix = "pgd_"

// Bounds of a key.
const (
	maxKeyName = 60
	maxKeyLife = 366 * 24 * time.Hour
)

// Key is what the directory proves itself with; of the key itself only the hash is kept.
type Key struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"` // of the directory, such as "Entra ID"
	Hash    string    `json:"hash"`
	By      string    `json:"by"` // the person who made it
	Created time.Time `json:"created"`
	Expires time.Time `json:"expires"`
	Revoked time.Time `json:"revoked,omitzero"`
	Used    time.Time `json:"used,omitzero"`
	Version int       `json:"-"`
}

// Good tells whether the key opens at now.
func (k Key) Good(now time.Time) bool { return k.Revoked.IsZero() && now.Before(k.Expires) }

// Check tells what is wrong with a new key.
func (k Key) Check(now time.Time) error {
	if n := utf8.RuneCountInString(k.Name); n == 0 || n > maxKeyName || strings.ContainsFunc(k.Name, unicode.IsControl) || !utf8.ValidString(k.Name) {
		return fault.New(fault.Invalid, "Escriba de qué directorio es la llave (máximo %d caracteres).", maxKeyName).On("name")
	}
	if !k.Expires.After(now) || k.Expires.Sub(now) > maxKeyLife {
		return fault.New(fault.Invalid, "La llave debe vencer después de hoy y antes de un año.").On("days")
	}
	return nil
}

// Refusal is something that the directory asked for and was not done. While the same goes
// on being asked it is one.
type Refusal struct {
	ID      string    `json:"id"`
	What    string    `json:"what"` // such as "Users ana.torres"
	Reason  string    `json:"reason"`
	Clause  string    `json:"clause,omitempty"`
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
	Times   int       `json:"times"`
	Solved  bool      `json:"solved,omitempty"`
	Version int       `json:"-"`
}
