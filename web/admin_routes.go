package web

import "net/http"

func (s *Site) adminRoutes(m *http.ServeMux) {}
