package web

import "net/http"

func (s *Site) inboxRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /bandeja", s.inside(s.inbox))
	m.HandleFunc("GET /bandeja/{id}", s.inside(s.conversation))
	m.HandleFunc("POST /bandeja/{id}/tomar", s.inside(s.itemClaim))
	m.HandleFunc("POST /bandeja/{id}/soltar", s.inside(s.itemRelease))
	m.HandleFunc("POST /bandeja/{id}/revisar", s.inside(s.itemJudge))
	m.HandleFunc("POST /bandeja/{id}/contestar", s.inside(s.itemAnswer))
	m.HandleFunc("POST /bandeja/{id}/asignar", s.inside(s.itemAssign))
	m.HandleFunc("POST /bandeja/{id}/cerrar", s.inside(s.itemClose))
	m.HandleFunc("POST /bandeja/{id}/reabrir", s.inside(s.itemReopen))
}
