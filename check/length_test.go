package check

import (
	"strings"
	"testing"

	"pregonero/limits"
)

//clause:test 5.2.c
func TestLength(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 300)
	runTable(t, "length", []row{
		// fails
		{"too long for X", Facts{Text: long, Network: "x"}, []string{long[280:]}},
		{"an answer too", Facts{Kind: Answer, Text: long, Network: "x"}, []string{long[280:]}},
		{"one variant of two", Facts{Text: long, Variants: []Variant{{Account: "x1", Network: "x", Text: long}, {Account: "f1", Network: "facebook", Text: long}}}, []string{long[280:]}},
		{"the server's own room", Facts{Text: "cinco", Variants: []Variant{{Account: "m", Network: "mastodon", Text: "cinco", Limits: limits.Of("mastodon").WithText(3)}}}, []string{"co"}},
		{"too many bytes for Bluesky", Facts{Text: strings.Repeat("👩‍👩‍👧‍👦", 121), Network: "bluesky"}, []string{"👩‍👩‍👧‍👦"}},
		{"a title too long for YouTube", Facts{Title: strings.Repeat("t", 101), Text: "Video", Network: "youtube"}, []string{"t"}},
		{"a caption has less room", Facts{Text: strings.Repeat("a", 1025), Network: "telegram", Attachments: []Attachment{{Type: Image, Alt: "Cartel informativo"}}}, []string{"a"}},
		// passes
		{"it fits", Facts{Text: long[:280], Network: "x"}, nil},
		{"a link counts 23", Facts{Text: strings.Repeat("a", 256) + " https://www.ine.mx/" + strings.Repeat("b", 100), Network: "x"}, nil},
		{"without network", Facts{Text: long}, nil},
		{"a network that is not known", Facts{Text: long, Network: "otra"}, nil},
		// does not apply
		{"what a person wrote", Facts{Kind: Comment, Text: long, Network: "x"}, nil},
		// edge
		{"empty", Facts{Network: "x"}, nil},
	})
}

func TestLengthSaysHowMuch(t *testing.T) {
	t.Parallel()
	d := checker(t).Run(Facts{Text: strings.Repeat("a", 300), Network: "x"})
	want := "Sobran 20 caracteres para X, que admite 280: acorte el texto a partir de aquí."
	if got := d.Findings[0].Message; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if d.Measures["length"] != 300 || d.Measures["room"] != 280 {
		t.Errorf("measures %v", d.Measures)
	}
}
