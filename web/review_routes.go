package web

import "net/http"

func (s *Site) reviewRoutes(m *http.ServeMux) {
	s.postRoutes(m)
	m.HandleFunc("GET /visto-bueno", s.inside(s.reviews))
	m.HandleFunc("GET /visto-bueno/{id}", s.inside(s.reviewOne))
	m.HandleFunc("POST /visto-bueno/{id}/avalar", s.inside(s.endorse))
	m.HandleFunc("POST /visto-bueno/{id}/aprobar", s.inside(s.approve))
	m.HandleFunc("GET /visto-bueno/{id}/devolver", s.inside(s.returnPage))
	m.HandleFunc("POST /visto-bueno/{id}/devolver", s.inside(s.returnPost))
}
