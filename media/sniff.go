package media

import (
	"bytes"
	"encoding/binary"
	"mime"
	"slices"
	"strings"

	"pregonero/internal/fault"
)

// format is one kind of file that is taken.
type format struct {
	name  string   // for people
	types []string // MIME types that may declare it
	image bool
	// cleanBytes cleans an image; plan, a stream. One of them is set.
	cleanBytes func(b []byte, l Limits) ([]byte, Facts, error)
	plan       func(in input, l Limits) (plan, Facts, error)
}

var (
	formatJPEG = format{name: "JPEG", types: []string{"image/jpeg", "image/jpg", "image/pjpeg"}, image: true, cleanBytes: cleanJPEG}
	formatPNG  = format{name: "PNG", types: []string{"image/png", "image/x-png"}, image: true, cleanBytes: cleanPNG}
	formatGIF  = format{name: "GIF", types: []string{"image/gif"}, image: true, cleanBytes: cleanGIF}
	formatWebP = format{name: "WebP", types: []string{"image/webp"}, image: true, cleanBytes: cleanWebP}
	formatMP4  = format{name: "MP4", types: []string{"video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4", "audio/x-m4a", "audio/m4a"}, plan: planMP4}
	formatMP3  = format{name: "MP3", types: []string{"audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/mpeg3"}, plan: planMP3}
	formatWAV  = format{name: "WAV", types: []string{"audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"}, plan: planWAV}
)

const nextConvert = "Conviértalo a JPEG, PNG, GIF, WebP, MP4, MP3 o WAV y vuelva a subirlo."

// strangers are files that people try to attach, by how they begin at an offset.
var strangers = []struct {
	at         int
	magic      string
	name, next string
}{
	{0, "%PDF-", "un documento PDF", "Exporte la página como imagen JPEG o PNG, y enlace el documento en el texto."},
	{0, "PK\x03\x04", "un documento de oficina o un archivo comprimido", "Exporte lo que quiera mostrar como imagen JPEG o PNG."},
	{0, "\xd0\xcf\x11\xe0", "un documento de oficina", "Exporte lo que quiera mostrar como imagen JPEG o PNG."},
	{0, "Rar!", "un archivo comprimido", "Descomprímalo y suba la imagen, el video o el audio."},
	{0, "7z\xbc\xaf", "un archivo comprimido", "Descomprímalo y suba la imagen, el video o el audio."},
	{0, "\x1f\x8b", "un archivo comprimido", "Descomprímalo y suba la imagen, el video o el audio."},
	{0, "MZ", "un programa", "No lo abra; avise al área de seguridad informática si no sabe de dónde viene."},
	{0, "\x7fELF", "un programa", "No lo abra; avise al área de seguridad informática si no sabe de dónde viene."},
	{0, "#!", "un programa", "No lo abra; avise al área de seguridad informática si no sabe de dónde viene."},
	{0, "BM", "una imagen BMP", "Guárdela como PNG y vuelva a subirla."},
	{0, "II*\x00", "una imagen TIFF", "Guárdela como PNG o JPEG y vuelva a subirla."},
	{0, "MM\x00*", "una imagen TIFF", "Guárdela como PNG o JPEG y vuelva a subirla."},
	{0, "8BPS", "una imagen de Photoshop", "Expórtela como PNG o JPEG y vuelva a subirla."},
	{0, "OggS", "un archivo OGG", "Conviértalo a MP3 y vuelva a subirlo."},
	{0, "fLaC", "un audio FLAC", "Conviértalo a MP3 y vuelva a subirlo."},
	{0, "\x1aE\xdf\xa3", "un video WebM o MKV", "Conviértalo a MP4 y vuelva a subirlo."},
	{0, "FLV", "un video FLV", "Conviértalo a MP4 y vuelva a subirlo."},
	{8, "AVI ", "un video AVI", "Conviértalo a MP4 y vuelva a subirlo."},
	{0, "0&\xb2u\x8ef\xcf\x11", "un archivo de Windows Media", "Conviértalo a MP4 o MP3 y vuelva a subirlo."},
}

// sniff tells what the file really is by its first bytes.
func sniff(in input) (format, error) {
	head := in.upTo(0, 512)
	has := func(at int, magic string) bool {
		return len(head) >= at+len(magic) && string(head[at:at+len(magic)]) == magic
	}
	switch {
	case has(0, "\xff\xd8\xff"):
		return formatJPEG, nil
	case has(0, pngMagic):
		return formatPNG, nil
	case has(0, "GIF87a"), has(0, "GIF89a"):
		return formatGIF, nil
	case has(0, "RIFF") && has(8, "WEBP"):
		return formatWebP, nil
	case has(0, "RIFF") && has(8, "WAVE"):
		return formatWAV, nil
	case has(4, "ftyp"):
		return formatMP4, knownBrand(head)
	case has(0, "ID3"), startsMP3(in):
		return formatMP3, nil
	}
	return format{}, stranger(head, has)
}

func stranger(head []byte, has func(int, string) bool) error {
	for _, s := range strangers {
		if has(s.at, s.magic) {
			return unsupported(s.next, "El archivo es %s y no se puede adjuntar.", s.name)
		}
	}
	if text := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"); bytes.HasPrefix(text, []byte("<")) {
		return unsupported("Si es un dibujo SVG, expórtelo como PNG.", "El archivo es una página web o un dibujo SVG y no se puede adjuntar.")
	}
	return unsupported(nextConvert, "No se reconoce el tipo del archivo.")
}

// knownBrand refuses what shares MP4's container but is something else.
func knownBrand(head []byte) error {
	brands := ftypBrands(head)
	for _, b := range brands[:min(1, len(brands))] {
		switch b {
		case "heic", "heix", "hevc", "heim", "heis", "mif1", "msf1":
			return unsupported("En el iPhone: Ajustes, Cámara, Formatos, «Más compatible»; o expórtela como JPEG.", "Las fotografías HEIC no se pueden publicar tal cual.")
		case "avif", "avis":
			return unsupported("Guárdela como JPEG o PNG y vuelva a subirla.", "Las imágenes AVIF no se pueden publicar tal cual.")
		}
	}
	ok := func(b string) bool {
		return slices.Contains([]string{"isom", "mp41", "mp42", "avc1", "M4V ", "M4A ", "M4B ", "MSNV", "dash", "qt  ", "f4v "}, b) ||
			len(b) == 4 && b[:3] == "iso" && b[3] >= '2' && b[3] <= '9'
	}
	if !slices.ContainsFunc(brands, ok) {
		return unsupported("Conviértalo a MP4 y vuelva a subirlo.", "El video es de una variante que no se admite.")
	}
	return nil
}

// ftypBrands lists the major brand, then the compatible ones.
func ftypBrands(head []byte) (brands []string) {
	n := min(int(binary.BigEndian.Uint32(head)), len(head))
	for i := 8; i+4 <= n; i += 4 {
		if i != 12 { // the minor version
			brands = append(brands, string(head[i:i+4]))
		}
	}
	return brands
}

func (f format) matches(declared string) error {
	base, _, err := mime.ParseMediaType(declared)
	if err != nil {
		base = strings.ToLower(strings.TrimSpace(declared))
	}
	if base == "" || base == "application/octet-stream" || slices.Contains(f.types, base) {
		return nil
	}
	return fault.New(fault.Invalid, "El archivo dice ser de otro tipo, pero su contenido es %s.", f.name).
		Then("Cambie la extensión del nombre por la correcta, o guárdelo de nuevo, y vuelva a subirlo.")
}

// disguises are beginnings of things that a browser, a reader or a system would run or
// open; none has a place near the beginning of a picture, a video or a sound.
var disguises = [][]byte{
	[]byte("%pdf-"), []byte("<!doctype"), []byte("<html"), []byte("<head"), []byte("<body"), []byte("<script"), []byte("<iframe"),
	[]byte("<svg"), []byte("<?php"), []byte("<img "), []byte("<a href"), []byte("javascript:"),
}

// refuseDisguised refuses a file that is at the same time something else: a web page or a
// PDF in its first 4 KiB, a ZIP by its last 64 KiB.
func refuseDisguised(in input) error {
	head := bytes.ToLower(in.upTo(0, 4<<10))
	hidden := slices.ContainsFunc(disguises, func(d []byte) bool { return bytes.Contains(head, d) })
	if hidden || endsAsZip(in) {
		return unsupported("Ábralo en su equipo, guárdelo de nuevo como imagen, video o audio y vuelva a subirlo.",
			"El archivo lleva dentro otro archivo disfrazado y no se puede adjuntar.")
	}
	return nil
}

// endsAsZip looks for a ZIP's end record whose central directory is where it says.
func endsAsZip(in input) bool {
	const record = 22
	tail := in.upTo(in.size-(64<<10)-record, 64<<10+record)
	base := in.size - int64(len(tail))
	for i := bytes.LastIndex(tail, []byte("PK\x05\x06")); i >= 0; i = bytes.LastIndex(tail[:i], []byte("PK\x05\x06")) {
		if i+record > len(tail) {
			continue
		}
		dirSize := int64(binary.LittleEndian.Uint32(tail[i+12:]))
		dir := in.upTo(base+int64(i)-dirSize, 4)
		if dirSize == 0 || string(dir) == "PK\x01\x02" {
			return true
		}
	}
	return false
}
