package web

import "net/http"

func (s *Site) enteringRoutes(m *http.ServeMux) {}
