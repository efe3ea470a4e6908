package main

import (
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/web/lang"
	"pregonero/web/ui"
)

func shell(active, title string) ui.Page {
	return ui.Page{
		Title: title, Institution: "INE", Active: active, Practice: true,
		PracticeEnd: &ui.Link{Text: "Cómo termina", Href: "#"},
		User: &ui.User{Name: "Ana Laura Medina Ríos", Role: "Administradora titular · JLE Jalisco", Links: []ui.Link{
			{Text: "Mi perfil y seguridad", Href: "#", Icon: ui.IconPerson},
			{Text: "Apariencia e idioma", Href: "#", Icon: ui.IconEye},
		}},
		Nav: []ui.NavItem{
			{Key: "day", Text: "Mi día", Href: "/mi-dia", Icon: ui.IconDay, Count: 3, CountText: "3 vencen hoy", Dock: true, Shortcut: "d"},
			{Key: "write", Text: "Redactar", Href: "/redactar", Icon: ui.IconWrite, Dock: true, Shortcut: "r"},
			{Key: "calendar", Text: "Calendario", Href: "/calendario", Icon: ui.IconCalendar, Dock: true, Shortcut: "c"},
			{Key: "inbox", Text: "Bandeja", Href: "/bandeja", Icon: ui.IconInbox, Count: 128, CountText: "128 sin contestar", Dock: true, Shortcut: "b"},
			{Key: "approve", Text: "Visto bueno", Href: "/visto-bueno", Icon: ui.IconApprove, Count: 2, CountText: "2 por resolver", Shortcut: "v"},
			{Key: "files", Text: "Expedientes", Href: "/expediente", Icon: ui.IconFile, Group: "Cuentas", Shortcut: "e"},
			{Key: "evaluation", Text: "Evaluación", Href: "/evaluacion", Icon: ui.IconChart, Group: "Cuentas"},
			{Key: "ledger", Text: "Bitácora", Href: "/bitacora", Icon: ui.IconLedger, Group: "Cuentas", Shortcut: "l"},
			{Key: "gallery", Text: "Componentes", Href: "/componentes", Icon: ui.IconAdmin, Group: "Sistema"},
		},
		SearchHref: "/", HelpHref: "#", ReportHref: "#", LiveURL: "/vivo", LogOutHref: "/",
		Shortcuts: true,
	}
}

func screens() []screen {
	write := shell("write", "Redactar")
	wrong := shell("write", "Redactar")
	wrong.Errors = []ui.FieldError{
		{Field: "text", Text: "Quite el teléfono particular del texto."},
		{Field: "source", Text: "Diga de dónde sale la información."},
	}
	return []screen{
		{"/componentes", "Componentes", "Todas las piezas, una por una", shell("gallery", "Componentes"), components()},
		{"/mi-dia", "Mi día", "Lo que vence, por orden", shell("day", "Tres cosas vencen hoy"), myDay()},
		{"/redactar", "Redactar", "Texto, revisión y vista previa", write, compose(nil)},
		{"/redactar-errores", "Redactar con errores", "Lo que se ve al enviar con datos por corregir", wrong, compose(wrong.Errors)},
		{"/calendario", "Calendario", "Semana; agenda en el teléfono", shell("calendar", "Calendario"), calendar(sampleWeek())},
		{"/mes", "Calendario del mes", "Conteos por día", shell("calendar", "Noviembre de 2026"), month()},
		{"/mover", "Mover", "Mover sin arrastrar", shell("calendar", "Mover la publicación"), movePage()},
		{"/visto-bueno", "Visto bueno", "Lista y pieza por resolver", shell("approve", "Visto bueno"), approvals()},
		{"/bandeja", "Bandeja", "Preguntas recurrentes", shell("inbox", "Bandeja"), inbox()},
		{"/conversacion", "Conversación", "Un comentario y su respuesta", shell("inbox", "Pregunta de Rosa Elena"), conversation()},
		{"/expediente", "Expediente", "La cuenta y su historia", shell("files", "INE Jalisco en X"), file()},
		{"/propuesta", "Propuesta", "Lista de pasos", shell("files", "Proponer una cuenta"), proposal()},
		{"/interrupcion", "Interrupción", "Antes de lo irreversible", shell("files", "Retirar la publicación"), interruption()},
		{"/confirmacion", "Confirmación", "Después de enviar", shell("files", "Propuesta enviada"), confirmation()},
		{"/evaluacion", "Evaluación", "Números, metas y gráficas", shell("evaluation", "Evaluación del tercer trimestre"), evaluation()},
		{"/bitacora", "Bitácora", "Filtros, asientos y prueba", shell("ledger", "Bitácora"), ledger()},
		{"/vacio", "Vacíos", "Cuando no hay nada", shell("inbox", "Al día"), nothing()},
		{"/publico", "Público: verificar", "¿Esta cuenta es del INE?", public("Verificar una cuenta"), verify()},
		{"/publico-no", "Público: no reconocida", "Cuenta parecida", public("Verificar una cuenta"), verifyNo()},
		{"/entrar", "Entrar", "Sin sesión", bare("Entrar"), logIn()},
	}
}

func public(title string) ui.Page {
	return ui.Page{
		Title: title, Institution: "INE", Public: true,
		PublicNav: []ui.Link{{Text: "Verificar", Href: "/publico"}, {Text: "Directorio", Href: "#"}, {Text: "Datos abiertos", Href: "#"}},
		Footer:    []ui.Link{{Text: "Accesibilidad", Href: "#"}, {Text: "Aviso de privacidad", Href: "#"}, {Text: "Estado del registro público", Href: "#"}},
	}
}

func bare(title string) ui.Page {
	return ui.Page{Title: title, Institution: "INE", HelpHref: "#", Footer: []ui.Link{{Text: "Accesibilidad", Href: "#"}}}
}

func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, mexico)
}

func deadline(id string, due time.Time, kind ui.DayKind, days int, clause string) *ui.Deadline {
	return &ui.Deadline{ID: id, Due: due, Now: now, Kind: kind, Days: days, Clause: clause, Href: "#", Started: at(23, 9, 5), Pauses: "fuera de las horas de atención", Ticks: kind == ui.Hours}
}

const draft = "Este jueves 26 de noviembre, a las 11:00 horas, el Consejo General del INE sesiona en público. Sígala en vivo por INETV y consulte el orden del día en ine.mx. Dudas al 55 1234 5678."

// place is where a fragment of the draft starts, in code points.
func place(fragment string) int {
	return utf8.RuneCountInString(draft[:strings.Index(draft, fragment)])
}

func sampleFindings() ui.Findings {
	return ui.Findings{
		ID: "findings", Summary: "1 por corregir, 1 por revisar", State: ui.Fix,
		List: []ui.Finding{
			{
				ID: "f1", State: ui.Fix, Title: "Parece un teléfono particular",
				Text:   "No es un número de la institución. Use INETEL, 800 433 2000.",
				Before: "…del día en ine.mx. Dudas al ", Marked: "55 1234 5678", After: ".", Start: place("55 1234 5678"), End: place("55 1234 5678") + 12, Target: "text",
				Clause: "6.iii", ClauseHref: "#", ClauseText: "No se publican datos personales ni información reservada o confidencial.",
				Fix: &ui.FindingFix{Replacement: "800 433 2000", Submit: ui.Button{Name: "fix", Value: "f1"}},
			},
			{
				ID: "f2", State: ui.Warn, Title: "El texto es igual en todas las redes",
				Text:   "Adáptelo a cada red o diga por qué conviene repetirlo.",
				Clause: "6.xiii", ClauseHref: "#", ClauseText: "Cada red tiene su lenguaje; se evita repetir el mismo texto en todas.",
			},
		},
	}
}

func sentence(date, clock string) ui.Moment {
	m := ui.Moment{
		ID: "publish", Name: "publish", Legend: "Cuándo sale", Date: date, Time: clock, FromHour: 7, ToHour: 21, SentenceURL: "/frase",
		Days: []ui.Option{{Value: "2026-11-25", Label: "Hoy"}, {Value: "2026-11-26", Label: "Mañana"}, {Value: "2026-11-27", Label: "Viernes 27"}, {Value: "2026-11-30", Label: "Lunes 30"}},
	}
	when, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, mexico)
	if err == nil {
		m.Sentence = "Saldrá el " + lang.Full(spanish, when) + "."
		m.SentenceMore = "Dentro de las horas de atención de las dos cuentas."
	}
	return m
}

func sampleWeek() ui.Week {
	day := func(date, label, full string, posts ...ui.Post) ui.Day {
		return ui.Day{Date: date, Label: label, Full: full, Posts: posts, NewHref: "/redactar", Attended: []ui.HourSpan{{From: 9, To: 18}}}
	}
	card := func(id, clock string, hour int, title, accounts, word string, state ui.State) ui.Post {
		return ui.Post{ID: id, Version: "3", Time: clock, Hour: hour, Title: title, Href: "#", Accounts: accounts, Tag: ui.Tag{Text: word, State: state}, MoveHref: "/mover"}
	}
	sent := func(id, clock string, hour int, title, accounts string) ui.Post {
		return ui.Post{ID: id, Time: clock, Hour: hour, Title: title, Href: "#", Accounts: accounts, Tag: ui.Tag{Text: "Publicada", State: ui.None}}
	}
	week := ui.Week{
		Label: "Semana del 23 al 29 de noviembre de 2026", FirstHour: 8, LastHour: 19, MoveURL: "/mover",
		Days: []ui.Day{
			day("2026-11-23", "lun 23", "lunes 23 de noviembre", sent("1", "9:00", 9, "Ubique su módulo antes de ir", "X, Facebook"), sent("2", "17:30", 17, "Convocatoria a observadores", "Facebook")),
			day("2026-11-24", "mar 24", "martes 24 de noviembre", ui.Post{ID: "3", Time: "12:00", Hour: 12, Title: "Taller para docentes de Tlaquepaque", Href: "#", Accounts: "X", Tag: ui.Tag{Text: "Falló", State: ui.Fix}}),
			day("2026-11-25", "mié 25", "miércoles 25 de noviembre", sent("4", "9:15", 9, "¿Cambió de domicilio? Actualice su credencial", "X, Bluesky"), card("5", "18:00", 18, "Horario de módulos en Guadalajara", "Facebook", "Programada", ui.Info)),
			day("2026-11-26", "jue 26", "jueves 26 de noviembre", card("6", "10:00", 10, "Sesión del Consejo General, en vivo", "X, Facebook, Bluesky", "En visto bueno", ui.Warn), card("7", "13:00", 13, "Resultados del concurso de debate", "X", "Programada", ui.Info)),
			day("2026-11-27", "vie 27", "viernes 27 de noviembre", card("8", "11:00", 11, "Tres pasos para reportar una cuenta falsa", "X, Facebook", "Borrador", ui.None)),
			day("2026-11-28", "sáb 28", "sábado 28 de noviembre"),
			day("2026-11-29", "dom 29", "domingo 29 de noviembre"),
		},
	}
	week.Days[2].Today = true
	for i := range 2 {
		week.Days[i].Past = true
	}
	for _, i := range []int{5, 6} {
		week.Days[i].Attended = nil
		week.Days[i].Bands = []ui.Band{{Text: "Inhábil", State: ui.None}}
	}
	week.Days[4].Bands = []ui.Band{{Text: "Veda local", Href: "#", State: ui.Warn}}
	return week
}

func sampleMonth() ui.Month {
	counts := map[int]int{3: 2, 4: 1, 6: 3, 10: 2, 11: 1, 13: 2, 17: 3, 18: 1, 20: 2, 23: 2, 24: 1, 25: 2, 26: 2, 27: 1}
	m := ui.Month{Label: "Noviembre de 2026", Weekdays: []string{"lun", "mar", "mié", "jue", "vie", "sáb", "dom"}}
	for start := -5; start <= 30; start += 7 { // 1 November 2026 is a Sunday
		var week []ui.MonthDay
		for d := start; d < start+7; d++ {
			if d < 1 || d > 30 {
				week = append(week, ui.MonthDay{})
				continue
			}
			day := ui.MonthDay{Number: d, Href: "/calendario", Full: lang.DayFrom(spanish, at(d, 12, 0), at(1, 0, 0).AddDate(0, 0, -10)), Count: counts[d], Today: d == 25, Problem: d == 24}
			if d == 16 {
				day.Band = "Inhábil"
			}
			week = append(week, day)
		}
		m.Weeks = append(m.Weeks, week)
	}
	return m
}
