package web

import "net/http"

func (s *Site) calendarRoutes(m *http.ServeMux) {}
