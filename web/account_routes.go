package web

import "net/http"

func (s *Site) accountRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /cuentas", s.inside(s.accountList))
	m.HandleFunc("GET /cuentas/nueva", s.inside(s.accountNew))
	m.HandleFunc("POST /cuentas", s.inside(s.accountRegister))
	m.HandleFunc("GET /cuentas/detener", s.inside(s.stopAllPage))
	m.HandleFunc("POST /cuentas/detener", s.inside(s.stopAll))
	m.HandleFunc("POST /cuentas/reanudar", s.inside(s.resumeAll))

	m.HandleFunc("GET /cuentas/{id}", s.inside(s.accountTab(tabSummary)))
	m.HandleFunc("GET /cuentas/{id}/linea", s.inside(s.accountTab(tabLine)))
	m.HandleFunc("GET /cuentas/{id}/personas", s.inside(s.accountTab(tabPeople)))
	m.HandleFunc("GET /cuentas/{id}/accesos", s.inside(s.accountTab(tabAccess)))
	m.HandleFunc("GET /cuentas/{id}/horario", s.inside(s.accountTab(tabHours)))
	m.HandleFunc("GET /cuentas/{id}/publicaciones", s.inside(s.accountTab(tabPosts)))
	m.HandleFunc("GET /cuentas/{id}/completo", s.inside(s.dossier))
	m.HandleFunc("GET /cuentas/{id}/expediente.pdf", s.inside(s.dossierPDF))

	m.HandleFunc("GET /cuentas/{id}/relevo", s.inside(s.substitutePage))
	m.HandleFunc("POST /cuentas/{id}/relevo", s.inside(s.substitute))
	m.HandleFunc("POST /cuentas/{id}/horario", s.inside(s.accountHours))
	m.HandleFunc("POST /cuentas/{id}/horario/periodo", s.inside(s.periodAnnounce))
	m.HandleFunc("POST /cuentas/{id}/horario/periodo/retirar", s.inside(s.periodWithdraw))
	m.HandleFunc("POST /cuentas/{id}/horario/turno", s.inside(s.turnSet))
	m.HandleFunc("POST /cuentas/{id}/horario/turno/quitar", s.inside(s.turnDrop))
	m.HandleFunc("POST /cuentas/{id}/accesos/pagina", s.inside(s.connectPage))
	m.HandleFunc("POST /cuentas/{id}/accesos/codigo", s.inside(s.connectCode))
	m.HandleFunc("POST /cuentas/{id}/accesos/clave", s.inside(s.connectPassword))
	m.HandleFunc("POST /cuentas/{id}/accesos/probar", s.inside(s.connectProbe))
	m.HandleFunc("GET /cuentas/{id}/estado", s.inside(s.accountStatePage))
	m.HandleFunc("POST /cuentas/{id}/estado", s.inside(s.accountState))
	m.HandleFunc("GET /cuentas/{id}/detener", s.inside(s.accountStopPage))
	m.HandleFunc("POST /cuentas/{id}/detener", s.inside(s.accountStop))
	m.HandleFunc("POST /cuentas/{id}/reanudar", s.inside(s.accountResume))
}
