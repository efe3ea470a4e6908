package web

import (
	"net/http"
	"net/url"
	"strconv"

	"pregonero/internal/fault"
	"pregonero/web/lang"
)

// autosave keeps what is being written, for the script that asks a few times a minute. It
// answers with headers only: see web/assets/js/autosave.js.
func (s *Site) autosave(w http.ResponseWriter, r *http.Request, v visit) error {
	c, err := s.readComposition(r, v)
	if err == nil {
		p, kept := s.keep(r.Context(), v, c)
		if err = kept; err == nil {
			h := w.Header()
			h.Set("X-Version", strconv.Itoa(p.Revision))
			h.Set("X-Saved-At", lang.Clock(r.Context(), s.Now()))
			if c.ID == "" {
				h.Set("X-Id", p.ID)
				h.Set("X-Location", "/redactar/"+p.ID)
			}
			w.WriteHeader(http.StatusNoContent)
			return nil
		}
	}
	s.notSaved(w, r, s.explain(r, err))
	return nil
}

// notSaved says why, except for a conflict: what the script says of it is better.
func (s *Site) notSaved(w http.ResponseWriter, r *http.Request, f *fault.Fault) {
	if f.Kind != fault.Conflict && f.Kind != fault.Internal {
		sentence := lang.Dyn(r.Context(), f.Format, f.Args...) + " " + lang.T(r.Context(), "Su texto se conserva en este equipo.")
		w.Header().Set("X-Problem", url.PathEscape(sentence))
	}
	w.WriteHeader(statuses[f.Kind])
}
