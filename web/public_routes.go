package web

import "net/http"

func (s *Site) publicRoutes(m *http.ServeMux) {}
