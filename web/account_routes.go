package web

import "net/http"

func (s *Site) accountRoutes(m *http.ServeMux) {}
