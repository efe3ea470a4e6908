package web

import "net/http"

func (s *Site) mailRoutes(m *http.ServeMux) {
}
