package bluesky

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/oklog/ulid/v2"

	"pregonero/network"
)

// tidAlphabet is base32-sortable (atproto.com/specs/tid).
const tidAlphabet = "234567abcdefghijklmnopqrstuvwxyz"

// recordKey is the record's name: the same for every attempt at one publication, so that a
// second attempt finds its place taken, however late the first one lands. A publication's
// Key is a ULID, whose time the TID keeps; what both add to tell apart the keys of one
// moment comes from the whole Key.
func recordKey(m network.Message, now time.Time) string {
	if m.Key == "" {
		return tid(now)
	}
	sum := sha256.Sum256([]byte(m.Key))
	n := binary.BigEndian.Uint64(sum[:8])
	made, err := ulid.ParseStrict(m.Key)
	if err != nil {
		return encodeTID(n >> 1) // a TID has 63 bits
	}
	return encodeTID((made.Time()*1000+n%1000)<<10 | n>>54)
}

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
