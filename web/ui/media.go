package ui

import (
	"context"

	"github.com/a-h/templ"

	"pregonero/web/lang"
)

func (f FileDrop) field() Field {
	return Field{ID: f.ID, Name: f.Name, Label: f.Label, Help: f.Help, Error: f.Error}
}

func (f FileDrop) sendAttributes() templ.Attributes {
	if f.SendURL == "" {
		return nil
	}
	return templ.Attributes{
		"hx-post":     f.SendURL,
		"hx-trigger":  "change",
		"hx-encoding": "multipart/form-data",
		"hx-target":   "#" + f.Into,
		"hx-swap":     "outerMorph",
	}
}

func (m MediaCard) icon() Icon {
	switch m.Kind {
	case "image":
		return IconImage
	case "video":
		return IconVideo
	case "audio":
		return IconAudio
	}
	return IconFile
}

func (m MediaCard) altArea(ctx context.Context) TextArea {
	area := TextArea{Field: m.Alt, Rows: 2}
	if area.Label == "" {
		area.Label = lang.T(ctx, "Texto alternativo")
	}
	if m.AltMax > 0 {
		used := len([]rune(m.Alt.Value))
		area.Counters = []Counter{{Network: lang.T(ctx, "Descripción"), Rule: CountChars, Max: m.AltMax, Used: used}}
	}
	return area
}
