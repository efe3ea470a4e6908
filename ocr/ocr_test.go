package ocr

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// poster is a picture that shows lines of text.
func poster(t *testing.T, lines ...string) []byte {
	t.Helper()
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 32, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(image.Rect(0, 0, 900, 60+50*len(lines)))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for i, line := range lines {
		d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face, Dot: fixed.P(30, 60+50*i)}
		d.DrawString(line)
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reader is the one of this machine; scripts/setup.sh installs it.
func reader(t *testing.T) *Reader {
	t.Helper()
	r, err := Find(t.Context())
	if err != nil {
		t.Fatalf("%v (scripts/setup.sh does)", err)
	}
	return r
}

//clause:test 6.iii
func TestRead(t *testing.T) {
	t.Parallel()
	text, err := reader(t).Read(t.Context(), bytes.NewReader(poster(t, "La CURP de la persona es", "BAAA890317HDFRLL03", "Teléfono 55 1234 5678")))
	if err != nil || !strings.Contains(text, "1234 5678") || !strings.Contains(text, "CURP") {
		t.Errorf("%q, %v", text, err)
	}
}

func TestNoPicture(t *testing.T) {
	t.Parallel()
	r := reader(t)
	for name, body := range map[string]string{"empty": "", "words": "esto no es una imagen", "cut": string(poster(t, "Hola")[:60])} {
		if _, err := r.Read(t.Context(), strings.NewReader(body)); err == nil || strings.Contains(err.Error(), "imagen") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if text, err := r.Read(t.Context(), bytes.NewReader(poster(t))); err != nil || text != "" {
		t.Errorf("a blank picture: %q, %v", text, err)
	}
}
