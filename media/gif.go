package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/gif"
	"time"

	"pregonero/internal/fault"
)

// GIF89a: how blocks begin, and the extensions.
const (
	gifImage, gifExtension, gifTrailer = 0x2c, 0x21, 0x3b
	gifControl, gifApplication         = 0xf9, 0xff
)

// framesPixels bounds the decoding work of an animation, as a multiple of Limits.Pixels.
const framesPixels = 10

// gifWalk is a GIF being taken apart.
type gifWalk struct {
	b      []byte
	i      int
	plan   plan
	facts  Facts
	screen int   // where the header and the common colours end
	drawn  int64 // pixels of all frames
	l      Limits
}

func cleanGIF(b []byte, l Limits) ([]byte, Facts, error) {
	w := &gifWalk{b: b, l: l, facts: Facts{Kind: Image, Type: "image/gif"}}
	if err := w.header(); err != nil {
		return nil, Facts{}, err
	}
	for {
		block, err := w.take(1)
		if err != nil {
			return nil, Facts{}, broken("GIF", err)
		}
		switch block[0] {
		case gifExtension:
			err = w.extension()
		case gifImage:
			err = w.image()
		case gifTrailer:
			return w.end()
		default:
			err = broken("GIF", errors.New("unknown block"))
		}
		if err != nil {
			return nil, Facts{}, err
		}
	}
}

func (w *gifWalk) end() ([]byte, Facts, error) {
	if w.facts.Frames == 0 {
		return nil, Facts{}, broken("GIF", errors.New("no image"))
	}
	w.plan.put(gifTrailer)
	return w.plan.bytes(w.b), w.facts, nil
}

func (w *gifWalk) take(n int) ([]byte, error) {
	if n > len(w.b)-w.i {
		return nil, errShort
	}
	w.i += n
	return w.b[w.i-n : w.i], nil
}

func (w *gifWalk) header() error {
	h, err := w.take(13)
	if err != nil {
		return broken("GIF", err)
	}
	w.facts.Width, w.facts.Height = int(binary.LittleEndian.Uint16(h[6:])), int(binary.LittleEndian.Uint16(h[8:]))
	if err := checkPixels("GIF", w.facts.Width, w.facts.Height, 1, w.l); err != nil {
		return err
	}
	if _, err := w.take(tableSize(h[10])); err != nil {
		return broken("GIF", err)
	}
	w.screen = w.i
	w.plan.copy(0, int64(w.i))
	return nil
}

// tableSize is the bytes of the colour table that packed fields announce.
func tableSize(packed byte) int {
	if packed&0x80 == 0 {
		return 0
	}
	return 3 << (1 + packed&7)
}

// subBlocks skips a chain of sub-blocks and returns their joined contents.
func (w *gifWalk) subBlocks() ([]byte, error) {
	var out []byte
	for {
		n, err := w.take(1)
		if err != nil {
			return nil, err
		}
		if n[0] == 0 {
			return out, nil
		}
		data, err := w.take(int(n[0]))
		if err != nil {
			return nil, err
		}
		out = append(out, data...)
	}
}

// extension keeps timing and looping; comments, texts, XMP and other programs' own go.
func (w *gifWalk) extension() error {
	label, err := w.take(1)
	if err != nil {
		return broken("GIF", err)
	}
	data, err := w.subBlocks()
	if err != nil {
		return broken("GIF", err)
	}
	switch {
	case label[0] == gifControl && len(data) == 4:
		w.facts.Duration += time.Duration(binary.LittleEndian.Uint16(data[1:])) * 10 * time.Millisecond
		w.plan.put(gifExtension, gifControl, 4, data[0], data[1], data[2], data[3], 0)
	case label[0] == gifApplication && len(data) >= 14 && data[11] == 1 && isLoop(string(data[:11])):
		w.plan.put(append(append([]byte{gifExtension, gifApplication, 11}, data[:11]...), 3, 1, data[12], data[13], 0)...)
	}
	return nil
}

func isLoop(program string) bool { return program == "NETSCAPE2.0" || program == "ANIMEXTS1.0" }

// image copies one frame after decoding it alone, to be sure that it is whole.
func (w *gifWalk) image() error {
	start := w.i - 1
	d, err := w.take(9)
	if err != nil {
		return broken("GIF", err)
	}
	width, height := int(binary.LittleEndian.Uint16(d[4:])), int(binary.LittleEndian.Uint16(d[6:]))
	left, top := int(binary.LittleEndian.Uint16(d)), int(binary.LittleEndian.Uint16(d[2:]))
	if width == 0 || height == 0 || left+width > w.facts.Width || top+height > w.facts.Height {
		return broken("GIF", errors.New("frame outside the image"))
	}
	if err := w.count(int64(width) * int64(height)); err != nil {
		return err
	}
	if _, err := w.take(tableSize(d[8])); err != nil {
		return broken("GIF", err)
	}
	if _, err := w.take(1); err != nil { // code size
		return broken("GIF", err)
	}
	if _, err := w.subBlocks(); err != nil {
		return broken("GIF", err)
	}
	alone := append(bytes.Clone(w.b[:w.screen]), append(bytes.Clone(w.b[start:w.i]), gifTrailer)...)
	if _, err := gif.Decode(bytes.NewReader(alone)); err != nil {
		return broken("GIF", err)
	}
	w.plan.copy(int64(start), int64(w.i-start))
	return nil
}

func (w *gifWalk) count(pixels int64) error {
	w.facts.Frames++
	w.drawn += pixels
	if w.facts.Frames > w.l.Frames || w.drawn > framesPixels*w.l.Pixels {
		return fault.New(fault.Limit, "La imagen animada es demasiado larga: se admiten hasta %d cuadros.", w.l.Frames).
			Then("Guárdela como video MP4 y vuelva a subirla.")
	}
	return nil
}
