package media

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
)

// planted stands in every piece of metadata of the samples: none may be left.
const planted = "SECRETO-CASA-DE-ANA"

// picture is w × h with its upper left quarter red, the upper right green, the lower left
// blue and the lower right white: a turn shows.
func picture(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, quarter(x < w/2, y < h/2))
		}
	}
	return img
}

func quarter(left, top bool) color.NRGBA {
	switch {
	case left && top:
		return color.NRGBA{255, 0, 0, 255}
	case top:
		return color.NRGBA{0, 255, 0, 255}
	case left:
		return color.NRGBA{0, 0, 255, 255}
	}
	return color.NRGBA{255, 255, 255, 255}
}

// exifGPS is TIFF data with an orientation, a camera and a place: 19.4326 N, 99.1332 W.
func exifGPS(t turn) []byte {
	var b bytes.Buffer
	w := func(v ...any) {
		for _, x := range v {
			_ = binary.Write(&b, binary.BigEndian, x)
		}
	}
	b.WriteString("MM\x00*")
	w(uint32(8), uint16(3))
	w(uint16(0x010f), uint16(2), uint32(len(planted)+1), uint32(50)) // Make
	w(uint16(0x0112), uint16(3), uint32(1), uint16(t), uint16(0))
	w(uint16(0x8825), uint16(4), uint32(1), uint32(80)) // GPS IFD
	w(uint32(0))
	b.WriteString(planted + "\x00")
	b.Write(make([]byte, 80-b.Len()))
	w(uint16(4))
	w(uint16(1), uint16(2), uint32(2), [4]byte{'N'})
	w(uint16(2), uint16(5), uint32(3), uint32(134))
	w(uint16(3), uint16(2), uint32(2), [4]byte{'W'})
	w(uint16(4), uint16(5), uint32(3), uint32(158))
	w(uint32(0))
	w([]uint32{19, 1, 25, 1, 5736, 100}, []uint32{99, 1, 7, 1, 5952, 100})
	return b.Bytes()
}

func xmp() string {
	return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="` + planted + `"/></rdf:RDF></x:xmpmeta>`
}

func jpegSegment(mark byte, data string) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, mark}, uint16(len(data)+2)), data...)
}

// iccText stands for a colour profile, which stays.
const iccText = iccHeader + "\x01\x01perfil-de-color"

func sampleJPEG(w, h int, t turn) []byte {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, picture(w, h), &jpeg.Options{Quality: 95})
	var meta []byte
	meta = append(meta, jpegSegment(0xe0, "JFIF\x00\x01\x02\x00\x00\x48\x00\x48\x01\x01abc")...) // with a thumbnail
	meta = append(meta, jpegSegment(0xe0, "JFXX\x00\x10"+planted)...)
	meta = append(meta, jpegSegment(0xe1, exifHeader+string(exifGPS(t)))...)
	meta = append(meta, jpegSegment(0xe1, "http://ns.adobe.com/xap/1.0/\x00"+xmp())...)
	meta = append(meta, jpegSegment(0xe2, iccText)...)
	meta = append(meta, jpegSegment(0xe2, "MPF\x00"+planted)...)
	meta = append(meta, jpegSegment(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x18\x1c\x02\x78\x00\x13"+planted)...)
	meta = append(meta, jpegSegment(0xef, planted)...)
	meta = append(meta, jpegSegment(0xfe, planted)...)
	return append(afterSOI(b.Bytes(), meta), planted...)
}

func samplePNG(t turn) []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, picture(16, 8))
	var z bytes.Buffer
	zw := zlib.NewWriter(&z)
	_, _ = zw.Write([]byte(planted))
	_ = zw.Close()
	var meta []byte
	for name, data := range map[string]string{
		"tEXt": "Author\x00" + planted, "iTXt": "XML:com.adobe.xmp\x00\x00\x00\x00\x00" + xmp(), "zTXt": "Comment\x00\x00" + z.String(),
		"tIME": "\x07\xe8\x01\x01\x00\x00\x00", "eXIf": string(exifGPS(t)), "prVt": planted,
	} {
		meta = append(meta, pngChunk(name, []byte(data))...)
	}
	const afterIHDR = 8 + 25
	return append(append(append(b.Bytes()[:afterIHDR:afterIHDR], meta...), b.Bytes()[afterIHDR:]...), planted...)
}

func sampleGIF() []byte {
	palette := color.Palette{color.White, color.NRGBA{255, 0, 0, 255}, color.Black, color.NRGBA{0, 0, 255, 255}}
	g := &gif.GIF{LoopCount: 3}
	for i := range 3 {
		frame := image.NewPaletted(image.Rect(0, 0, 20, 10), palette)
		frame.SetColorIndex(i, i, 1)
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 50)
	}
	var b bytes.Buffer
	_ = gif.EncodeAll(&b, g)
	meta := "\x21\xfe" + string(byte(len(planted))) + planted + "\x00" +
		"\x21\xff\x0bXMP DataXMP" + string(byte(len(planted))) + planted + "\x00" +
		"\x21\xff\x0bPROGRAMA1.0\x03\x01\x00\x00\x00"
	i := bytes.Index(b.Bytes(), []byte("\x21\xff\x0bNETSCAPE"))
	return append(append(append(b.Bytes()[:i:i], meta...), b.Bytes()[i:]...), planted...)
}

// The 16 × 8 pictures below were made with cwebp: lossy, lossless, lossy with alpha.
const (
	webpLossy    = "UklGRkQAAABXRUJQVlA4IDgAAACwAQCdASoQAAgABABoJbACdAEOuwSAAP7s3gq0jgnn8d8nYXwrOIeE3BcN90a4TAI/p04ugAAAAA=="
	webpLossless = "UklGRiwAAABXRUJQVlA4TB8AAAAvD8ABAJmM6H9sIgrf/4CQgDDF/6OSPhADGBOAVG0HAA=="
	webpAlphaPic = "UklGRm4AAABXRUJQVlA4WAoAAAAQAAAADwAABwAAQUxQSA4AAAABD/DA/4iIMAER/Y8AAFZQOCA6AAAA0AEAnQEqEAAIAAQAaCWwAnQBDraPqAAA/ulZuDK2uASyQL2PXG+bVRYrzui5990a4TAI/jbh40AAAA=="
)

func decode64(s string) []byte { b, _ := base64.StdEncoding.DecodeString(s); return b }

// sampleWebP wraps a picture in an extended file with a profile, EXIF and XMP.
func sampleWebP(simple string, t turn) []byte {
	body := decode64(simple)[12:]
	flags := byte(webpICC | webpEXIF | webpXMP)
	if strings.HasPrefix(string(body), "VP8X") {
		flags |= body[8]
		body = body[18:]
	}
	all := riffChunk("VP8X", []byte{flags, 0, 0, 0, 15, 0, 0, 7, 0, 0})
	all = append(all, riffChunk("ICCP", []byte("perfil"))...)
	all = append(all, body...)
	all = append(all, riffChunk("EXIF", exifGPS(t))...)
	all = append(all, riffChunk("XMP ", []byte(xmp()))...)
	all = append(all, riffChunk("PRIV", []byte(planted))...)
	return append(riffChunk("RIFF", append([]byte("WEBP"), all...)), planted...)
}

func mp4Box(name string, parts ...string) string {
	data := strings.Join(parts, "")
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)+8))) + name + data
}

func be32(v ...uint32) string {
	var b []byte
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, x)
	}
	return string(b)
}

// sampleTrack has one chunk of two samples of n bytes at off.
func sampleTrack(id uint32, handler, entry string, off, n uint32) string {
	program := strings.Repeat("\x00", len(planted))
	if handler == "vide" {
		program = planted // the compressor's name
	}
	matrix := be32(0, 0x10000, 0, 0xffff0000, 0, 0, 0, 0, 0x40000000) // a quarter turn
	return mp4Box("trak",
		mp4Box("tkhd", be32(7, 3_700_000_000, 3_700_000_000, id, 0, 2000, 0, 0, 0, 0), matrix, be32(1280<<16, 720<<16)),
		mp4Box("mdia",
			mp4Box("mdhd", be32(0, 3_700_000_000, 3_700_000_000, 1000, 2000, 0)),
			mp4Box("hdlr", be32(0, 0), handler, be32(0, 0, 0), planted+"\x00"),
			mp4Box("minf",
				mp4Box("dinf", mp4Box("dref", be32(0, 1), mp4Box("url ", be32(1), planted))),
				mp4Box("stbl",
					mp4Box("stsd", be32(0, 1), mp4Box(entry, strings.Repeat("\x00", 42), program, strings.Repeat("\x00", 40))),
					mp4Box("stts", be32(0, 1, 2, 1000)),
					mp4Box("stsc", be32(0, 1, 1, 2, 1)),
					mp4Box("stsz", be32(0, n, 2)),
					mp4Box("stco", be32(0, 1, off))))),
		mp4Box("udta", mp4Box("name", planted)),
		mp4Box("meta", planted))
}

// sampleMP4 has a picture, a sound, and a track of places, with tags in every way known.
func sampleMP4(brand string) []byte {
	ftyp := mp4Box("ftyp", brand, be32(512), "isom")
	picture, sound := strings.Repeat("IMAGEN", 4), strings.Repeat("SONIDO", 4)
	places := planted + strings.Repeat(" ", 24-len(planted))
	at := uint32(len(ftyp) + 8)
	var tracks []string
	if brand == "M4A " {
		places = ""
	} else {
		tracks = append(tracks, sampleTrack(1, "vide", "avc1", at, 12), sampleTrack(3, "meta", "mebx", at+48, 12))
	}
	tracks = append(tracks, sampleTrack(2, "soun", "mp4a", at+24, 12))
	moov := mp4Box("moov",
		mp4Box("mvhd", be32(0, 3_700_000_000, 3_700_000_000, 1000, 2000, 0x10000), strings.Repeat("\x00", 76)),
		strings.Join(tracks, ""),
		mp4Box("udta", mp4Box("\xa9xyz", "\x00\x15\x15\xc7+19.4326-099.1332/"), mp4Box("meta", be32(0), mp4Box("ilst", planted))),
		mp4Box("meta", mp4Box("keys", planted)),
		mp4Box("uuid", strings.Repeat("\x01", 16), xmp()))
	return []byte(ftyp + mp4Box("mdat", picture, sound, places) + mp4Box("free", planted) + moov +
		mp4Box("uuid", "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", xmp()))
}

// sampleFragments is a sound in two fragments of 1.5 s each.
func sampleFragments() []byte {
	track := sampleTrack(1, "soun", "mp4a", 0, 0)
	moov := mp4Box("moov", mp4Box("mvhd", be32(0, 0, 0, 1000, 0, 0x10000), strings.Repeat("\x00", 76)), track,
		mp4Box("mvex", mp4Box("trex", be32(0, 1, 1, 500, 0, 0))))
	byDefault := mp4Box("moof", mp4Box("mfhd", be32(0, 1)), mp4Box("traf", mp4Box("tfhd", be32(0, 1)), mp4Box("trun", be32(0, 3)), mp4Box("udta", planted)))
	oneByOne := mp4Box("moof", mp4Box("mfhd", be32(0, 2)), mp4Box("traf", mp4Box("tfhd", be32(8, 1, 9)), mp4Box("trun", be32(0x301, 2, 0, 700, 4, 800, 4))))
	return []byte(mp4Box("ftyp", "iso5", be32(0), "iso6") + moov + byDefault + mp4Box("mdat", "SONIDO") + oneByOne + mp4Box("mdat", "SONIDO") + mp4Box("emsg", planted))
}

// mp3Frames are n frames of MPEG-1, 128 kbit/s, 44.1 kHz: 417 bytes, 26.12 ms each.
func mp3Frames(n int) string {
	return strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x00", 413), n)
}

func sampleMP3() []byte {
	id3 := "ID3\x03\x00\x00\x00\x00\x00" + string(byte(len(planted)+10)) + "TIT2\x00\x00\x00" + string(byte(len(planted))) + "\x00\x00" + planted
	ape := "APETAGEX" + "\xd0\x07\x00\x00" + "@\x00\x00\x00" + "\x01\x00\x00\x00" + "\x00\x00\x00\xa0" + strings.Repeat("\x00", 8) + planted + strings.Repeat("\x00", 13) +
		"APETAGEX" + "\xd0\x07\x00\x00" + "@\x00\x00\x00" + "\x01\x00\x00\x00" + "\x00\x00\x00\x80" + strings.Repeat("\x00", 8)
	id3v1 := "TAG" + planted + strings.Repeat("\x00", 125-len(planted))
	return []byte(id3 + mp3Frames(50) + planted + mp3Frames(50) + ape + id3v1)
}

func sampleWAV() []byte {
	le := func(v ...uint32) string {
		var b []byte
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
		return string(b)
	}
	all := append(riffChunk("fmt ", []byte(le(1|1<<16, 8000, 16000, 2|16<<16))), riffChunk("LIST", []byte("INFOINAM"+le(uint32(len(planted)))+planted))...)
	all = append(all, riffChunk("bext", []byte(planted))...)
	all = append(all, riffChunk("data", bytes.Repeat([]byte{1, 2}, 12000))...)
	all = append(all, riffChunk("id3 ", []byte(planted))...)
	return append(riffChunk("RIFF", append([]byte("WAVE"), all...)), planted...)
}
