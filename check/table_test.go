package check

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// row is one case of a check: the texts that it must point at, none for what passes or
// what it does not apply to. A finding about the content as a whole has the text "".
type row struct {
	name  string
	facts Facts
	want  []string
}

// runTable judges each row with the INE's pack and looks at one check.
func runTable(t *testing.T, name string, rows []row) {
	t.Helper()
	c := checker(t)
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range c.Run(r.facts).Findings {
				if f.Check == name {
					got = append(got, f.Text)
					mustBeWhole(t, f)
				}
			}
			if !slices.Equal(got, r.want) {
				t.Errorf("%q points at %q, want %q", r.facts.Text, got, r.want)
			}
		})
	}
}

// mustBeWhole asks of a finding what every finding owes to people.
func mustBeWhole(t *testing.T, f Finding) {
	t.Helper()
	if f.Clause == "" || f.Severity == "" || f.Message == "" || f.Version == 0 || f.Suggestions == nil {
		t.Errorf("the finding is not whole: %+v", f)
	}
	if f.End-f.Start != utf8.RuneCountInString(f.Text) {
		t.Errorf("%d–%d is not the length of %q", f.Start, f.End, f.Text)
	}
}

// post is a post with a text.
func post(text string) Facts { return Facts{Kind: Post, Text: text} }

// answer is an answer with a text.
func answer(text string) Facts { return Facts{Kind: Answer, Text: text} }

// comment is what a person wrote.
func comment(text string) Facts { return Facts{Kind: Comment, Text: text} }
