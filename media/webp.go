package media

import (
	"bytes"
	"encoding/binary"
	"errors"

	"golang.org/x/image/webp"
)

// Flags of the VP8X chunk (RFC 9649, 2.7.1).
const (
	webpAnimated = 1 << 1
	webpXMP      = 1 << 2
	webpEXIF     = 1 << 3
	webpAlpha    = 1 << 4
	webpICC      = 1 << 5
)

func cleanWebP(b []byte, l Limits) ([]byte, Facts, error) {
	p, facts, err := parseWebP(b, l)
	if err != nil {
		return nil, Facts{}, err
	}
	out := p.bytes(b)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	img, err := webp.Decode(bytes.NewReader(out))
	if err != nil {
		return nil, Facts{}, broken("WebP", err)
	}
	if s := img.Bounds().Size(); min(s.X, s.Y) != min(facts.Width, facts.Height) || max(s.X, s.Y) != max(facts.Width, facts.Height) {
		return nil, Facts{}, broken("WebP", errors.New("dimensions differ"))
	}
	return out, facts, nil
}

// webpWalk is a WebP being taken apart. extended is where the VP8X chunk's data stands.
type webpWalk struct {
	plan     plan
	extended []byte
	width    int
	height   int
	drawn    bool
	turn     turn
}

func parseWebP(b []byte, l Limits) (plan, Facts, error) {
	if len(b) < 12 {
		return nil, Facts{}, broken("WebP", errShort)
	}
	end := int64(binary.LittleEndian.Uint32(b[4:])) + 8
	if end < 12 || end > int64(len(b)) {
		return nil, Facts{}, broken("WebP", errShort)
	}
	var w webpWalk
	for i := int64(12); i < end; {
		if i+8 > end {
			return nil, Facts{}, broken("WebP", errShort)
		}
		n := int64(binary.LittleEndian.Uint32(b[i+4:]))
		if n > end-i-8 {
			return nil, Facts{}, broken("WebP", errShort)
		}
		if err := w.chunk(string(b[i:i+4]), b[i+8:i+8+n], l); err != nil {
			return nil, Facts{}, err
		}
		i += 8 + n + n&1
	}
	if !w.drawn {
		return nil, Facts{}, broken("WebP", errors.New("no image"))
	}
	return w.finish(b)
}

// finish puts the header before what was kept and the turn, if any, after it.
func (w *webpWalk) finish(b []byte) (plan, Facts, error) {
	var p plan
	p.put([]byte("RIFF\x00\x00\x00\x00WEBP")...)
	if w.extended != nil {
		flags := w.extended[0] & (webpICC | webpAlpha)
		if w.turn.needed() {
			flags |= webpEXIF
			w.put("EXIF", exifOnly(w.turn))
		}
		p.put(riffChunk("VP8X", append([]byte{flags, 0, 0, 0}, w.extended[4:10]...))...)
	}
	facts := Facts{Kind: Image, Type: "image/webp", Width: w.width, Height: w.height, Frames: 1}
	if w.extended == nil {
		w.turn = 0
	}
	return append(p, w.plan...), facts.turned(w.turn), nil
}

func (w *webpWalk) put(name string, data []byte) { w.plan.put(riffChunk(name, data)...) }

func (w *webpWalk) chunk(name string, data []byte, l Limits) error {
	switch name {
	case "VP8X":
		return w.canvas(data, l)
	case "ICCP", "ALPH":
		if w.extended != nil {
			w.put(name, data)
		}
	case "VP8 ", "VP8L":
		return w.picture(name, data, l)
	case "EXIF":
		w.turn = exifTurn(bytes.TrimPrefix(data, []byte(exifHeader)))
	}
	return nil
}

func (w *webpWalk) canvas(data []byte, l Limits) error {
	if len(data) < 10 || w.extended != nil || w.drawn {
		return broken("WebP", errors.New("extended header"))
	}
	if data[0]&webpAnimated != 0 {
		return unsupported("Guárdela como GIF o como video MP4.", "La imagen WebP es animada y las redes no la muestran.")
	}
	w.extended = data
	w.width, w.height = 1+uint24(data[4:]), 1+uint24(data[7:])
	return checkPixels("WebP", w.width, w.height, 1, l)
}

func (w *webpWalk) picture(name string, data []byte, l Limits) error {
	width, height := webpSize(name, data)
	if w.drawn || w.extended != nil && (width != w.width || height != w.height) {
		return broken("WebP", errors.New("picture"))
	}
	w.width, w.height, w.drawn = width, height, true
	w.put(name, data)
	return checkPixels("WebP", width, height, 1, l)
}

// webpSize reads the dimensions from a lossy (RFC 6386, 9.1) or lossless picture.
func webpSize(name string, data []byte) (width, height int) {
	switch {
	case name == "VP8 " && len(data) >= 10 && string(data[3:6]) == "\x9d\x01\x2a":
		return int(binary.LittleEndian.Uint16(data[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(data[8:]) & 0x3fff)
	case name == "VP8L" && len(data) >= 5 && data[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(data[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	}
	return 0, 0
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

func riffChunk(name string, data []byte) []byte {
	out := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(data)))
	out = append(out, data...)
	if len(data)%2 == 1 {
		out = append(out, 0)
	}
	return out
}
