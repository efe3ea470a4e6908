package check

import (
	"slices"
	"unicode/utf8"

	"pregonero/regulation"
)

// proofread passes on what a proofreader outside (LanguageTool) remarked, under its name,
// and says in one line when it did not answer. What our own checks of language point at
// already is left out of the dictamen.
//
//clause:code 6.xxv
var proofread = definition{
	name: regulation.CheckProofread, version: 1, kinds: []Kind{Post, Answer},
	build: func(setup) (judge, error) { return remarked, nil },
}

func remarked(c *content) []Finding {
	if c.Proof == nil {
		return nil
	}
	var found []Finding
	if c.Proof.Missing {
		found = append(found, Finding{Severity: regulation.SeverityAdvise, Message: c.Proof.By + " no respondió: este dictamen lleva solo las revisiones propias."})
	}
	for _, p := range c.texts {
		for _, r := range c.Proof.Remarks[p.text] {
			at, end := byteOf(p.text, r.Start), byteOf(p.text, r.End)
			if at < 0 || end <= at {
				continue
			}
			f := p.finding(at, end-at, c.Proof.By+": "+r.Message)
			f.Suggestions = r.Suggestions
			found = append(found, f)
		}
	}
	return found
}

// byteOf is the byte at which a code point begins; -1 when the text is shorter.
func byteOf(text string, point int) int {
	n := 0
	for i := range text {
		if n == point {
			return i
		}
		n++
	}
	if n == point && utf8.ValidString(text) {
		return len(text)
	}
	return -1
}

// ownLanguage are the checks that say the same as a proofreader would.
var ownLanguage = []string{regulation.CheckSpelling, regulation.CheckAccents, regulation.CheckGrammar, regulation.CheckShouting}

// withoutRepeats leaves out the remarks of a proofreader that touch what our own checks of
// language point at in the same text.
func withoutRepeats(found []Finding) []Finding {
	remarks := slices.ContainsFunc(found, func(f Finding) bool { return f.Check == regulation.CheckProofread })
	if !remarks {
		return found
	}
	return slices.DeleteFunc(found, func(r Finding) bool {
		return r.Check == regulation.CheckProofread && r.End > r.Start && slices.ContainsFunc(found, func(f Finding) bool {
			return slices.Contains(ownLanguage, f.Check) && f.Field == r.Field && f.Variant == r.Variant && f.Start < r.End && r.Start < f.End
		})
	})
}
