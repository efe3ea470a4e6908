package networktest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"

	"pregonero/network"
)

// Text has what servers tend to rewrite: accents, both kinds of quotes, a mark, a link, a
// tag, an emoji sequence and more than one line.
const Text = "El PREP inició a las 20:00 h «en todo México» & sin pausas <hoy>.\n\nConsulte: https://instituto.example/voto-y-elecciones/prep?año=2026#inicio #VotaLibre 🗳️👩‍👩‍👧"

func message(text string) network.Message { return network.Message{Text: text, Lang: "es-MX"} }

// Picture makes a small PNG, another for each shade.
func Picture(shade uint8, alt string) network.Media {
	const side = 64
	img := image.NewGray(image.Rect(0, 0, side, side))
	for i := range img.Pix {
		img.Pix[i] = uint8(i) ^ shade
	}
	img.SetGray(0, 0, color.Gray{Y: shade})
	var buf bytes.Buffer
	_ = png.Encode(&buf, img) // a bytes.Buffer does not fail
	data := buf.Bytes()
	sum := sha256.Sum256(data)
	return network.Media{Kind: network.Image, Type: "image/png", Alt: alt, Hash: hex.EncodeToString(sum[:]), Bytes: int64(len(data)),
		Width: side, Height: side, Name: "imagen.png",
		Open: func(context.Context) (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil }}
}

func withPictures(text string, alts ...string) network.Message {
	m := message(text)
	for i, alt := range alts {
		m.Media = append(m.Media, Picture(uint8(40*i+7), alt))
	}
	return m
}

// holds compares what we wrote with what the server holds, forgiving an address to a
// person before it and the space around it.
func holds(held, written string) bool {
	return strings.HasSuffix(strings.TrimSpace(held), strings.TrimSpace(written))
}
