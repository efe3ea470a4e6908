package web

import "net/http"

func (s *Site) enteringRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /entrar", s.open(s.signInPage))
	m.HandleFunc("POST /entrar", s.open(s.signIn))
	m.HandleFunc("GET /entrar/segundo-factor", s.open(s.secondFactorPage))
	m.HandleFunc("POST /entrar/segundo-factor", s.open(s.secondFactor))
	m.HandleFunc("POST /entrar/llave", s.open(s.passkeyBegin))
	m.HandleFunc("POST /entrar/llave/fin", s.open(s.passkeyFinish))
	m.HandleFunc("POST /salir", s.open(s.signOut))
	m.HandleFunc("GET /preferencias", s.open(s.preferencesPage))
	m.HandleFunc("POST /preferencias", s.open(s.preferencesSave))
	s.enrolRoutes(m)
	s.linkRoutes(m)
	s.accessRoutes(m)
	s.helpRoutes(m)
}
