package web

import "net/http"

func (s *Site) composeRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /redactar", s.inside(s.composeNew))
	m.HandleFunc("GET /redactar/{id}", s.inside(s.composeEdit))
	m.HandleFunc("POST /redactar", s.inside(s.composePost))
	m.HandleFunc("POST /redactar/guardar", s.inside(s.autosave))
	m.HandleFunc("POST /redactar/revisar", s.inside(s.composeCheck))
	m.HandleFunc("POST /redactar/partes", s.inside(s.composeParts))
	m.HandleFunc("POST /redactar/frase", s.inside(s.composeSentence))
	m.HandleFunc("POST "+uploadPath, s.inside(s.composeUpload))
	m.HandleFunc("POST "+sourcePath, s.inside(s.composeSource))
	m.HandleFunc("GET /redactar/{id}/senalamientos/{senalamiento}", s.inside(s.dismissPage))
	m.HandleFunc("POST /redactar/{id}/senalamientos/{senalamiento}/descartar", s.inside(s.dismiss))
	m.HandleFunc("POST /redactar/{id}/senalamientos/{senalamiento}/restaurar", s.inside(s.restore))
	m.HandleFunc("GET "+filePath+"{hash}", s.inside(s.file))
}
