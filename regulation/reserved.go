package regulation

// ReservedTerms are words that an area keeps reserved: a text that has one is looked at
// twice before it is published.
type ReservedTerms struct {
	Area  string   `yaml:"area" json:"area"` // an area of the institution; empty: all of it
	Words []string `yaml:"words" json:"words"`
}

// reservedTerms: each names an area of the pack and has words.
func (v *verifier) reservedTerms() {
	for i, t := range v.pack.ReservedTerms {
		path := at("reserved_terms", i)
		if t.Area != "" {
			v.area(path+".area", t.Area)
		}
		if len(t.Words) == 0 {
			v.wrong(path+".words", "faltan los términos")
		}
		for j, w := range t.Words {
			v.filled(at(path+".words", j), w)
		}
	}
}
