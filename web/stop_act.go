package web

import (
	"net/http"
	"net/url"

	"pregonero/internal/fault"
)

// stopChosen leads to the page that stops the account chosen.
func (s *Site) stopChosen(w http.ResponseWriter, r *http.Request, _ visit) error {
	id := r.FormValue("cuenta")
	if id == "" {
		return fault.New(fault.Invalid, "Elija la cuenta que se detiene.").On("cuenta")
	}
	http.Redirect(w, r, stopHref(url.PathEscape(id)), http.StatusSeeOther)
	return nil
}
