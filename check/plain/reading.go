package plain

// Reading is what was counted of a text.
type Reading struct {
	Words     int // of letters: figures, links, mentions and emoji are none
	Syllables int
	Sentences int
}

// Inflesz is Szigriszt-Pazos' index of perspicuity, 206.835 − 62.3·S/P − P/F, of whose bands
// the INFLESZ scale is made (Barrio-Cantalejo and others, 2008): the higher, the easier.
func (r Reading) Inflesz() float64 {
	return 206.835 - 62.3*r.syllablesPerWord() - r.wordsPerSentence()
}

// FernandezHuerta is Fernández Huerta's index of 1959, 206.84 − 60·S/P − 1.02·P/F.
func (r Reading) FernandezHuerta() float64 {
	return 206.84 - 60*r.syllablesPerWord() - 1.02*r.wordsPerSentence()
}

func (r Reading) syllablesPerWord() float64 { return float64(r.Syllables) / float64(max(r.Words, 1)) }
func (r Reading) wordsPerSentence() float64 { return float64(r.Words) / float64(max(r.Sentences, 1)) }

// Band of the INFLESZ scale.
type Band int

const (
	VeryHard Band = iota
	SomewhatHard
	Normal
	FairlyEasy
	VeryEasy
)

// BandOf says in which band an INFLESZ index lies: the first four end at 40, 55, 65 and 80.
func BandOf(inflesz float64) Band {
	for i, end := range [...]float64{40, 55, 65, 80} {
		if inflesz <= end {
			return Band(i)
		}
	}
	return VeryEasy
}
