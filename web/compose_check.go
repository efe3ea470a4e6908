package web

import "net/http"

// composeCheck judges what is being written and answers with the findings, and beside
// them the previews and the questions about links to others' pages.
func (s *Site) composeCheck(w http.ResponseWriter, r *http.Request, v visit) error {
	c, err := s.typed(r, v)
	if err != nil {
		return err
	}
	return s.part(w, r, http.StatusOK, composeChecked(c))
}

// composeParts changes one part of the form and answers with it.
func (s *Site) composeParts(w http.ResponseWriter, r *http.Request, v visit) error {
	typed, err := s.readComposition(r, v)
	if err != nil {
		return err
	}
	a := actOf(r.PostFormValue("do"))
	typed.apply(a)
	c, err := s.composer(r, v, typed)
	if err != nil {
		return err
	}
	return s.part(w, r, http.StatusOK, composePart(c, a.part()))
}

// typed is the composer for what is on the screen.
func (s *Site) typed(r *http.Request, v visit) (composer, error) {
	c, err := s.readComposition(r, v)
	if err != nil {
		return composer{}, err
	}
	return s.composer(r, v, c)
}
