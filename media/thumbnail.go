package media

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// ThumbnailWidth is the width of a thumbnail, in pixels; a narrower image keeps its own.
const ThumbnailWidth = 480

const thumbnailQuality = 80

// ErrNoPicture tells that a thumbnail was asked of something that is no image.
var ErrNoPicture = errors.New("no picture to make a thumbnail of")

// Thumbnail makes a small JPEG, upright and on white, of a clean image of the given MIME
// type: the first frame of an animated one.
func Thumbnail(ctx context.Context, r io.Reader, mimeType string) (*Cleaned, error) {
	b, err := io.ReadAll(cancelled{ctx, r})
	if err != nil {
		return nil, fmt.Errorf("reading the image: %w", err)
	}
	img, err := decode(mimeType, b)
	if err != nil {
		return nil, fmt.Errorf("making a thumbnail: %w", err)
	}
	small := upright(shrink(img, keptTurn(mimeType, b)), keptTurn(mimeType, b))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: thumbnailQuality}); err != nil {
		return nil, fmt.Errorf("making a thumbnail: %w", err)
	}
	size := small.Bounds().Size()
	return inMemory(Facts{Kind: Image, Type: "image/jpeg", Width: size.X, Height: size.Y, Frames: 1}, out.Bytes()), nil
}

func decode(mimeType string, b []byte) (image.Image, error) {
	switch r := bytes.NewReader(b); mimeType {
	case "image/jpeg":
		return jpeg.Decode(r)
	case "image/png":
		return png.Decode(r)
	case "image/gif":
		return gif.Decode(r)
	case "image/webp":
		return webp.Decode(r)
	}
	return nil, ErrNoPicture
}

// keptTurn is the turn that a clean image still tells as a tag.
func keptTurn(mimeType string, b []byte) turn {
	marks := map[string]string{"image/jpeg": exifHeader, "image/png": "eXIf", "image/webp": "EXIF"}
	mark, ok := marks[mimeType]
	if !ok {
		return 0
	}
	i := bytes.Index(b, []byte(mark))
	if i < 0 {
		return 0
	}
	at := i + len(mark)
	if mimeType == "image/webp" {
		at += 4 // the chunk's length
	}
	return exifTurn(b[min(at, len(b)):])
}

// shrink draws an image on white, so that it will be ThumbnailWidth wide once turned.
func shrink(img image.Image, t turn) image.Image {
	s := img.Bounds().Size()
	long := s.X
	if t.sideways() {
		long = s.Y
	}
	w, h := s.X, s.Y
	if long > ThumbnailWidth {
		w, h = max(1, s.X*ThumbnailWidth/long), max(1, s.Y*ThumbnailWidth/long)
	}
	h, w = min(h, 8*ThumbnailWidth), min(w, 8*ThumbnailWidth) // a ribbon stays small too
	for b := img.Bounds(); b.Dx() >= 2*w && b.Dy() >= 2*h; b = img.Bounds() {
		img = scaled(img, b.Dx()/2, b.Dy()/2) // halving averages four pixels: no moiré
	}
	return scaled(img, w, h)
}

func scaled(img image.Image, w, h int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.ApproxBiLinear.Scale(out, out.Bounds(), img, img.Bounds(), draw.Over, nil)
	return out
}

// upright turns the pixels as EXIF's orientation asks.
func upright(img image.Image, t turn) image.Image {
	if !t.needed() {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	size := image.Rect(0, 0, w, h)
	if t.sideways() {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	src := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(src, src.Bounds(), img, b.Min, draw.Src)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := t.source(x, y, w, h)
			copy(out.Pix[out.PixOffset(x, y):][:4], src.Pix[src.PixOffset(sx, sy):][:4])
		}
	}
	return out
}

// source is the stored pixel that is shown at x, y; w and h are the stored dimensions.
func (t turn) source(x, y, w, h int) (int, int) {
	switch t {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}
