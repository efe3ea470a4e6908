package web

import "net/http"

// calendarRoutes are the calendar, the moving of publications on it, and "¿Saldrá lo de mañana?".
func (s *Site) calendarRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /calendario", s.inside(s.calendar))
	m.HandleFunc("POST /calendario/mover", s.inside(s.drop))
	m.HandleFunc("GET /publicaciones/{id}/mover", s.inside(s.movePage))
	m.HandleFunc("POST /publicaciones/{id}/mover", s.inside(s.move))
	m.HandleFunc("POST /publicaciones/{id}/mover/frase", s.inside(s.moveSentence))
	m.HandleFunc("POST /publicaciones/{id}/deshacer", s.inside(s.moveUndo))
	m.HandleFunc("GET /saldra", s.inside(s.outlook))
	m.HandleFunc("GET /saldra/detener", s.inside(s.stopChosen))
}
