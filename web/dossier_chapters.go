package web

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/letter"
	"pregonero/oversight"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/web/lang"
)

// dossierWriter says an account's life in words, chapter by chapter.
type dossierWriter struct {
	ctx context.Context
	s   *Site
	oversight.Dossier
}

func (w dossierWriter) chapters() []chapter {
	return []chapter{w.summary(), w.born(), w.verdicts(), w.letters(), w.people(), w.attendance(), w.custody(), w.verification(), w.settings(),
		w.incidents(), w.misuses(), w.requests(), w.evaluations(), w.closing(), w.timeline()}
}

func (w dossierWriter) t(text string, args ...any) string { return lang.T(w.ctx, text, args...) }

// at says a moment; "" for none.
func (w dossierWriter) at(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return lang.Full(w.ctx, t)
}

func (w dossierWriter) url(path string) string { return w.s.BaseURL + path }

// short says a moment in a narrow column, on the clock that the head of the file names.
func (w dossierWriter) short(t time.Time) string {
	return lang.Date(w.ctx, t) + " · " + lang.Clock(w.ctx, t)
}

// told keeps the facts that say something.
func told(all ...fact) (out []fact) {
	for _, f := range all {
		if f.text != "" {
			out = append(out, f)
		}
	}
	return out
}

// left makes a chapter that says why it is left out; ok is false when the reader may know it.
func (w dossierWriter) left(c chapter, part string) (chapter, bool) {
	clause, ok := w.Left(part)
	if ok {
		c.notes = []string{w.t("Esta parte se omite: su cargo no incluye leerla (criterio %s).", clause)}
	}
	return c, ok
}

// or adds a note when the chapter has nothing.
func (c chapter) or(note string) chapter {
	if len(c.parts) == 0 && len(c.notes) == 0 {
		c.notes = []string{note}
	}
	return c
}

// with adds a table, when it has rows.
func (c chapter) with(title string, widths []float64, columns []string, rows [][]fact) chapter {
	if len(rows) > 0 {
		c.parts = append(c.parts, sheet{title: title, columns: columns, widths: widths, rows: rows})
	}
	return c
}

func (w dossierWriter) summary() chapter {
	a := w.Account
	c := chapter{id: "resumen", title: w.t("Resumen"), parts: []sheet{{facts: told(
		fact{w.t("Cuenta"), accountName(w.ctx, a), ""}, fact{w.t("Nombre"), a.Name, ""}, fact{w.t("Dirección"), outside(a.URL), outside(a.URL)},
		fact{w.t("Área que responde"), w.Area, ""}, fact{w.t("Estado"), firstUpper(a.State.Label()), ""}, fact{w.t("Para qué sirve"), a.Purpose, ""},
		fact{w.t("Correo institucional"), a.Email, ""}, fact{w.t("En el registro desde"), w.at(a.RegisteredAt), ""}, fact{w.t("Dada de baja"), w.at(a.ClosedAt), ""},
		fact{w.t("Publicación detenida"), stoppedText(w, a), ""}, fact{w.t("Publicaciones hechas públicas"), strconv.Itoa(w.Published), ""},
		fact{w.t("Siguiente obligación"), obligationText(w.ctx, w.File.Next), ""})}}}
	var rows [][]fact
	for _, d := range w.Deadlines {
		rows = append(rows, []fact{{text: d.Label}, {text: w.at(d.Due)}, {text: d.Clause}})
	}
	return c.with(w.t("Plazos que corren"), []float64{0.5, 0.35, 0.15}, []string{w.t("Plazo"), w.t("Vence"), w.t("Criterio")}, rows)
}

func stoppedText(w dossierWriter, a account.Account) string {
	if !a.Stopped {
		return ""
	}
	return w.t("Desde el %s: %s", w.at(a.StoppedAt), a.StopReason)
}

// born is the proposal that the account came from, and its opening.
func (w dossierWriter) born() chapter {
	c, out := w.left(chapter{id: "propuesta", title: w.t("Propuesta y apertura"), clause: w.clauseOf(regulation.RuleProposal)}, oversight.PartProposals)
	if out {
		return c
	}
	for _, p := range w.Proposals {
		a := p.Answers
		c.parts = append(c.parts, sheet{title: w.t("Propuesta %s", p.Folio), facts: told(
			fact{w.t("Estado"), firstUpper(p.State.Label()), w.url("/propuestas/" + p.ID)}, fact{w.t("La preparó"), p.ByName, ""}, fact{w.t("La envió"), p.SentName, ""},
			fact{w.t("Oficio"), p.LetterNo, ""}, fact{w.t("Presentada"), w.at(p.PresentedAt), ""},
			fact{w.t("Venció sin respuesta"), w.at(p.LateAt), ""}, fact{proposal.Need.Label(), a.Need, ""}, fact{proposal.Activities.Label(), a.Activities, ""},
			fact{w.t("Programas"), a.Programmes, ""}, fact{proposal.Audience.Label(), a.Audience, ""}, fact{w.t("Ritmo"), a.Rhythm, ""})})
		if o := p.Opening; o != nil {
			c.parts = append(c.parts, sheet{title: w.t("Apertura"), facts: told(
				fact{w.t("Aprobada"), w.at(o.BegunAt), ""}, fact{w.t("Correo entregado"), w.deed(o.EmailGiven), ""}, fact{w.t("Abierta en la red"), w.deed(o.HandleGiven), ""},
				fact{w.t("Horario confirmado"), w.deed(o.HoursGiven), ""}, fact{w.t("Oficio al Comité"), o.CommitteeLetter.Number, ""},
				fact{w.t("Oficio a comunicación social"), o.PressLetter.Number, ""}, fact{w.t("En funciones"), w.at(o.LiveAt), ""})})
		}
	}
	return c.or(w.t("La cuenta ya existía cuando se registró aquí: no tiene propuesta."))
}

func (w dossierWriter) deed(d proposal.Deed) string {
	if !d.Is() {
		return ""
	}
	return d.Name + " · " + w.at(d.At)
}

// verdicts are what the press office answered, round by round.
func (w dossierWriter) verdicts() chapter {
	c, out := w.left(chapter{id: "dictamen", title: w.t("Dictamen de comunicación social"), clause: w.clauseOf(regulation.RuleProposalAnswer)}, oversight.PartProposals)
	if out {
		return c
	}
	for _, p := range w.Proposals {
		all := p.Earlier
		if p.Verdict != nil {
			all = append(all[:len(all):len(all)], *p.Verdict)
		}
		for _, v := range all {
			facts := told(fact{w.t("Lo dio"), v.Name + " · " + w.at(v.At), ""}, fact{w.t("Razones"), v.Text, ""}, fact{w.t("Fuera de término"), w.yes(v.Late), ""})
			for _, i := range v.Items {
				if !i.OK {
					facts = append(facts, fact{w.t("Observación: %s", i.Question.Label()), i.Note, ""})
				}
			}
			c.parts = append(c.parts, sheet{title: v.Decision.Label(), facts: facts})
		}
		var kit [][]fact
		for _, f := range p.Kit {
			kit = append(kit, []fact{{text: f.Name}, {text: f.Hash}})
		}
		c = c.with(w.t("Imagen gráfica entregada"), []float64{0.4, 0.6}, []string{w.t("Archivo"), w.t("Huella (SHA-256)")}, kit)
	}
	return c.or(w.t("No hay dictamen."))
}

func (w dossierWriter) yes(b bool) string {
	if b {
		return w.t("Sí")
	}
	return ""
}

func (w dossierWriter) letters() chapter {
	c, out := w.left(chapter{id: "oficios", title: w.t("Oficios"), clause: w.clauseOf(regulation.RuleProposal)}, oversight.PartLetters)
	if out {
		return c
	}
	var rows [][]fact
	for _, l := range w.Letters {
		rows = append(rows, []fact{{text: l.Number, href: w.url("/oficios/" + l.ID)}, {text: l.Document.Subject}, {text: lang.Date(w.ctx, l.IssuedAt)}, {text: w.signed(l)}})
	}
	return c.with("", []float64{0.3, 0.28, 0.16, 0.26}, []string{w.t("Número"), w.t("Asunto"), w.t("Fecha"), w.t("Firma")}, rows).or(w.t("No hay oficios de esta cuenta."))
}

// signed says how a letter stands.
func (w dossierWriter) signed(l letter.Letter) string {
	switch l.State {
	case letter.Signed:
		how := map[string]string{letter.PAdES: w.t("firma electrónica en el PDF"), letter.Detached: w.t("firma electrónica aparte"), letter.Scan: w.t("firma en papel, digitalizada")}[l.How]
		return w.t("Firmado por %s el %s (%s)", l.Document.Signer, lang.Date(w.ctx, l.SignedAt), how)
	case letter.Cancelled:
		return w.t("Cancelado: %s", l.CancelledWhy)
	}
	return w.t("Por firmar: %s", l.Document.Signer)
}

func (w dossierWriter) people() chapter {
	c := chapter{id: "personas", title: w.t("Personas administradoras y titulares"), clause: w.clauseOf(regulation.RuleTwoAdministrators)}
	var rows [][]fact
	for _, x := range w.Administrators {
		until := w.t("a la fecha")
		if !x.Until.IsZero() {
			until = lang.Date(w.ctx, x.Until)
		}
		rows = append(rows, []fact{{text: lang.Dyn(w.ctx, x.Role)}, {text: x.Name}, {text: lang.Date(w.ctx, x.From)}, {text: until}})
	}
	c = c.with("", []float64{0.26, 0.34, 0.2, 0.2}, []string{w.t("Cargo"), w.t("Nombre"), w.t("Desde"), w.t("Hasta")}, rows)
	if sub := w.Account.Substitution; sub != nil {
		c.parts = append(c.parts, sheet{title: w.t("Sustitución pendiente"), facts: told(fact{w.t("Falta desde"), w.at(sub.Since), ""}, fact{w.t("Plazo para designar"), w.at(sub.Due), ""}, fact{w.t("Venció"), w.yes(sub.Passed), ""})})
	}
	return c.or(w.t("No consta nadie."))
}

func (w dossierWriter) attendance() chapter {
	c := chapter{id: "horario", title: w.t("Horario de atención y rota"), clause: w.clauseOf(regulation.RuleAttendance), parts: []sheet{{facts: told(fact{w.t("Horario"), w.Account.Hours.Sentence(), ""})}}}
	var periods, off, turns [][]fact
	for _, p := range w.Account.Hours.Periods {
		periods = append(periods, []fact{{text: p.Sentence()}, {text: announcedBy(w, p)}})
	}
	for _, u := range w.Attendance.Off {
		who := strings.Join(u.Who, ", ")
		if u.Missing {
			who = strings.TrimPrefix(who+"; "+w.t("falta decir quién vigila"), "; ")
		}
		off = append(off, []fact{{text: u.Sentence()}, {text: firstUpper(who)}})
	}
	for _, t := range w.Attendance.Turns {
		turns = append(turns, []fact{{text: t.Name}, {text: turnText(t.Turn)}})
	}
	return c.with(w.t("Periodos anunciados"), []float64{0.6, 0.4}, []string{w.t("Periodo"), w.t("Anuncio")}, periods).
		with(w.t("Próximos días sin atención"), []float64{0.6, 0.4}, []string{w.t("Días"), w.t("Vigila")}, off).
		with(w.t("Turnos"), []float64{0.4, 0.6}, []string{w.t("Persona"), w.t("Cuándo")}, turns)
}

func announcedBy(w dossierWriter, p regulation.Period) string {
	text := p.By + " · " + lang.Date(w.ctx, p.Announced)
	if p.Short {
		text += " " + w.t("(con poco aviso)")
	}
	return text
}

func (w dossierWriter) custody() chapter {
	c, out := w.left(chapter{id: "custodia", title: w.t("Custodia de los accesos"), clause: w.clauseOf(regulation.RuleCustody)}, oversight.PartCustody)
	if out {
		return c
	}
	c.notes = []string{w.t("Se dice qué se guarda y quién lo vio; los accesos mismos no salen de la bóveda.")}
	var kept, views [][]fact
	for _, p := range account.Parts() {
		if k, ok := w.Custody.Kept[p]; ok {
			kept = append(kept, []fact{{text: partText(w.ctx, p)}, {text: k.Name}, {text: w.at(k.At)}})
		}
	}
	for _, v := range w.Custody.Views {
		views = append(views, []fact{{text: w.at(v.At)}, {text: v.Name}, {text: partText(w.ctx, v.Part)}, {text: v.Reason}})
	}
	if facts := told(fact{w.t("Contraseña renovada"), w.at(w.Custody.RenewedAt), ""}, fact{w.t("Próxima renovación"), w.at(w.Custody.Due), ""}, fact{w.t("Accesos destruidos"), w.at(w.Custody.DestroyedAt), ""}); len(facts) > 0 {
		c.parts = append(c.parts, sheet{facts: facts})
	}
	if len(kept) == 0 {
		c.notes = append(c.notes, w.t("La bóveda no guarda ninguno."))
	}
	return c.with(w.t("Qué se guarda"), []float64{0.34, 0.33, 0.33}, []string{w.t("Acceso"), w.t("Lo entregó"), w.t("Cuándo")}, kept).
		with(w.t("Quién los ha visto (los últimos)"), []float64{0.28, 0.24, 0.2, 0.28}, []string{w.t("Cuándo"), w.t("Quién"), w.t("Qué"), w.t("Para qué")}, views)
}

// verification is what the network was asked, and said.
func (w dossierWriter) verification() chapter {
	c, out := w.left(chapter{id: "verificacion", title: w.t("Verificación por la red"), clause: w.clauseOf(regulation.RuleVerification)}, oversight.PartProposals)
	if out {
		return c
	}
	for _, p := range w.Proposals {
		if p.Opening == nil || !p.Opening.Verification.Told() {
			continue
		}
		v := p.Opening.Verification
		planned, renew := "", ""
		if !v.PlannedOn.IsZero() {
			planned = regulation.DaySentence(v.PlannedOn.Start(time.UTC), time.UTC)
		}
		if !v.RenewOn.IsZero() {
			renew = regulation.DaySentence(v.RenewOn.Start(time.UTC), time.UTC)
		}
		c.parts = append(c.parts, sheet{facts: told(fact{w.t("No se pide"), v.None, ""}, fact{w.t("Se pedirá"), planned, ""}, fact{w.t("Se pidió"), w.at(v.AskedAt), ""}, fact{w.t("Referencia de la red"), v.Reference, ""},
			fact{w.t("Respuesta"), w.at(v.AnsweredAt), ""}, fact{w.t("Concedida"), w.yes(v.Granted), ""}, fact{w.t("Lo que dijo la red"), v.Note, ""}, fact{w.t("Se renueva"), renew, ""})})
	}
	return c.or(w.t("No consta que se haya pedido."))
}

func (w dossierWriter) settings() chapter {
	c, out := w.left(chapter{id: "configuracion", title: w.t("Configuración vigilada en la red"), clause: w.clauseOf(regulation.RuleCustody)}, oversight.PartCustody)
	if out {
		return c
	}
	watch := w.Custody.Watch
	var seen, checks [][]fact
	for _, f := range watch.Seen {
		seen = append(seen, []fact{{text: lang.Dyn(w.ctx, account.FactLabel(f.Name))}, {text: f.Value}})
	}
	for _, k := range watch.Checks {
		checks = append(checks, []fact{{text: w.at(k.At)}, {text: k.Name}, {text: labels(w.ctx, k.Fine)}, {text: strings.TrimSpace(labels(w.ctx, k.Not) + " " + k.Note)}})
	}
	if facts := told(fact{w.t("Leída"), w.at(watch.SeenAt), ""}, fact{w.t("Cambió sin que se aceptara"), w.at(watch.ChangedAt), ""}, fact{w.t("La red no deja leer"), labels(w.ctx, watch.Unread), ""}); len(facts) > 0 {
		c.parts = append(c.parts, sheet{facts: facts})
	}
	return c.with(w.t("Como está en la red"), []float64{0.4, 0.6}, []string{w.t("Qué"), w.t("Valor")}, seen).
		with(w.t("Revisiones de personas"), []float64{0.26, 0.22, 0.26, 0.26}, []string{w.t("Cuándo"), w.t("Quién"), w.t("Como debe"), w.t("No como debe")}, checks).or(w.t("Todavía no se ha leído."))
}

func labels(ctx context.Context, names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, lang.Dyn(ctx, account.FactLabel(n)))
	}
	return strings.Join(out, ", ")
}

func (w dossierWriter) incidents() chapter {
	c, out := w.left(chapter{id: "incidentes", title: w.t("Incidentes y simulacros"), clause: w.clauseOf(regulation.RuleIncident)}, oversight.PartIncidents)
	if out {
		return c
	}
	var rows [][]fact
	for _, i := range w.Incidents {
		end := w.t("Abierto")
		if i.Report != nil {
			end = w.t("Cerrado el %s. Causa: %s", lang.Date(w.ctx, i.Report.At), i.Report.Cause)
		}
		kind := lang.Dyn(w.ctx, i.Kind.Label())
		if i.Drill {
			kind = w.t("Simulacro: %s", kind)
		}
		rows = append(rows, []fact{{text: i.Folio, href: w.url("/incidentes/" + i.ID)}, {text: kind}, {text: i.Reporter + " · " + w.at(i.At)}, {text: end}})
	}
	return c.with("", []float64{0.24, 0.26, 0.24, 0.26}, []string{w.t("Folio"), w.t("Qué pasó"), w.t("Reportó"), w.t("Cómo terminó")}, rows).or(w.t("No hay incidentes ni simulacros de esta cuenta."))
}

func (w dossierWriter) misuses() chapter {
	c, out := w.left(chapter{id: "uso-indebido", title: w.t("Uso indebido"), clause: w.clauseOf(regulation.RuleMisuse)}, oversight.PartMisuses)
	if out {
		return c
	}
	var rows [][]fact
	for _, m := range w.Misuses {
		end := w.t("Sin entregar")
		if m.Handed != nil {
			end = w.t("Entregado a %s el %s", m.Handed.To, lang.Date(w.ctx, m.Handed.At))
		}
		rows = append(rows, []fact{{text: m.Folio, href: w.url("/uso-indebido/" + m.ID)}, {text: w.at(m.At)}, {text: m.Text}, {text: end}})
	}
	return c.with("", []float64{0.24, 0.22, 0.3, 0.24}, []string{w.t("Folio"), w.t("Cuándo"), w.t("Qué se reportó"), w.t("Evidencia")}, rows).or(w.t("No hay reportes de uso indebido."))
}

func (w dossierWriter) requests() chapter {
	c := chapter{id: "solicitudes", title: w.t("Solicitudes, asuntos informados y casos no previstos"), clause: w.clauseOf(regulation.RuleUnforeseen)}
	var rows [][]fact
	for _, r := range w.Requests {
		state := firstUpper(r.State.Label())
		if r.Answer != nil {
			state = lang.Dyn(w.ctx, r.Answer.Decision.Label()) + " · " + r.Answer.Name + " · " + lang.Date(w.ctx, r.Answer.At)
		}
		rows = append(rows, []fact{{text: r.Folio, href: w.url("/solicitudes/" + r.ID)}, {text: lang.Dyn(w.ctx, r.Kind.Label()) + ": " + r.Title}, {text: r.AskedName + " · " + lang.Date(w.ctx, r.AskedAt)}, {text: state}})
	}
	return c.with("", []float64{0.24, 0.28, 0.24, 0.24}, []string{w.t("Folio"), w.t("Asunto"), w.t("Pidió"), w.t("Respuesta")}, rows).or(w.t("No hay ninguno de esta cuenta que su cargo pueda leer."))
}

func (w dossierWriter) evaluations() chapter {
	return chapter{id: "evaluaciones", title: w.t("Evaluaciones"), notes: []string{w.t("Aún no hay evaluaciones de esta cuenta.")}}
}

func (w dossierWriter) closing() chapter {
	c := chapter{id: "cierre", title: w.t("Cierre"), clause: w.clauseOf(regulation.RuleClosing)}
	if w.Closure == nil {
		return c.or(w.t("No se ha decidido dar de baja la cuenta."))
	}
	var rows [][]fact
	for _, s := range closure.Steps() {
		d, ok := w.Closure.Done[s]
		if !ok {
			rows = append(rows, []fact{{text: lang.Dyn(w.ctx, s.Label())}, {text: w.t("Falta")}, {}})
			continue
		}
		rows = append(rows, []fact{{text: lang.Dyn(w.ctx, s.Label())}, {text: d.Name + " · " + w.at(d.At)}, {text: d.Note}})
	}
	c.parts = append(c.parts, sheet{facts: told(fact{w.t("Por qué"), w.Closure.Reason, w.url("/cuentas/" + w.Account.ID + "/cierre")}, fact{w.t("Huella del archivo (SHA-256)"), w.Closure.Archive.Hash, ""}, fact{w.t("Oficio firmado"), w.Closure.Signed, ""})})
	return c.with("", []float64{0.34, 0.36, 0.3}, []string{w.t("Paso"), w.t("Hecho"), w.t("Constancia")}, rows)
}

func (w dossierWriter) timeline() chapter {
	c, out := w.left(chapter{id: "linea", title: w.t("Línea de tiempo"), clause: w.clauseOf(regulation.RuleLedger)}, oversight.PartTimeline)
	if out {
		return c
	}
	c.notes = []string{w.t("Lo que se hizo con la cuenta, del principio al final, como lo dice la bitácora. Lo que se publica y se contesta a diario está en la bitácora completa.")}
	if w.More {
		c.notes = append(c.notes, w.t("Se muestran los %d asientos más recientes.", len(w.Timeline)))
	}
	if len(w.Timeline) == 0 {
		c.notes = append(c.notes, w.t("Todavía no hay nada."))
	}
	var rows [][]fact
	for _, l := range w.Timeline {
		proof := fact{text: w.t("Sin posición todavía")}
		if l.N >= 0 {
			proof = fact{text: w.t("Asiento %s", fmt.Sprint(l.N)), href: w.url(ledgerRow{Line: l}.proofHref())}
		}
		rows = append(rows, []fact{{text: w.short(l.Entry.At)}, {text: entryActor(w.ctx, l)}, {text: firstUpper(entryText(w.ctx, l)), href: w.document(l)}, {text: l.Entry.Clause}, proof})
	}
	return c.with("", []float64{0.2, 0.18, 0.29, 0.1, 0.23}, []string{w.t("Cuándo"), w.t("Quién"), w.t("Qué"), w.t("Criterio"), w.t("Prueba")}, rows)
}

// document is the page of what an entry is about, where it is a document of the account.
func (w dossierWriter) document(l oversight.Line) string {
	kind, id, _ := strings.Cut(l.Entry.Subject, ":")
	pages := map[string]string{"letter": "/oficios/", "proposal": "/propuestas/", "incident": "/incidentes/", "request": "/solicitudes/", "misuse": "/uso-indebido/"}
	if path, ok := pages[kind]; ok && id != "" {
		return w.url(path + id)
	}
	return ""
}
