package regulation

// PlainWord is a word, or a phrase, that few people use, and the plain one for it. What is
// written here in small letters is found in any case; of a regular verb in the infinitive
// every form is found, of a noun or adjective the plural too.
type PlainWord struct {
	Word  string `yaml:"word"`
	Plain string `yaml:"plain"`
}

// Politics names those between whom the institution shows no preference.
type Politics struct {
	Parties    []Party  `yaml:"parties"`
	Coalitions []string `yaml:"coalitions"`
	Candidates []string `yaml:"candidates"` // as they are called in public
}

// Party is a political party by its names.
type Party struct {
	Short string   `yaml:"short"` // found letter by letter: PAN is no bread
	Names []string `yaml:"names"`
}

func (v *verifier) plainWords() {
	seen := map[string]bool{}
	for i, w := range v.pack.PlainWords {
		path := at("plain_words", i)
		v.filled(path+".word", w.Word)
		v.filled(path+".plain", w.Plain)
		if seen[w.Word] {
			v.wrong(path+".word", "la palabra %q está repetida", w.Word)
		}
		seen[w.Word] = true
	}
	for i, p := range v.pack.Politics.Parties {
		v.filled(at("politics.parties", i)+".short", p.Short)
	}
}
