package ui

import (
	"context"

	"github.com/a-h/templ"

	"pregonero/web/lang"
)

// verb is the word that goes with the colour of a finding.
func (s State) verb(ctx context.Context) string {
	switch s {
	case OK:
		return lang.T(ctx, "Cumple")
	case Warn:
		return lang.T(ctx, "Revisar")
	case Fix:
		return lang.T(ctx, "Corregir")
	}
	return lang.T(ctx, "Sugerencia")
}

// word is the tag of a finding: what it asks for, or that somebody said it does not hold.
func (f Finding) word(ctx context.Context) string {
	if f.Said != "" {
		return lang.T(ctx, "No aplica")
	}
	return f.State.verb(ctx)
}

func (f Finding) fixButton(ctx context.Context) Button {
	button := f.Fix.Submit
	button.Small = true
	button.Text = lang.T(ctx, "Corregir así: «%s»", f.Fix.Replacement)
	if f.Fix.Replacement == "" {
		button.Text = lang.T(ctx, "Quitar «%s»", f.Marked)
	}
	attrs := templ.Attributes{
		"data-fix": f.Target, "data-start": itoa(f.Start), "data-end": itoa(f.End),
		"data-replacement": f.Fix.Replacement, "data-marked": f.Marked,
	}
	for name, value := range button.Attrs {
		attrs[name] = value
	}
	button.Attrs = attrs
	return button
}
