package web

import "net/http"

// calendarRoutes are the calendar and "¿Saldrá lo de mañana?". Both are being written in
// calendar_*.go, outlook_*.go and stop_*.go.
func (s *Site) calendarRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /calendario", s.inside(s.calendar))
	m.HandleFunc("GET /saldra", s.inside(s.outlook))
}
