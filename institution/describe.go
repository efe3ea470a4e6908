package institution

// describe says an act in Spanish, in the infinitive, for refusals and for the ledger's pages.
func describe(a Act) string {
	if s, ok := sentences[a]; ok {
		return s
	}
	return string(a)
}

// Describe is describe for the edges.
func Describe(a Act) string { return describe(a) }

var sentences = map[Act]string{
	PostDraft:           "redactar o cambiar publicaciones de esta cuenta",
	PostRead:            "leer esta publicación",
	PostEndorse:         "avalar información de esta área",
	PostApprove:         "aprobar publicaciones de esta cuenta",
	PostReturn:          "devolver esta publicación",
	PostWithdraw:        "retirar o corregir lo publicado en esta cuenta",
	PostResolve:         "resolver una publicación de resultado incierto",
	PublishingStop:      "detener o reanudar la publicación de esta cuenta",
	PublishingStopAll:   "detener o reanudar toda la publicación",
	InboxRead:           "leer la bandeja de esta cuenta",
	InboxAnswer:         "contestar en esta cuenta",
	CredentialUse:       "usar los accesos de esta cuenta",
	AccountRegister:     "registrar cuentas",
	AccountChange:       "cambiar los datos o las personas administradoras de esta cuenta",
	AttendanceSet:       "anunciar vacaciones o cambiar quién atiende esta cuenta",
	AccountRead:         "ver el expediente de esta cuenta",
	PersonManage:        "dar de alta, dar de baja o recuperar el acceso de personas",
	GrantManage:         "asignar o retirar cargos",
	AreaManage:          "administrar áreas",
	PeopleRead:          "ver el directorio de personas",
	LedgerRead:          "leer la bitácora de esta cuenta",
	LedgerAll:           "leer la bitácora completa",
	LedgerErase:         "borrar el cuerpo de un asiento por orden de ley",
	SystemRead:          "ver el estado del sistema",
	ComplianceRead:      "ver el cumplimiento",
	ProposalWrite:       "preparar propuestas de cuenta de esta área",
	ProposalRead:        "ver esta propuesta",
	ProposalJudge:       "resolver propuestas de cuenta",
	AccountOpen:         "abrir esta cuenta",
	MailboxGive:         "entregar el correo de la cuenta",
	LetterWrite:         "preparar oficios de esta área",
	LetterSign:          "firmar oficios de esta área",
	LetterRead:          "leer este oficio",
	CertificateOwn:      "registrar los certificados con que firma",
	CertificateManage:   "registrar los certificados con que firman otras personas",
	Substitute:          "sustituir a las personas administradoras de esta cuenta",
	CredentialReveal:    "ver las contraseñas de esta cuenta",
	CredentialReview:    "ver cómo se guardan los accesos",
	IncidentReport:      "reportar un incidente",
	IncidentHandle:      "atender este incidente",
	IncidentRead:        "ver este incidente",
	MisuseReport:        "reportar un uso indebido",
	CoverageDeclare:     "declarar cómo se cubre una sesión",
	MisuseHandle:        "integrar el expediente de uso indebido",
	UnforeseenRaise:     "plantear un caso no previsto",
	UnforeseenResolve:   "resolver casos no previstos",
	RequestRead:         "ver solicitudes",
	DeadlineRead:        "ver los plazos",
	RequestMake:         "pedir difusión a nombre de esta área",
	RequestAnswer:       "contestar solicitudes de difusión",
	Raise:               "informar a la superioridad sobre esta cuenta",
	RaiseAcknowledge:    "acusar recibo de lo informado",
	HelpAsk:             "pedir ayuda",
	HelpAnswer:          "contestar las preguntas de ayuda",
	AccountClose:        "cerrar esta cuenta",
	PersonalList:        "pedir que se muestre su cuenta personal",
	CalendarManage:      "cambiar el calendario de días inhábiles",
	DeliberationRead:    "ver qué asuntos están en deliberación",
	DeliberationDeclare: "declarar en deliberación un asunto de esta área",
	DeliberationLift:    "levantar la deliberación de este asunto",
	ReservedManage:      "cambiar los términos reservados de esta área",
	MailRead:            "ver el estado del correo",
	DirectorySync:       "sincronizar a las personas del directorio institucional",
	DirectoryManage:     "administrar las llaves del directorio institucional",
	TokenOwn:            "crear llaves de acceso para programas",
}

// RoleLabel is the role's name for people.
func RoleLabel(r Role) string {
	switch r {
	case Lead:
		return "Administrador titular"
	case Alternate:
		return "Administrador suplente"
	case Head:
		return "Titular de área"
	case Endorser:
		return "Enlace de aval"
	case Press:
		return "Comunicación social"
	case IT:
		return "Informática"
	case President:
		return "Presidencia del Comité"
	case Secretary:
		return "Secretaría Técnica del Comité"
	case Auditor:
		return "Auditoría"
	case Councillor:
		return "Consejería Electoral"
	case directory:
		return "Directorio institucional"
	case Operator:
		return "Operación del sistema"
	}
	return string(r)
}
