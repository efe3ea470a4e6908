package web

import "net/http"

// postRoutes are the list of publications and the pages of one.
func (s *Site) postRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /publicaciones", s.inside(s.posts))
	m.HandleFunc("GET /publicaciones/{id}", s.inside(s.postPage))
	m.HandleFunc("GET /publicaciones/{id}/versiones", s.inside(s.postVersions))
	m.HandleFunc("POST /publicaciones/{id}/recuperar", s.inside(s.postRecall))
	m.HandleFunc("GET /publicaciones/{id}/descartar", s.inside(s.postDiscardPage))
	m.HandleFunc("POST /publicaciones/{id}/descartar", s.inside(s.postDiscard))
	m.HandleFunc("POST /publicaciones/{id}/salidas/{salida}/corregir", s.inside(s.postCorrect))
	m.HandleFunc("GET /publicaciones/{id}/salidas/{salida}/retirar", s.inside(s.postWithdrawPage))
	m.HandleFunc("POST /publicaciones/{id}/salidas/{salida}/retirar", s.inside(s.postWithdraw))
	m.HandleFunc("GET /publicaciones/{id}/salidas/{salida}/resolver", s.inside(s.postResolvePage))
	m.HandleFunc("POST /publicaciones/{id}/salidas/{salida}/resolver", s.inside(s.postResolve))
}
