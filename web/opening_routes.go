package web

import "net/http"

func (s *Site) openingRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /propuestas/{id}/apertura", s.inside(s.openingPage))
	m.HandleFunc("POST /propuestas/{id}/apertura/{paso}", s.inside(s.openingStep))
}
