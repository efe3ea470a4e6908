package web

import "net/http"

func (s *Site) proposalRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /propuestas", s.inside(s.proposals))
	m.HandleFunc("POST /propuestas", s.inside(s.proposalBegin))
	m.HandleFunc("GET /propuestas/{id}", s.inside(s.proposalPage))
	m.HandleFunc("GET /propuestas/{id}/preguntas/{q}", s.inside(s.proposalQuestion))
	m.HandleFunc("POST /propuestas/{id}/preguntas/{q}", s.inside(s.proposalAnswer))
	m.HandleFunc("GET /propuestas/{id}/revisar", s.inside(s.proposalCheck))
	m.HandleFunc("POST /propuestas/{id}/enviar", s.inside(s.proposalSend))
	m.HandleFunc("GET /propuestas/{id}/enviada", s.inside(s.proposalSent))
	m.HandleFunc("POST /propuestas/{id}/recuperar", s.inside(s.proposalTakeBack))
	m.HandleFunc("POST /propuestas/{id}/retirar", s.inside(s.proposalWithdraw))
	m.HandleFunc("GET /propuestas/{id}/dictamen", s.inside(s.verdictPage))
	m.HandleFunc("POST /propuestas/{id}/dictamen", s.inside(s.verdictGive))
	m.HandleFunc("POST /propuestas/{id}/imagen", s.inside(s.kitAdd))
	m.HandleFunc("POST /propuestas/{id}/imagen/quitar", s.inside(s.kitDrop))
	m.HandleFunc("GET /propuestas/{id}/imagen/{hash}", s.inside(s.kitFile))
}
