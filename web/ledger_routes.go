package web

import "net/http"

func (s *Site) ledgerRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /bitacora", s.inside(s.ledgerPage))
	m.HandleFunc("GET /bitacora/asiento/{n}", s.inside(s.ledgerEntry))
	m.HandleFunc("GET /bitacora/asiento/{n}/borrar", s.inside(s.ledgerErasePage))
	m.HandleFunc("POST /bitacora/asiento/{n}/borrar", s.inside(s.ledgerErase))
	m.HandleFunc("GET /bitacora/verificar", s.inside(s.ledgerVerify))
	m.HandleFunc("POST /bitacora/exportar", s.inside(s.ledgerExport))
	m.HandleFunc("GET /cumplimiento", s.inside(s.compliance))
	m.HandleFunc("GET /cumplimiento/revision", s.inside(s.noise))
}
