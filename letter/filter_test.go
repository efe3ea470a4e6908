package letter_test

import (
	"testing"

	"pregonero/letter"
)

func TestFilter(t *testing.T) {
	t.Parallel()
	l := letter.Letter{Number: "INE/JLE-BC/0007/2026", State: letter.Issued, AreaID: "jle-bc", AccountID: "a", Kind: "closing", Year: 2026}
	for name, c := range map[string]struct {
		f    letter.Filter
		fits bool
	}{
		"nothing asked":    {letter.Filter{}, true},
		"all of it":        {letter.Filter{State: "issued", Area: "jle-bc", Account: "a", Kind: "closing", Number: " jle-bc/0007 ", Year: 2026}, true},
		"another state":    {letter.Filter{State: "signed"}, false},
		"another area":     {letter.Filter{Area: "derfe"}, false},
		"another account":  {letter.Filter{Account: "b"}, false},
		"another kind":     {letter.Filter{Kind: "proposal"}, false},
		"another number":   {letter.Filter{Number: "0008"}, false},
		"another year":     {letter.Filter{Year: 2025}, false},
		"a part of a part": {letter.Filter{Number: "007"}, true},
	} {
		if c.f.Fits(l) != c.fits {
			t.Errorf("%s: not %v", name, c.fits)
		}
	}
}
