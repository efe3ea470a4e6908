package web

import "net/http"

func (s *Site) adminRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /administracion", s.inside(s.admin))
	m.HandleFunc("GET "+peoplePath, s.inside(s.people))
	m.HandleFunc("GET "+peoplePath+"/nueva", s.inside(s.personNew))
	m.HandleFunc("POST "+peoplePath, s.inside(s.personAdd))
	m.HandleFunc("GET "+peoplePath+"/importar", s.inside(s.peopleImportPage))
	m.HandleFunc("POST "+peoplePath+"/importar", s.inside(s.peoplePreview))
	m.HandleFunc("POST "+peoplePath+"/importar/aplicar", s.inside(s.peopleApply))
	m.HandleFunc("GET "+peoplePath+"/{id}", s.inside(s.personPage))
	m.HandleFunc("POST "+peoplePath+"/{id}", s.inside(s.personUpdate))
	m.HandleFunc("POST "+peoplePath+"/{id}/recuperar", s.inside(s.personRecover))
	m.HandleFunc("GET "+peoplePath+"/{id}/baja", s.inside(s.personDisablePage))
	m.HandleFunc("POST "+peoplePath+"/{id}/baja", s.inside(s.personDisable))
	m.HandleFunc("POST "+peoplePath+"/{id}/cargos", s.inside(s.grantAdd))
	m.HandleFunc("GET "+grantsPath, s.inside(s.grants))
	m.HandleFunc("GET "+grantsPath+"/{id}/terminar", s.inside(s.grantEndPage))
	m.HandleFunc("POST "+grantsPath+"/{id}/terminar", s.inside(s.grantEnd))
	m.HandleFunc("GET "+areasPath, s.inside(s.areas))
	m.HandleFunc("GET "+areasPath+"/importar", s.inside(s.areaImportPage))
	m.HandleFunc("POST "+areasPath+"/importar", s.inside(s.areaPreview))
	m.HandleFunc("POST "+areasPath+"/importar/aplicar", s.inside(s.areaImport))
	m.HandleFunc("GET "+areasPath+"/muestra.csv", s.inside(s.areaSample))
	m.HandleFunc("GET "+systemPath, s.inside(s.systemPage))
}
