package web

import "net/http"

func (s *Site) dayRoutes(m *http.ServeMux) {}
