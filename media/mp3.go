package media

import (
	"errors"
	"time"
)

// maxJunk is how much that is no frame and no tag an MP3 may hold, in bytes.
const maxJunk = 128 << 10

// mp3Frame is one frame of MPEG audio, layer III (ISO/IEC 11172-3, 13818-3).
type mp3Frame struct {
	length  int64 // bytes, header included
	samples int64
	rate    int64 // samples per second
}

var (
	mp3Rates1 = [16]int64{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0} // MPEG-1, kbit/s
	mp3Rates2 = [16]int64{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}     // MPEG-2 and 2.5
	mp3Hertz  = [4]int64{44100, 48000, 32000, 0}
)

// parseFrame reads a header of four bytes.
func parseFrame(h []byte) (f mp3Frame, ok bool) {
	if len(h) < 4 || h[0] != 0xff || h[1]&0xe0 != 0xe0 || h[1]>>1&3 != 1 {
		return f, false
	}
	version, padding := h[1]>>3&3, int64(h[2]>>1&1) // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
	f.rate = mp3Hertz[h[2]>>2&3]
	kbits := mp3Rates1[h[2]>>4]
	f.samples = 1152
	if version != 3 {
		kbits, f.samples, f.rate = mp3Rates2[h[2]>>4], 576, f.rate/2
	}
	if version == 0 {
		f.rate /= 2
	}
	if version == 1 || kbits == 0 || f.rate == 0 {
		return f, false
	}
	f.length = f.samples/8*kbits*1000/f.rate + padding
	return f, true
}

// startsMP3 asks for two frames in a row: two bytes alone could be anything.
func startsMP3(in input) bool {
	first, ok := parseFrame(in.upTo(0, 4))
	if !ok {
		return false
	}
	second, ok := parseFrame(in.upTo(first.length, 4))
	return ok && second.rate == first.rate
}

// planMP3 copies the frames of sound and nothing between, before or after them: ID3 (both),
// APE and Lyrics3 tags go.
func planMP3(in input, _ Limits) (plan, Facts, error) {
	var p plan
	var first mp3Frame
	var samples, kept, junk int64
	inStep := false // the last thing read was a frame
	for off := int64(0); off < in.size; {
		if n := tagLength(in, off); n > 0 {
			off += n
			continue
		}
		f, ok := parseFrame(in.upTo(off, 4))
		ok = ok && (first.rate == 0 || f.rate == first.rate) && off+f.length <= in.size
		if inStep = ok && (inStep || followed(in, off+f.length)); !inStep {
			off++
			if junk++; junk > maxJunk {
				return nil, Facts{}, broken("MP3", errors.New("too much that is no sound"))
			}
			continue
		}
		if first.rate == 0 {
			first = f
		}
		p.copy(off, f.length)
		samples, kept, off = samples+f.samples, kept+f.length, off+f.length
	}
	if kept == 0 || junk > kept {
		return nil, Facts{}, broken("MP3", errors.New("no sound"))
	}
	length := time.Duration(float64(samples) / float64(first.rate) * float64(time.Second)).Round(time.Millisecond)
	return p, Facts{Kind: Audio, Type: "audio/mpeg", Duration: length}, nil
}

// followed tells whether what comes after a frame is a frame, a tag or the end.
func followed(in input, off int64) bool {
	if _, ok := parseFrame(in.upTo(off, 4)); ok {
		return true
	}
	return off >= in.size || tagLength(in, off) > 0
}

// tagLength measures the tag that begins at off; 0 when none does.
func tagLength(in input, off int64) int64 {
	h := in.upTo(off, 32)
	has := func(magic string) bool { return len(h) >= len(magic) && string(h[:len(magic)]) == magic }
	rest := in.size - off
	switch {
	case has("ID3") && len(h) >= 10:
		n := 10 + int64(h[6]&0x7f)<<21 + int64(h[7]&0x7f)<<14 + int64(h[8]&0x7f)<<7 + int64(h[9]&0x7f)
		if h[5]&0x10 != 0 {
			n += 10 // footer
		}
		return min(n, rest)
	case has("TAG") && rest <= 128+227: // ID3v1, perhaps extended by "TAG+"
		return rest
	case has("LYRICSBEGIN") && rest < 1<<20:
		return rest
	case has("APETAGEX") && len(h) >= 32:
		n := int64(h[12]) | int64(h[13])<<8 | int64(h[14])<<16 | int64(h[15])<<24
		if h[23]&0x20 != 0 {
			n += 32 // this is the header; the size tells items and footer
		} else {
			n = 32
		}
		return min(n, rest)
	}
	return 0
}
