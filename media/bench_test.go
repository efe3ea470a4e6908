package media

import (
	"bytes"
	"io"
	"testing"
)

func BenchmarkCleanPhoto(b *testing.B) {
	photo := sampleJPEG(4000, 3000, 1)
	b.SetBytes(int64(len(photo)))
	for b.Loop() {
		c, err := Clean(b.Context(), bytes.NewReader(photo), "image/jpeg", Limits{})
		if err != nil {
			b.Fatal(err)
		}
		_ = c.Close()
	}
}

func BenchmarkThumbnailOfPhoto(b *testing.B) {
	photo := sampleJPEG(4000, 3000, 1)
	for b.Loop() {
		if _, err := Thumbnail(b.Context(), bytes.NewReader(photo), "image/jpeg"); err != nil {
			b.Fatal(err)
		}
	}
}

// A film of 200 MB: what it costs to receive, clean and hash it.
func BenchmarkCleanFilm(b *testing.B) {
	head := sampleMP4("mp42")
	const size = 200 << 20
	tail := mp4Box("free", "")
	fill := append([]byte{0x0c, 0x80, 0x00, 0x08}, "mdat"...) // 8 + 200 MiB
	b.SetBytes(size)
	for b.Loop() {
		film := io.MultiReader(bytes.NewReader(head), bytes.NewReader(fill), io.LimitReader(zeros{}, size), bytes.NewReader([]byte(tail)))
		c, err := Clean(b.Context(), film, "video/mp4", Limits{})
		if err != nil {
			b.Fatal(err)
		}
		_ = c.Close()
	}
}
