package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image/png"
	"slices"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that the picture needs; times, texts, EXIF and private ones go.
var pngKept = []string{"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "bKGD", "pHYs"}

func cleanPNG(b []byte, l Limits) ([]byte, Facts, error) {
	p, facts, err := parsePNG(b, l)
	if err != nil {
		return nil, Facts{}, err
	}
	out := p.bytes(b)
	if _, err := png.Decode(bytes.NewReader(out)); err != nil {
		return nil, Facts{}, broken("PNG", err)
	}
	return out, facts, nil
}

func parsePNG(b []byte, l Limits) (p plan, facts Facts, err error) {
	var t turn
	p.copy(0, int64(len(pngMagic)))
	for i := len(pngMagic); ; {
		if i+12 > len(b) {
			return nil, Facts{}, broken("PNG", errShort)
		}
		n := int64(binary.BigEndian.Uint32(b[i:]))
		if n > int64(len(b)-i-12) {
			return nil, Facts{}, broken("PNG", errShort)
		}
		end := i + 12 + int(n)
		name, data := string(b[i+4:i+8]), b[i+8:end-4]
		first := facts.Width == 0
		switch {
		case first != (name == "IHDR"):
			return nil, Facts{}, broken("PNG", errors.New("header out of place"))
		case first:
			if facts, err = pngHeader(data, l); err != nil {
				return nil, Facts{}, err
			}
		case name == "acTL":
			return nil, Facts{}, unsupported("Guárdela como GIF o como video MP4.", "La imagen PNG es animada y las redes no la muestran.")
		case name == "eXIf":
			t = exifTurn(data)
		case (name == "IDAT" || name == "IEND") && t.needed():
			p.put(pngChunk("eXIf", exifOnly(t))...)
			facts, t = facts.turned(t), 0
		}
		if slices.Contains(pngKept, name) {
			p.copy(int64(i), int64(end-i))
		}
		if i = end; name == "IEND" {
			return p, facts, nil
		}
	}
}

func pngHeader(data []byte, l Limits) (Facts, error) {
	if len(data) != 13 {
		return Facts{}, broken("PNG", errShort)
	}
	w, h := binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])
	if w > 1<<24 || h > 1<<24 {
		return Facts{}, checkPixels("PNG", 1<<24, 1<<24, 1, l)
	}
	weight := 1
	if data[8] == 16 {
		weight = 2
	}
	facts := Facts{Kind: Image, Type: "image/png", Width: int(w), Height: int(h), Frames: 1}
	return facts, checkPixels("PNG", int(w), int(h), weight, l)
}

func pngChunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// turned gives the dimensions as shown.
func (f Facts) turned(t turn) Facts {
	if t.sideways() {
		f.Width, f.Height = f.Height, f.Width
	}
	return f
}
