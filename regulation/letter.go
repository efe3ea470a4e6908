package regulation

import (
	"regexp"
	"slices"
	"strings"
)

// LetterTemplate is an official letter of one kind, with its blanks in braces.
type LetterTemplate struct {
	Subject    string   `yaml:"subject"`
	Clause     string   `yaml:"clause"`
	To         []string `yaml:"to"` // whom it is addressed to: the holders of roles or, as head_of:OFFICE, who heads an office's area
	Paragraphs []string `yaml:"paragraphs"`
	Facts      []string `yaml:"facts"`  // names of blanks that go in the table, as "Name: blank"
	Copies     []string `yaml:"copies"` // offices that get a copy
}

// Letters are how the institution writes its official letters.
type Letters struct {
	Number       string                    `yaml:"number"`       // with {area}, {number} and {year}
	Certificates string                    `yaml:"certificates"` // CertificatesRegistered or CertificatesByName
	Kinds        map[string]LetterTemplate `yaml:"kinds"`
}

// HeadOf is the beginning of an addressee that is whoever heads the area of an office.
const HeadOf = "head_of:"

// Which electronic signatures are known to be the signer's.
const (
	CertificatesRegistered = "registered" // with a certificate that was registered for them
	CertificatesByName     = "by_name"    // idem, or with one that was not and bears their name
)

// Kinds of letter that the program asks for.
const (
	LetterProposal  = "proposal"       // an area proposes an account
	LetterOpening   = "opening_notice" // it tells the committee that it was opened
	LetterBoard     = "board_opening"  // a board tells the press office
	LetterClosing   = "closing"        // an account is closed
	LetterSuccessor = "administrators" // who administers an account changed
)

// RequiredLetters are in every pack.
var RequiredLetters = [...]string{LetterProposal, LetterOpening, LetterBoard, LetterClosing, LetterSuccessor}

var blank = regexp.MustCompile(`\{([a-z_]+)\}`)

// Fill writes the blanks of a text; missing lists those that have no value.
func Fill(text string, values map[string]string) (filled string, missing []string) {
	filled = blank.ReplaceAllStringFunc(text, func(b string) string {
		name := b[1 : len(b)-1]
		if values[name] == "" && !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
		return values[name]
	})
	return filled, missing
}

func (v *verifier) letters() {
	for _, b := range []string{"{area}", "{number}", "{year}"} {
		if !strings.Contains(v.pack.Letters.Number, b) {
			v.wrong("letters.number", "falta %s", b)
		}
	}
	if !slices.Contains([]string{CertificatesRegistered, CertificatesByName}, v.pack.Letters.Certificates) {
		v.wrong("letters.certificates", "debe ser %s o %s", CertificatesRegistered, CertificatesByName)
	}
	for _, id := range sortedKeys(v.pack.Letters.Kinds) {
		t, path := v.pack.Letters.Kinds[id], "letters.kinds."+id
		v.filled(path+".subject", t.Subject)
		v.clause(path+".clause", t.Clause)
		if len(t.Paragraphs) == 0 || len(t.To) == 0 {
			v.wrong(path, "faltan párrafos o destinatarios")
		}
		for i, to := range t.To {
			if id, is := strings.CutPrefix(to, HeadOf); is {
				if o, ok := v.pack.Office(id); !ok || o.AreaID == "" {
					v.wrong(at(path+".to", i), "no hay una oficina %q con área", id)
				}
			}
		}
	}
	for _, id := range RequiredLetters {
		if _, ok := v.pack.Letters.Kinds[id]; !ok {
			v.wrong("letters.kinds", "falta el oficio %q", id)
		}
	}
}
