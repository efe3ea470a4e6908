package web

import "net/http"

func (s *Site) ledgerRoutes(m *http.ServeMux) {}
