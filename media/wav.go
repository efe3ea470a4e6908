package media

import (
	"encoding/binary"
	"errors"
	"slices"
	"time"
)

// wavKept are the chunks that the sound needs; LIST, id3, bext, iXML, cart, cue… go.
var wavKept = []string{"fmt ", "fact", "data"}

// wavCodes are PCM, float and "extensible".
var wavCodes = []uint16{1, 3, 0xfffe}

func planWAV(in input, _ Limits) (plan, Facts, error) {
	var p plan
	var perSecond, sound, total int64
	seen := map[string]bool{}
	end := in.size
	if told := int64(binary.LittleEndian.Uint32(in.upTo(4, 4))) + 8; told > 44 && told < end {
		end = told // what follows is left behind
	}
	for off := int64(12); off+8 <= end; {
		h, err := in.at(off, 8)
		if err != nil {
			return nil, Facts{}, broken("WAV", err)
		}
		name, n := string(h[:4]), int64(binary.LittleEndian.Uint32(h[4:]))
		if n > end-off-8 {
			return nil, Facts{}, broken("WAV", errShort)
		}
		if name == "fmt " {
			if perSecond, err = wavRate(in.upTo(off+8, n)); err != nil {
				return nil, Facts{}, err
			}
		}
		if slices.Contains(wavKept, name) {
			if seen[name] {
				return nil, Facts{}, broken("WAV", errors.New("a chunk twice"))
			}
			seen[name] = true
			p.copy(off, 8+n)
			if n%2 == 1 {
				p.put(0)
			}
			total += 8 + n + n%2
		}
		if name == "data" {
			sound += n
		}
		off += 8 + n + n%2
	}
	if perSecond == 0 || sound == 0 {
		return nil, Facts{}, broken("WAV", errors.New("no sound"))
	}
	head := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(total+4))
	length := time.Duration(float64(sound) / float64(perSecond) * float64(time.Second)).Round(time.Millisecond)
	return append(plan{{lit: append(head, "WAVE"...)}}, p...), Facts{Kind: Audio, Type: "audio/wav", Duration: length}, nil
}

// wavRate reads the bytes per second of a format.
func wavRate(b []byte) (int64, error) {
	if len(b) < 16 || len(b) > 64 {
		return 0, broken("WAV", errShort)
	}
	if code := binary.LittleEndian.Uint16(b); !slices.Contains(wavCodes, code) {
		return 0, unsupported("Conviértalo a MP3 y vuelva a subirlo.", "El audio WAV usa una compresión que no se admite.")
	}
	rate := int64(binary.LittleEndian.Uint32(b[8:]))
	if rate == 0 {
		return 0, broken("WAV", errors.New("rate"))
	}
	return rate, nil
}
