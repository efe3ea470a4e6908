package post

import (
	"strings"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// Lengths that are kept, in characters.
const (
	maxText     = 65_536 // longer than any network takes
	maxLine     = 500    // titles, the activity, names of sources and files
	maxAlt      = 4_000  // alternative text: longer than any network takes
	maxURL      = 2_000
	maxVariants = 40
	maxSources  = 50
)

// free is one text that people write, with the field it stands in.
type free struct {
	field, text string
	most        int
}

// bounds refuses what is too much to keep, in the order of the form.
func (c Content) bounds() error {
	if err := checkDate("due_at", c.DueAt); err != nil {
		return err
	}
	if err := checkDate("review_on", c.ReviewOn); err != nil {
		return err
	}
	if len(c.Variants) > maxVariants || len(c.Sources) > maxSources {
		return fault.New(fault.Limit, "Son demasiadas cuentas o fuentes para una publicación.").On("accounts")
	}
	seen := map[string]bool{}
	for _, v := range c.Variants {
		if seen[v.AccountID] {
			return fault.New(fault.Invalid, "Hay dos textos para la misma cuenta.").Then("Deje uno por cuenta.").On("accounts")
		}
		seen[v.AccountID] = true
	}
	for _, f := range c.free() {
		if err := f.bounds(); err != nil {
			return err
		}
	}
	return nil
}

// free lists every text of the content that somebody wrote.
func (c Content) free() []free {
	all := []free{{"text", c.Text, maxText}, {"title", c.Title, maxLine}, {"subject", c.Subject, maxLine}}
	for _, v := range c.Variants {
		all = append(all, free{"text", v.Text, maxText})
	}
	for _, m := range c.Media {
		all = append(all, free{"media", m.Alt, maxAlt}, free{"media", m.Name, maxLine})
	}
	for _, s := range c.Sources {
		all = append(all, free{"sources", s.Title, maxLine}, free{"sources", s.URL, maxURL})
	}
	for _, t := range c.Ties {
		all = append(all, free{"ties", t.URL, maxURL}, free{"ties", t.Purpose, maxLine})
	}
	for _, p := range c.Purposes {
		all = append(all, free{"purposes", p, maxLine})
	}
	return all
}

func (f free) bounds() error {
	if n := utf8.RuneCountInString(f.text); n > f.most {
		return f.long(n).On(f.field)
	}
	if strings.ContainsRune(f.text, 0) {
		return fault.New(fault.Invalid, "El texto contiene caracteres que no se pueden guardar.").Then("Quite los caracteres nulos y vuelva a intentar.").On(f.field)
	}
	return nil
}

func (f free) long(n int) *fault.Fault {
	switch f.field {
	case "text":
		return fault.New(fault.Limit, "El texto tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Divida el texto o publíquelo como documento enlazado.")
	case "title":
		return fault.New(fault.Limit, "El título tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Acórtelo.")
	case "subject":
		return fault.New(fault.Limit, "La actividad o información tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Dígala en una frase.")
	case "media":
		return fault.New(fault.Limit, "El texto alternativo o el nombre de un archivo tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Acórtelo.")
	case "sources":
		return fault.New(fault.Limit, "El nombre o la dirección de una fuente tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Acórtelo.")
	case "ties":
		return fault.New(fault.Limit, "La dirección o el fin de un enlace tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Use un enlace más corto.")
	}
	return fault.New(fault.Limit, "Un fin tiene %d caracteres; se guardan hasta %d.", n, f.most).Then("Elija los fines de la lista.")
}
