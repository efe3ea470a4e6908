package post

import (
	"strings"
	"testing"

	"pregonero/internal/fault"
)

// Every text that people write is bounded, and the fault stands on its field.
func TestEveryFreeTextIsBounded(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, field string
		most        int
		put         func(*Content, string)
	}{
		{"text", "text", maxText, func(c *Content, s string) { c.Text = s }},
		{"own text", "text", maxText, func(c *Content, s string) { c.Variants[0].Text, c.Variants[0].Own = s, true }},
		{"title", "title", maxLine, func(c *Content, s string) { c.Title = s }},
		{"subject", "subject", maxLine, func(c *Content, s string) { c.Subject = s }},
		{"source", "sources", maxLine, func(c *Content, s string) { c.Sources[0].Title = s }},
		{"address of a source", "sources", maxURL, func(c *Content, s string) { c.Sources[0].URL = s }},
		{"alternative text", "media", maxAlt, func(c *Content, s string) { c.Media = []Media{{Hash: "h", Kind: "image", Alt: s}} }},
		{"name of a file", "media", maxLine, func(c *Content, s string) { c.Media = []Media{{Hash: "h", Kind: "image", Name: s}} }},
		{"address of a link", "ties", maxURL, func(c *Content, s string) { c.Ties = []Tie{{URL: s}} }},
		{"purpose of a link", "ties", maxLine, func(c *Content, s string) { c.Ties = []Tie{{Purpose: s}} }},
		{"purpose", "purposes", maxLine, func(c *Content, s string) { c.Purposes = []string{s} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			edit := func(s string) error {
				p, c := draft(t), whole()
				tt.put(&c, s)
				return p.Edit("ana", c, "derfe", noon)
			}
			must(t, edit(strings.Repeat("ñ", tt.most)))
			for text, kind := range map[string]fault.Kind{strings.Repeat("ñ", tt.most+1): fault.Limit, "nulo\x00": fault.Invalid} {
				f, ok := fault.Of(edit(text))
				if !ok || f.Kind != kind || f.Field != tt.field || f.Next == "" {
					t.Errorf("fault %+v, want %s on %s", f, kind, tt.field)
				}
			}
		})
	}
}
