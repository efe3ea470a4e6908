package alike

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

const (
	words     = 4          // of a sketch
	functions = words * 64 // hashes whose least value is kept, one bit of each
)

// Sketch is a text in 256 bits.
type Sketch [words]uint64

// Least is the fewest shingles of which a sketch says anything: shorter texts, such as a
// greeting, are like many others by chance.
const Least = 20

// Sketch is that of the shape.
func (s Shape) Sketch() (out Sketch) {
	var least [functions]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for _, x := range s.Shingles {
		for i := range least {
			least[i] = min(least[i], (x^seeds[i][0])*seeds[i][1])
		}
	}
	for i, v := range least {
		out[i/64] |= mix(v) & 1 << (i % 64)
	}
	return out
}

// seeds are two numbers for each hash function, the second odd. They are part of what is
// kept: changing them makes every kept sketch worthless.
var seeds = func() (out [functions][2]uint64) {
	x := uint64(20261125)
	for i := range out {
		x = mix(x)
		out[i][0] = x
		x = mix(x)
		out[i][1] = x | 1
	}
	return out
}()

// String writes a sketch as it is kept: base64 of 32 bytes.
func (k Sketch) String() string {
	var b [words * 8]byte
	for i, w := range k {
		binary.BigEndian.PutUint64(b[i*8:], w)
	}
	return base64.StdEncoding.EncodeToString(b[:])
}

// ParseSketch reads what String wrote.
func ParseSketch(s string) (k Sketch, err error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != words*8 {
		return k, fmt.Errorf("a sketch has %d bytes, not %d: %v", len(b), words*8, err)
	}
	for i := range k {
		k[i] = binary.BigEndian.Uint64(b[i*8:])
	}
	return k, nil
}
