package practicing

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

const (
	pictureWidth  = 1200
	pictureHeight = 675
	margin        = 90
)

// drawPicture makes a sober card with a title: a paper ground, a stripe of the
// institution's colour, and the words. PNG.
func drawPicture(title, colour string) ([]byte, error) {
	canvas := image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight))
	fill := func(r image.Rectangle, c color.Color) {
		draw.Draw(canvas, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(canvas.Bounds(), color.RGBA{0xF6, 0xF5, 0xF8, 0xFF})
	fill(image.Rect(0, 0, 28, pictureHeight), parseColour(colour))
	fill(image.Rect(margin, pictureHeight-120, margin+160, pictureHeight-112), parseColour(colour))
	typeface, err := opentype.Parse(gobold.TTF)
	if err != nil {
		return nil, fmt.Errorf("read the font: %w", err)
	}
	face, err := opentype.NewFace(typeface, &opentype.FaceOptions{Size: 84, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("size the font: %w", err)
	}
	defer face.Close()
	pen := font.Drawer{Dst: canvas, Src: image.NewUniform(color.RGBA{0x1E, 0x1A, 0x24, 0xFF}), Face: face}
	for i, line := range wrapWords(&pen, title, pictureWidth-2*margin) {
		pen.Dot = fixed.P(margin, 230+i*104)
		pen.DrawString(line)
	}
	var out bytes.Buffer
	err = png.Encode(&out, canvas)
	return out.Bytes(), err
}

func wrapWords(pen *font.Drawer, text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		next := strings.TrimSpace(line + " " + word)
		if line != "" && pen.MeasureString(next).Round() > width {
			lines, next = append(lines, line), word
		}
		line = next
	}
	return append(lines, line)
}

func parseColour(s string) color.RGBA {
	c := color.RGBA{0x58, 0x2E, 0x73, 0xFF}
	_, _ = fmt.Sscanf(s, "#%02x%02x%02x", &c.R, &c.G, &c.B)
	return c
}
