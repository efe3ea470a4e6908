package web

import (
	"net/http"

	"pregonero/mailing"
)

// Places of the mail.
const (
	mailPath     = "/administracion/correo"
	inPath       = mailPath + "/recibido"
	addressPath  = mailPath + "/direcciones"
	practiceMail = "/practica/correo"
)

func (s *Site) mailRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+mailPath, s.inside(s.mailList))
	m.HandleFunc("POST "+mailPath+"/{id}/reintentar", s.inside(s.mailRetry))
	m.HandleFunc("GET "+inPath, s.inside(s.mailReceived))
	m.HandleFunc("GET "+addressPath, s.inside(s.mailAddresses))
	m.HandleFunc("POST "+addressPath+"/{id}/pedir", s.inside(s.mailAsk))
	m.HandleFunc("GET "+mailing.ConfirmPath+"{token}", s.open(s.mailConfirmPage))
	m.HandleFunc("POST "+mailing.ConfirmPath+"{token}", s.open(s.mailConfirm))
	m.HandleFunc("GET "+practiceMail, s.inside(s.practiceBox)) // not found outside the practice mode
	m.HandleFunc("GET "+practiceMail+"/{id}", s.inside(s.practiceLetter))
	m.HandleFunc("GET "+practiceMail+"/{id}/html", s.inside(s.practiceHTML))
	m.HandleFunc("POST "+practiceMail+"/{id}/responder", s.inside(s.practiceAnswer))
}
