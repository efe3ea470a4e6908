// Package id makes identifiers: 26 characters, sorted by the time they were made in.
package id

import (
	"crypto/rand"
	"time"

	"github.com/oklog/ulid/v2"
)

// source counts up within a millisecond, so that what one process makes sorts in the order
// in which it was made. It is safe for use by many at once.
var source = ulid.LockedMonotonicReader{MonotonicReader: ulid.Monotonic(rand.Reader, 0)}

// Valid tells whether s is an identifier as New writes them.
func Valid(s string) bool {
	v, err := ulid.ParseStrict(s)
	return err == nil && v.String() == s
}

// New returns a new identifier (ULID) for something made at now.
func New(now time.Time) string {
	v, err := ulid.New(ulid.Timestamp(now), &source)
	if err != nil { // the millisecond's eighty bits are spent, or no time of this era
		return ulid.MustNew(ulid.Timestamp(now), rand.Reader).String()
	}
	return v.String()
}

// At is the least identifier of things made at t: those made before sort before it.
func At(t time.Time) string {
	var v ulid.ULID
	_ = v.SetTime(ulid.Timestamp(t)) // of no time of this era it is the least of all
	return v.String()
}
