package web

import (
	"net/http"

	"pregonero/internal/fault"
)

// notFound answers where no page is.
func (s *Site) notFound(_ http.ResponseWriter, _ *http.Request, _ visit) error {
	return fault.New(fault.NotFound, "Esta página no existe.").Then("Revise la dirección o use el menú.")
}

// crossOrigin answers a form that came from another site.
func (s *Site) crossOrigin(_ http.ResponseWriter, _ *http.Request, _ visit) error {
	return fault.New(fault.Forbidden, "La petición viene de otro sitio y no se aceptó.").Then("Abra la página aquí y repita la acción.")
}
