package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

// sample is a file full of metadata and what must be measured of it.
type sample struct {
	name     string
	declared string
	bytes    []byte
	want     Facts
	stays    []string // what must be in the clean file
}

func samples() []sample {
	still := func(mime string, w, h int) Facts {
		return Facts{Kind: Image, Type: mime, Width: w, Height: h, Frames: 1}
	}
	return []sample{
		{"jpeg", "image/jpeg", sampleJPEG(64, 32, 1), still("image/jpeg", 64, 32), []string{iccText, "JFIF"}},
		{"turned jpeg", "image/jpg", sampleJPEG(64, 32, 6), still("image/jpeg", 32, 64), []string{iccText}},
		{"png", "image/png", samplePNG(1), still("image/png", 16, 8), []string{"IDAT"}},
		{"turned png", "IMAGE/PNG", samplePNG(8), still("image/png", 8, 16), []string{"eXIf" + string(exifOnly(8))}},
		{"gif", "image/gif", sampleGIF(), Facts{Kind: Image, Type: "image/gif", Width: 20, Height: 10, Frames: 3, Duration: 1500 * time.Millisecond}, []string{"NETSCAPE2.0\x03\x01\x03\x00"}},
		{"webp lossy", "image/webp", sampleWebP(webpLossy, 1), still("image/webp", 16, 8), []string{"ICCP", "perfil"}},
		{"webp lossless", "", sampleWebP(webpLossless, 0), still("image/webp", 16, 8), []string{"ICCP"}},
		{"webp alpha", "image/webp", sampleWebP(webpAlphaPic, 1), still("image/webp", 16, 8), []string{"ALPH"}},
		{"turned webp", "image/webp", sampleWebP(webpLossy, 5), still("image/webp", 8, 16), []string{string(exifOnly(5))}},
		{"webp plain", "image/webp", decode64(webpLossless), still("image/webp", 16, 8), []string{"VP8L"}},
		{"mp4", "video/mp4", sampleMP4("mp42"), Facts{Kind: Video, Type: "video/mp4", Width: 720, Height: 1280, Duration: 2 * time.Second}, []string{"IMAGENIMAGEN", "SONIDOSONIDO", "avc1", "mp4a"}},
		{"mov", "video/quicktime", sampleMP4("qt  "), Facts{Kind: Video, Type: "video/quicktime", Width: 720, Height: 1280, Duration: 2 * time.Second}, []string{"IMAGENIMAGEN"}},
		{"m4a", "audio/x-m4a", sampleMP4("M4A "), Facts{Kind: Audio, Type: "audio/mp4", Duration: 2 * time.Second}, []string{"SONIDOSONIDO"}},
		{"fragments", "video/mp4", sampleFragments(), Facts{Kind: Audio, Type: "audio/mp4", Duration: 3 * time.Second}, []string{"SONIDO"}},
		{"mp3", "audio/mpeg", sampleMP3(), Facts{Kind: Audio, Type: "audio/mpeg", Duration: 2612 * time.Millisecond}, []string{mp3Frames(100)}},
		{"wav", "audio/wav", sampleWAV(), Facts{Kind: Audio, Type: "audio/wav", Duration: 1500 * time.Millisecond}, []string{"data\xc0\x5d\x00\x00"}},
	}
}

func clean(t testing.TB, b []byte, declared string, l Limits) (*Cleaned, []byte, error) {
	t.Helper()
	c, err := Clean(t.Context(), bytes.NewReader(b), declared, l)
	if err != nil {
		return nil, nil, err
	}
	t.Cleanup(func() { _ = c.Close() })
	out, err := io.ReadAll(c.Reader())
	if err != nil {
		t.Fatal(err)
	}
	return c, out, nil
}

func TestCleanLeavesNothingOfTheAuthor(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			c, out, err := clean(t, s.bytes, s.declared, Limits{})
			if err != nil {
				f, _ := fault.Of(err)
				t.Fatal(err, errors.Unwrap(f))
			}
			if c.Facts != s.want {
				t.Errorf("facts %+v\nwant  %+v", c.Facts, s.want)
			}
			for _, gone := range []string{planted, "+19.4326", "xmpmeta", "Photoshop", "iTXt", "\xdc\x88\xdf", "PROGRAMA1.0"} {
				if bytes.Contains(out, []byte(gone)) {
					t.Errorf("%q is left", gone)
				}
			}
			for _, stays := range s.stays {
				if !bytes.Contains(out, []byte(stays)) {
					t.Errorf("%.40q is gone", stays)
				}
			}
			sum := sha256.Sum256(out)
			if c.Hash != hex.EncodeToString(sum[:]) || c.Bytes != int64(len(out)) {
				t.Errorf("hash %s of %d bytes", c.Hash, c.Bytes)
			}
			again, _, err := clean(t, out, c.Type, Limits{})
			if err != nil || again.Hash != c.Hash || again.Facts != c.Facts {
				t.Errorf("cleaning it again changes it: %v", err)
			}
		})
	}
}

// A turned JPEG is shown alike however it was turned: red upper left once upright.
func TestEveryTurn(t *testing.T) {
	t.Parallel()
	for _, keep := range []bool{false, true} {
		for o := turn(1); o <= 8; o++ {
			// A picture that is upright once o is applied to it.
			stored := upright(picture(64, 32), inverse(o))
			b := sampleJPEG(64, 32, o)
			encoded, err := encodeUpright(stored, 1)
			if err != nil {
				t.Fatal(err)
			}
			b = append(append(b[:2:2], exifOf(b)...), encoded[2:]...)
			c, out, err := clean(t, b, "image/jpeg", Limits{KeepTurn: keep})
			if err != nil {
				t.Fatal(o, err)
			}
			if c.Width != 64 || c.Height != 32 {
				t.Errorf("turn %d: %d × %d", o, c.Width, c.Height)
			}
			if got, want := keptTurn("image/jpeg", out), o; keep && o > 1 && got != want || !keep && got != 0 {
				t.Errorf("turn %d, keep %v: tag %d", o, keep, got)
			}
			if keep && o == 1 && bytes.Contains(out, []byte(exifHeader)) {
				t.Error("a needless tag")
			}
			img, err := decode("image/jpeg", out)
			if err != nil {
				t.Fatal(err)
			}
			quarters(t, fmt.Sprintf("turn %d, keep %v", o, keep), upright(img, keptTurn("image/jpeg", out)))
		}
	}
}

func exifOf(b []byte) []byte {
	return jpegSegment(0xe1, exifHeader+string(exifGPS(keptTurn("image/jpeg", b))))
}

func inverse(t turn) turn {
	switch t {
	case 6:
		return 8
	case 8:
		return 6
	}
	return t
}

func quarters(t *testing.T, name string, img image.Image) {
	t.Helper()
	b := img.Bounds()
	for _, left := range []bool{true, false} {
		for _, top := range []bool{true, false} {
			x, y := b.Min.X+b.Dx()*3/4, b.Min.Y+b.Dy()*3/4
			if left {
				x = b.Min.X + b.Dx()/4
			}
			if top {
				y = b.Min.Y + b.Dy()/4
			}
			want, got := quarter(left, top), img.At(x, y)
			r, g, bl, _ := got.RGBA()
			if far(uint8(r>>8), want.R) || far(uint8(g>>8), want.G) || far(uint8(bl>>8), want.B) {
				t.Errorf("%s: left %v top %v is %v, want %v", name, left, top, got, want)
			}
		}
	}
}

func far(a, b uint8) bool { return max(a, b)-min(a, b) > 24 }

// The sound and the pictures keep their place: what moved would no longer play.
func TestMP4KeepsEveryOffset(t *testing.T) {
	t.Parallel()
	in := sampleMP4("mp42")
	_, out, err := clean(t, in, "video/mp4", Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) != len(in) || bytes.Index(out, []byte("IMAGEN")) != bytes.Index(in, []byte("IMAGEN")) || bytes.Index(out, []byte("stco")) != bytes.Index(in, []byte("stco")) {
		t.Error("something moved")
	}
	places := bytes.Index(in, []byte("SONIDO")) + 24
	if !bytes.Equal(out[places:places+24], make([]byte, 24)) {
		t.Errorf("the places are left: %q", out[places:places+24])
	}
}

func TestCleanRefuses(t *testing.T) {
	t.Parallel()
	good := sampleJPEG(64, 32, 1)
	zip := "PK\x05\x06" + strings.Repeat("\x00", 18)
	bomb := append([]byte(nil), samplePNG(1)...)
	copy(bomb[8:], pngChunk("IHDR", append([]byte{0, 1, 0, 0, 0, 1, 0, 0}, bomb[24:29]...)))
	for _, c := range []struct {
		name, declared string
		bytes          []byte
		limits         Limits
		kind           fault.Kind
		says           string
	}{
		{"empty", "image/jpeg", nil, Limits{}, fault.Invalid, "vacío"},
		{"declared otherwise", "image/png", good, Limits{}, fault.Invalid, "JPEG"},
		{"declared a page", "text/html", good, Limits{}, fault.Invalid, "JPEG"},
		{"a page", "image/jpeg", []byte("<!DOCTYPE html><script>alert(1)</script>"), Limits{}, fault.Invalid, "página web"},
		{"svg", "image/svg+xml", []byte("\n<svg xmlns='http://www.w3.org/2000/svg'/>"), Limits{}, fault.Invalid, "SVG"},
		{"program", "image/jpeg", []byte("MZ\x90\x00"), Limits{}, fault.Invalid, "programa"},
		{"elf", "image/jpeg", []byte("\x7fELF"), Limits{}, fault.Invalid, "programa"},
		{"pdf", "application/pdf", []byte("%PDF-1.7"), Limits{}, fault.Invalid, "PDF"},
		{"text", "text/plain", []byte("hola"), Limits{}, fault.Invalid, "No se reconoce"},
		{"heic", "image/heic", []byte(mp4Box("ftyp", "heic", be32(0), "mif1") + "…"), Limits{}, fault.Invalid, "HEIC"},
		{"avif", "image/avif", []byte(mp4Box("ftyp", "avif", be32(0), "mif1") + "…"), Limits{}, fault.Invalid, "AVIF"},
		{"3gp", "video/3gpp", []byte(mp4Box("ftyp", "3gp4", be32(0), "3gp4") + "…"), Limits{}, fault.Invalid, "variante"},
		{"ogg", "audio/ogg", []byte("OggS\x00"), Limits{}, fault.Invalid, "OGG"},
		{"webm", "video/webm", []byte("\x1aE\xdf\xa3"), Limits{}, fault.Invalid, "WebM"},
		{"jpeg and zip", "image/jpeg", append(bytes.Clone(good), zip...), Limits{}, fault.Invalid, "disfrazado"},
		{"jpeg and page", "image/jpeg", afterSOI(good, jpegSegment(0xfe, "<SCRIPT>")), Limits{}, fault.Invalid, "disfrazado"},
		{"gif and php", "image/gif", bytes.Replace(sampleGIF(), []byte(planted), []byte("<?php "+planted[6:]), 1), Limits{}, fault.Invalid, "disfrazado"},
		{"png and pdf", "image/png", append(samplePNG(1)[:33:33], append(pngChunk("tEXt", []byte("%PDF-1.4")), samplePNG(1)[33:]...)...), Limits{}, fault.Invalid, "disfrazado"},
		{"cut jpeg", "image/jpeg", good[:len(good)/2], Limits{}, fault.Invalid, "dañado"},
		{"too many bytes", "image/jpeg", good, Limits{Bytes: 100}, fault.Limit, "pesa"},
		{"too heavy an image", "image/jpeg", good, Limits{ImageBytes: 100}, fault.Limit, "pesa"},
		{"too many pixels", "image/jpeg", good, Limits{Pixels: 1000}, fault.Limit, "grande"},
		{"png bomb", "image/png", bomb, Limits{}, fault.Limit, "grande"},
		{"gif bomb", "image/gif", append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), 0x3b), Limits{}, fault.Limit, "grande"},
		{"too many frames", "image/gif", sampleGIF(), Limits{Frames: 2}, fault.Limit, "cuadros"},
		{"too much to draw", "image/gif", sampleGIF(), Limits{Pixels: 200, Frames: 9}, "", ""},
		{"too long", "video/mp4", sampleMP4("mp42"), Limits{Duration: time.Second}, fault.Limit, "2 s"},
		{"too long in fragments", "video/mp4", sampleFragments(), Limits{Duration: time.Second}, fault.Limit, "3 s"},
		{"animated webp", "image/webp", bytes.Replace(sampleWebP(webpLossy, 0), []byte{webpICC | webpEXIF | webpXMP}, []byte{webpAnimated}, 1), Limits{}, fault.Invalid, "animada"},
		{"animated png", "image/png", append(samplePNG(1)[:33:33], append(pngChunk("acTL", make([]byte, 8)), samplePNG(1)[33:]...)...), Limits{}, fault.Invalid, "animada"},
		{"samples elsewhere", "video/mp4", bytes.Replace(sampleMP4("mp42"), []byte("url \x00\x00\x00\x01"), []byte("url \x00\x00\x00\x00"), 1), Limits{}, fault.Invalid, "dañado"},
		{"no track", "video/mp4", []byte(mp4Box("ftyp", "isom", be32(0)) + mp4Box("moov")), Limits{}, fault.Invalid, "dañado"},
		{"silence", "audio/mpeg", []byte("ID3\x03\x00\x00\x00\x00\x00\x00" + strings.Repeat("x", 400)), Limits{}, fault.Invalid, "dañado"},
		{"two sounds", "audio/wav", append(append([]byte("RIFF\xff\xff\xff\xff"), sampleWAV()[8:len(sampleWAV())-len(planted)]...), riffChunk("data", make([]byte, 64))...), Limits{}, fault.Invalid, "dañado"},
		{"slow jpeg", "image/jpeg", manyScans(good, 101), Limits{}, fault.Invalid, "dañado"},
		{"slow big jpeg", "image/jpeg", manyScans(good, 21), Limits{Pixels: 64 * 32}, fault.Invalid, "dañado"},
		{"compressed wav", "audio/wav", bytes.Replace(sampleWAV(), []byte("\x10\x00\x00\x00\x01\x00"), []byte("\x10\x00\x00\x00\x55\x00"), 1), Limits{}, fault.Invalid, "compresión"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, _, err := clean(t, c.bytes, c.declared, c.limits)
			if c.kind == "" {
				if err != nil {
					t.Errorf("refused: %v", err)
				}
				return
			}
			f, ok := fault.Of(err)
			if !ok || f.Kind != c.kind || !strings.Contains(f.Sentence(), c.says) || f.Next == "" {
				t.Errorf("%v, want %s with %q and a next step", err, c.kind, c.says)
			}
		})
	}
}

// manyScans repeats the scan of a JPEG, as a file made to keep us busy would.
func manyScans(b []byte, n int) []byte {
	from, to := bytes.Index(b, []byte{0xff, markSOS}), bytes.LastIndex(b, []byte{0xff, markEOI})
	return append(append(bytes.Clone(b[:from]), bytes.Repeat(b[from:to], n)...), b[to:]...)
}

// A file that ends anywhere is refused or still decodes; it never panics.
func TestCleanOfEveryPrefix(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			step := max(1, len(s.bytes)/200)
			for n := 1; n < len(s.bytes); n += step {
				if _, _, err := clean(t, s.bytes[:n], "", Limits{}); err != nil && !fault.Is(err, fault.Invalid) {
					t.Fatalf("%d bytes: %v", n, err)
				}
			}
		})
	}
}

func TestCleanStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Clean(ctx, bytes.NewReader(sampleJPEG(8, 8, 1)), "", Limits{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestCleanLeavesNoTemporaryFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, _, err := clean(t, sampleMP4("mp42"), "", Limits{TempDir: dir})
	if err != nil || c.Bytes == 0 {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 0 {
		t.Error(left)
	}
	if _, err := Clean(t.Context(), strings.NewReader("x"), "", Limits{TempDir: filepath.Join(dir, "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestThumbnail(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, mime string
		bytes      []byte
		w, h       int
	}{
		{"jpeg", "image/jpeg", sampleJPEG(960, 480, 1), 480, 240},
		{"kept turn", "image/jpeg", keepTurn(t, sampleJPEG(960, 480, 6)), 480, 960},
		{"png", "image/png", samplePNG(1), 16, 8},
		{"turned png", "image/png", samplePNG(6), 8, 16},
		{"gif", "image/gif", sampleGIF(), 20, 10},
		{"webp", "image/webp", sampleWebP(webpAlphaPic, 1), 16, 8},
		{"turned webp", "image/webp", sampleWebP(webpLossy, 6), 8, 16},
	} {
		th, err := Thumbnail(t.Context(), bytes.NewReader(c.bytes), c.mime)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		out, _ := io.ReadAll(th.Reader())
		img, err := decode("image/jpeg", out)
		if err != nil || img.Bounds().Dx() != c.w || img.Bounds().Dy() != c.h || th.Width != c.w || th.Height != c.h {
			t.Errorf("%s: %v, %d × %d, %v", c.name, img.Bounds(), th.Width, th.Height, err)
		}
		if err := th.Close(); err != nil {
			t.Error(err)
		}
	}
	if _, err := Thumbnail(t.Context(), bytes.NewReader(sampleMP4("mp42")), "video/mp4"); !errors.Is(err, ErrNoPicture) {
		t.Error(err)
	}
}

func keepTurn(t *testing.T, b []byte) []byte {
	t.Helper()
	_, out, err := clean(t, b, "", Limits{KeepTurn: true})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
