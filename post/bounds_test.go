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

func TestOneTextForAnAccount(t *testing.T) {
	t.Parallel()
	p, c := draft(t), whole()
	c.Variants = append(c.Variants, Variant{AccountID: c.Variants[0].AccountID, Text: "Segunda", Own: true})
	if f, ok := fault.Of(p.Edit("ana", c, "derfe", noon)); !ok || f.Kind != fault.Invalid || f.Field != "accounts" {
		t.Errorf("two texts for one account: %v", f)
	}
}

// What cannot be seen is not there, and a source that is no page is no source.
func TestMissingIsWhatIsNotSeen(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Content){
		"blank subject": func(c *Content) { c.Subject = "\u200b\u2800" }, "blank text": func(c *Content) { c.Text = "\u2800 \u200b" },
		"a script as source": func(c *Content) { c.Sources[0].URL = "javascript:alert(1)" }, "a file as source": func(c *Content) { c.Sources[0].URL = "file:///etc/passwd" },
	} {
		c := whole()
		before := len(c.Missing(pack(t), noon))
		change(&c)
		if after := len(c.Missing(pack(t), noon)); after != before+1 {
			t.Errorf("%s: %d missing, %d before", name, after, before)
		}
	}
	c := whole()
	for _, good := range []string{"https://www.ine.mx/x", "http://ine.mx", "www.ine.mx/convocatoria", ""} {
		c.Sources[0].URL = good
		for _, m := range c.Missing(pack(t), noon) {
			if m.Field == "sources" {
				t.Errorf("%q: %v", good, m)
			}
		}
	}
}
