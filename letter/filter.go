package letter

import "strings"

// Filter narrows a list of letters; empty fields do not.
type Filter struct {
	State, Area, Account, Kind string
	Number                     string // part of it, whatever its case
	Year                       int    // that the number was counted in
}

// Fits tells whether the letter is among those asked for.
func (f Filter) Fits(l Letter) bool {
	return is(f.State, string(l.State)) && is(f.Area, l.AreaID) && is(f.Account, l.AccountID) && is(f.Kind, l.Kind) &&
		strings.Contains(strings.ToUpper(l.Number), strings.ToUpper(strings.TrimSpace(f.Number))) && (f.Year == 0 || f.Year == l.Year)
}

func is(wanted, has string) bool { return wanted == "" || wanted == has }
