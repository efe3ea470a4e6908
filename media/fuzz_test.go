package media

import (
	"bytes"
	"image/gif"
	"strings"
	"testing"

	"pregonero/internal/fault"
)

// small keeps the fuzzer off big pictures.
var small = Limits{Pixels: 1 << 18, Frames: 50}

// fuzzFormat feeds a format's parser: it never panics, refuses with a fault, and what it
// lets through decodes and is clean: cleaning it again changes nothing.
func fuzzFormat(f *testing.F, of func(sample) bool) {
	for _, s := range samples() {
		if of(s) {
			f.Add(s.bytes)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, out, err := clean(t, b, "", small)
		if err != nil {
			if _, ok := fault.Of(err); !ok {
				t.Fatal(err)
			}
			return
		}
		if c.Kind == Image {
			if _, err := decode(c.Type, out); err != nil {
				t.Fatalf("the clean file does not decode: %v", err)
			}
		}
		if c.Type == "image/gif" {
			if g, err := gif.DecodeAll(bytes.NewReader(out)); err != nil || len(g.Image) != c.Frames {
				t.Fatalf("the clean animation does not decode: %v", err)
			}
		}
		again, twice, err := clean(t, out, c.Type, small)
		if err != nil || again.Facts != c.Facts || !bytes.Equal(twice, out) {
			t.Fatalf("cleaning it again changes it: %v\n%q\n%q", err, out, twice)
		}
	})
}

func named(part string) func(sample) bool {
	return func(s sample) bool { return strings.Contains(s.name, part) }
}

func FuzzJPEG(f *testing.F) { fuzzFormat(f, named("jpeg")) }
func FuzzPNG(f *testing.F)  { fuzzFormat(f, named("png")) }
func FuzzGIF(f *testing.F)  { fuzzFormat(f, named("gif")) }
func FuzzWebP(f *testing.F) { fuzzFormat(f, named("webp")) }
func FuzzMP3(f *testing.F)  { fuzzFormat(f, named("mp3")) }
func FuzzWAV(f *testing.F)  { fuzzFormat(f, named("wav")) }
func FuzzMP4(f *testing.F) {
	fuzzFormat(f, func(s sample) bool { return strings.HasPrefix(s.name, "m") && s.name != "mp3" || s.name == "fragments" })
}
