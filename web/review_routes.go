package web

import "net/http"

func (s *Site) reviewRoutes(m *http.ServeMux) {
	s.postRoutes(m)
}
