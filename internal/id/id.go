// Package id makes identifiers: 26 characters, sorted by the time they were made in.
package id

import (
	"crypto/rand"
	"time"

	"github.com/oklog/ulid/v2"
)

// New returns a new identifier (ULID) for something made at now.
func New(now time.Time) string {
	return ulid.MustNew(ulid.Timestamp(now), rand.Reader).String()
}
