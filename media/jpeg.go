package media

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"

	"pregonero/internal/fault"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markSOI, markEOI, markSOS        = 0xd8, 0xd9, 0xda
	markDHT, markDQT, markDRI        = 0xc4, 0xdb, 0xdd
	markAPP0, markAPP1               = 0xe0, 0xe1
	markAPP2, markAPP14              = 0xe2, 0xee
	markCOM, markRST0, markRST7      = 0xfe, 0xd0, 0xd7
	iccHeader, exifHeader, adobeHead = "ICC_PROFILE\x00", "Exif\x00\x00", "Adobe"
)

// Bounds against slow pictures: real progressive ones have some ten scans.
const (
	maxScans   = 100
	scanPixels = 20 // pixels over all scans, as a multiple of Limits.Pixels
)

// Quality of a JPEG that is encoded again because it was turned, of 100.
const turnedQuality = 92

// jpegParts is a JPEG taken apart.
type jpegParts struct {
	plan       plan // what stays, without the tag of orientation
	icc        plan // the segments of the colour profile alone
	width      int
	height     int
	components int
	turn       turn
}

func cleanJPEG(b []byte, l Limits) ([]byte, Facts, error) {
	p, err := parseJPEG(b, l)
	if err != nil {
		return nil, Facts{}, err
	}
	facts := Facts{Kind: Image, Type: "image/jpeg", Width: p.width, Height: p.height, Frames: 1}
	if p.turn.sideways() {
		facts.Width, facts.Height = p.height, p.width
	}
	out := p.plan.bytes(b)
	img, err := jpeg.Decode(bytes.NewReader(out))
	if err != nil {
		return nil, Facts{}, broken("JPEG", err)
	}
	switch {
	case !p.turn.needed():
		return out, facts, nil
	case l.KeepTurn, p.components == 4: // CMYK would lose its colours
		return afterSOI(out, exifSegment(p.turn)), facts, nil
	}
	out, err = encodeUpright(img, p.turn)
	if err != nil {
		return nil, Facts{}, broken("JPEG", err)
	}
	return afterSOI(out, p.icc.bytes(b)), facts, nil
}

func encodeUpright(img image.Image, t turn) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, upright(img, t), &jpeg.Options{Quality: turnedQuality})
	return out.Bytes(), err
}

// afterSOI puts segments at the beginning of a JPEG.
func afterSOI(b, segments []byte) []byte {
	return append(append(append(make([]byte, 0, len(b)+len(segments)), b[:2]...), segments...), b[2:]...)
}

func exifSegment(t turn) []byte {
	data := append([]byte(exifHeader), exifOnly(t)...)
	return append([]byte{0xff, markAPP1, 0, byte(len(data) + 2)}, data...)
}

// parseJPEG walks the segments up to the end of the image; what follows is left behind.
func parseJPEG(b []byte, l Limits) (p jpegParts, err error) {
	if len(b) < 4 || b[0] != 0xff || b[1] != markSOI {
		return p, broken("JPEG", errShort)
	}
	p.plan.copy(0, 2)
	scans := 0
	for i := 2; ; {
		for i < len(b) && b[i] == 0xff && i+1 < len(b) && b[i+1] == 0xff {
			i++ // fill
		}
		if i+2 > len(b) || b[i] != 0xff {
			return p, broken("JPEG", errShort)
		}
		mark := b[i+1]
		if mark == markEOI {
			p.plan.copy(int64(i), 2)
			break
		}
		if i+4 > len(b) || mark < 0xc0 || mark >= markRST0 && mark <= markSOI {
			return p, broken("JPEG", errors.New("marker out of place"))
		}
		end := i + 2 + int(binary.BigEndian.Uint16(b[i+2:]))
		if end < i+4 || end > len(b) {
			return p, broken("JPEG", errShort)
		}
		if err := p.segment(b, i, end, mark, l); err != nil {
			return p, err
		}
		if i = end; mark == markSOS {
			if scans++; scans > maxScans || int64(scans)*int64(p.width)*int64(p.height) > scanPixels*l.Pixels {
				return p, broken("JPEG", errors.New("too many scans"))
			}
			i = scanEnd(b, end)
			p.plan.copy(int64(end), int64(i-end))
		}
	}
	if scans == 0 || p.width == 0 {
		return p, broken("JPEG", errors.New("no image"))
	}
	return p, nil
}

// scanEnd is where the entropy-coded data that begins at i ends: at the next marker that is
// neither a stuffed zero nor a restart.
func scanEnd(b []byte, i int) int {
	for {
		n := bytes.IndexByte(b[i:], 0xff)
		if n < 0 || i+n+1 >= len(b) {
			return len(b)
		}
		i += n
		if c := b[i+1]; c != 0 && (c < markRST0 || c > markRST7) {
			return i
		}
		i += 2
	}
}

// segment keeps what the picture needs and drops the rest: APP1 (EXIF, XMP), APP13 (IPTC),
// comments, embedded previews, makers' own.
func (p *jpegParts) segment(b []byte, i, end int, mark byte, l Limits) error {
	data := b[i+4 : end]
	keep := func() { p.plan.copy(int64(i), int64(end-i)) }
	switch {
	case mark == markDHT, mark == markDQT, mark == markDRI, mark == markSOS:
		keep()
	case mark >= 0xc0 && mark <= 0xcf: // SOF, but for DHT
		keep()
		return p.frame(mark, data, l)
	case mark == markAPP0 && len(data) >= 14 && string(data[:5]) == "JFIF\x00":
		p.plan.put(append([]byte{0xff, markAPP0, 0, 16}, append(bytes.Clone(data[:12]), 0, 0)...)...) // without its thumbnail
	case mark == markAPP1 && bytes.HasPrefix(data, []byte(exifHeader)):
		if t := exifTurn(data[len(exifHeader):]); p.turn == 0 {
			p.turn = t
		}
	case mark == markAPP2 && bytes.HasPrefix(data, []byte(iccHeader)):
		keep()
		p.icc.copy(int64(i), int64(end-i))
	case mark == markAPP14 && len(data) >= 12 && bytes.HasPrefix(data, []byte(adobeHead)):
		p.plan.put(append([]byte{0xff, markAPP14, 0, 14}, data[:12]...)...)
	case mark >= markAPP0 && mark <= 0xef, mark == markCOM:
	default:
		return broken("JPEG", errors.New("unknown segment"))
	}
	return nil
}

// frame reads the dimensions before anything is decoded.
func (p *jpegParts) frame(mark byte, data []byte, l Limits) error {
	if mark > 0xc2 || len(data) < 6 || data[0] != 8 {
		return unsupported("Guárdela de nuevo como JPEG normal o PNG.", "La imagen es de una variante de JPEG que no se admite.")
	}
	if p.width != 0 {
		return broken("JPEG", errors.New("two frames"))
	}
	p.height, p.width = int(binary.BigEndian.Uint16(data[1:])), int(binary.BigEndian.Uint16(data[3:]))
	p.components = int(data[5])
	return checkPixels("JPEG", p.width, p.height, 1, l)
}

// checkPixels refuses pictures that would not fit in memory; weight is 2 for 16-bit samples.
func checkPixels(name string, width, height, weight int, l Limits) error {
	if width <= 0 || height <= 0 {
		return broken(name, errors.New("no pixels"))
	}
	if pixels := int64(width) * int64(height) * int64(weight); pixels > l.Pixels {
		return fault.New(fault.Limit, "La imagen mide %d × %d puntos y es demasiado grande: se admiten hasta %d millones de puntos.", width, height, l.Pixels/int64(weight)/1_000_000).
			Then("Reduzca sus dimensiones y vuelva a subirla.")
	}
	return nil
}
