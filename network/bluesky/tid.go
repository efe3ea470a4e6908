package bluesky

import (
	"crypto/rand"
	"encoding/binary"
	"time"
)

// tidAlphabet is base32-sortable (atproto.com/specs/tid).
const tidAlphabet = "234567abcdefghijklmnopqrstuvwxyz"

// tid makes a record key for the moment now: 53 bits of microseconds since 1970 and 10
// bits to tell apart keys of one moment, in 13 characters. The microseconds are random
// within the millisecond, so that keys made at one reading of a clock differ.
func tid(now time.Time) string {
	var noise [8]byte
	_, _ = rand.Read(noise[:]) // does not fail
	n := binary.LittleEndian.Uint64(noise[:])
	micros := uint64(now.UnixMilli())*1000 + n%1000
	return encodeTID(micros<<10 | n>>54)
}

func encodeTID(v uint64) string {
	var out [13]byte
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = tidAlphabet[v&31]
		v >>= 5
	}
	return string(out[:])
}
