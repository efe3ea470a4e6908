package ui

import (
	"strings"
	"unicode"

	"github.com/a-h/templ"
)

func (b Button) class() string {
	class := "btn"
	if b.Kind != Plain {
		class += " btn--" + string(b.Kind)
	}
	if b.Small {
		class += " btn--small"
	}
	return class
}

func (b Button) attributes() templ.Attributes {
	attrs := templ.Attributes{}
	add := func(name, value string) {
		if value != "" {
			attrs[name] = value
		}
	}
	add("id", b.ID)
	add("data-dialog", b.Dialog)
	add("data-key", b.Key)
	if b.Href == "" {
		add("type", b.Type)
		if b.Type == "" {
			attrs["type"] = "submit"
		}
		add("name", b.Name)
		add("value", b.Value)
		add("form", b.Form)
		add("formaction", b.Action)
	}
	for name, value := range b.Attrs {
		attrs[name] = value
	}
	return attrs
}

// initials are the first letters of the first two words that begin with a letter.
func initials(name string) string {
	var b strings.Builder
	for _, word := range strings.Fields(strings.TrimLeft(name, "@")) {
		first := []rune(word)[0]
		if unicode.IsLetter(first) && b.Len() < 4 {
			b.WriteRune(unicode.ToUpper(first))
		}
		if len([]rune(b.String())) == 2 {
			break
		}
	}
	return b.String()
}
