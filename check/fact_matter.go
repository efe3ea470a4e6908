package check

// Reserve is what the institution knows and does not publish yet, or at all.
type Reserve struct {
	Matters []Matter    // under deliberation
	Terms   []AreaTerms // that areas keep reserved; nil: the pack's
}

// Matter is a matter under deliberation: until there is an official decision, nothing
// that speaks of it goes out.
type Matter struct {
	ID, Name string
	Area     string   // the name of the area that declared it
	Words    []string // other names that people give it
}

// AreaTerms are the terms that an area keeps reserved.
type AreaTerms struct {
	Area  string // its name; empty: of the whole institution
	Words []string
}
