package web

import "net/http"

func (s *Site) dayRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /{$}", s.open(s.home))
	m.HandleFunc("GET "+dayPath+"{block}", s.inside(s.dayPart))
}
