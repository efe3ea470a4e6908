package web

import "net/http"

func (s *Site) inboxRoutes(m *http.ServeMux) {}
