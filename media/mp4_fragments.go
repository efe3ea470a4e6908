package media

import (
	"encoding/binary"
	"time"
)

// fragments adds up the durations of a fragmented MP4, whose header tells none
// (ISO/IEC 14496-12, 8.8). Keys are track ids; values, units of the track's own scale.
type fragments struct {
	seen     bool
	defaults map[uint32]uint32 // duration of a sample, from trex
	current  uint32            // the track of the traf being walked
	sample   uint32            // duration of a sample in it
	total    map[uint32]uint64
}

// longest is the duration of the longest track, 0 when there are no fragments.
func (f *fragments) longest(tracks []mp4Track) (d time.Duration) {
	for _, t := range tracks {
		if n, ok := f.total[t.id]; ok && t.scale > 0 {
			seconds := min(float64(n)/float64(t.scale), 1e6)
			d = max(d, time.Duration(seconds*float64(time.Second)).Round(time.Millisecond))
		}
	}
	return d
}

// fragment reads trex, tfhd and trun.
func (w *mp4Walk) fragment(b box) error {
	if b.end-b.data > maxTable {
		return errShort
	}
	d, err := w.in.at(b.data, b.end-b.data)
	if err != nil || len(d) < 8 {
		return errShort
	}
	f := &w.frag
	flags, word := binary.BigEndian.Uint32(d)&0xffffff, binary.BigEndian.Uint32(d[4:])
	switch b.name {
	case "trex":
		return f.trackDefault(word, d)
	case "tfhd":
		return f.begin(word, flags, d[8:])
	}
	return f.run(word, flags, d[8:])
}

func (f *fragments) trackDefault(track uint32, d []byte) error {
	if len(d) < 16 {
		return errShort
	}
	if f.defaults == nil {
		f.defaults, f.total = map[uint32]uint32{}, map[uint32]uint64{}
	}
	f.defaults[track] = binary.BigEndian.Uint32(d[12:])
	return nil
}

// begin reads tfhd: a default duration (flag 8) after a base offset (1) and a description (2).
func (f *fragments) begin(track, flags uint32, d []byte) error {
	f.seen, f.current, f.sample = true, track, f.defaults[track]
	at := 0
	if flags&1 != 0 {
		at += 8
	}
	if flags&2 != 0 {
		at += 4
	}
	if flags&8 == 0 {
		return nil
	}
	if at+4 > len(d) {
		return errShort
	}
	f.sample = binary.BigEndian.Uint32(d[at:])
	return nil
}

// run reads trun: after an offset (flag 1) and first flags (4), for each sample its
// duration (0x100), size (0x200), flags (0x400) and shift (0x800), where told.
func (f *fragments) run(count, flags uint32, d []byte) error {
	if f.total == nil {
		return errShort // no trex: not a fragmented movie
	}
	if flags&0x100 == 0 {
		f.total[f.current] += uint64(count) * uint64(f.sample)
		return nil
	}
	at, each := 0, 0
	for bit, n := range map[uint32]*int{1: &at, 4: &at, 0x100: &each, 0x200: &each, 0x400: &each, 0x800: &each} {
		if flags&bit != 0 {
			*n += 4
		}
	}
	if int64(at)+int64(count)*int64(each) > int64(len(d)) {
		return errShort
	}
	for i := range int(count) {
		f.total[f.current] += uint64(binary.BigEndian.Uint32(d[at+i*each:]))
	}
	return nil
}
