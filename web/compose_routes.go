package web

import "net/http"

func (s *Site) composeRoutes(m *http.ServeMux) {}
