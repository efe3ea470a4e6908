package web

import "net/http"

func (s *Site) vaultRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /boveda", s.inside(s.vaultList))
	m.HandleFunc("GET /boveda/{id}", s.inside(s.vaultPage))
	m.HandleFunc("GET /boveda/{id}/guardar", s.inside(s.vaultKeepPage))
	m.HandleFunc("POST /boveda/{id}/guardar", s.inside(s.vaultKeep))
	m.HandleFunc("GET /boveda/{id}/ver", s.inside(s.vaultRevealPage))
	m.HandleFunc("POST /boveda/{id}/ver", s.inside(s.vaultRevealAsk))
	m.HandleFunc("GET /boveda/{id}/motivo", s.inside(s.vaultRevealAsk))
	m.HandleFunc("POST /boveda/{id}/llave", s.inside(s.vaultPasskey))
	m.HandleFunc("POST /boveda/{id}/mostrar", s.inside(s.vaultReveal))
	m.HandleFunc("GET /boveda/{id}/renovar", s.inside(s.vaultRotatePage))
	m.HandleFunc("POST /boveda/{id}/renovar", s.inside(s.vaultRotate))
	m.HandleFunc("POST /boveda/{id}/renovar/seguir", s.inside(s.vaultRotateOn))
	m.HandleFunc("POST /boveda/{id}/renovar/decidir", s.inside(s.vaultRotateDecide))
	m.HandleFunc("GET /boveda/{id}/revision", s.inside(s.vaultReviewPage))
	m.HandleFunc("POST /boveda/{id}/revision", s.inside(s.vaultReview))
	m.HandleFunc("POST /boveda/{id}/aceptar", s.inside(s.vaultAccept))
}
