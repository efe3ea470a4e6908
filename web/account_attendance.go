package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// periodAnnounce tells the public of vacations, or of days that are attended otherwise.
//
//clause:code 5.1.p5
func (s *Site) periodAnnounce(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	p, err := readPeriod(form)
	if err == nil {
		_, err = s.Office.AnnouncePeriod(r.Context(), v.actor, r.PathValue("id"), p)
	}
	return s.attended(w, r, v, "period", form, err, lang.T(r.Context(), "Quedó anunciado: el público ya lo ve en el directorio."))
}

func readPeriod(form map[string]string) (p regulation.Period, err error) {
	p.Reason = form["reason"]
	if p.From, err = readDay(form["from"], "from"); err != nil {
		return p, err
	}
	if p.To, err = readDay(form["to"], "to"); err != nil {
		return p, err
	}
	blocks, rest := readBlocks(form["blocks"])
	if rest != "" {
		return p, fault.New(fault.Invalid, "No se entiende el horario «%s».", shorten(rest, 40)).
			Then("Escriba, por ejemplo: 10:00-13:00. Déjelo vacío si nadie contestará.").On("blocks")
	}
	p.Blocks = blocks
	return p, nil
}

// periodWithdraw takes an announced period back.
func (s *Site) periodWithdraw(w http.ResponseWriter, r *http.Request, v visit) error {
	from, err := readDay(typedText(r, "from"), "from")
	if err == nil {
		_, err = s.Office.WithdrawPeriod(r.Context(), v.actor, r.PathValue("id"), from)
	}
	return s.attended(w, r, v, "", nil, err, lang.T(r.Context(), "El periodo quedó retirado."))
}

// turnSet says who attends on some days.
//
//clause:code 5.1.p5
func (s *Site) turnSet(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	turn := account.Turn{PersonID: form["person_id"]}
	for _, day := range r.PostForm["days"] {
		n, _ := strconv.Atoi(day) // what is no number is Sunday, which is shown before it is kept
		turn.Days = append(turn.Days, regulation.Weekday(n))
		form["day-"+day] = day
	}
	var err error
	if turn.From, err = readDay(form["turn-from"], "turn-from"); err == nil {
		turn.To, err = readDay(form["turn-to"], "turn-to")
	}
	if err == nil {
		_, err = s.Office.SetTurn(r.Context(), v.actor, r.PathValue("id"), turn)
	}
	if f, ok := fault.Of(err); ok && (f.Field == "from" || f.Field == "to") { // the other form of the page has fields of those names
		err = f.On("turn-" + f.Field)
	}
	return s.attended(w, r, v, "turn", form, err, lang.T(r.Context(), "El turno quedó en la rota."))
}

// turnDrop takes a turn out of the rota.
func (s *Site) turnDrop(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Office.DropTurn(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("turn"))
	return s.attended(w, r, v, "", nil, err, lang.T(r.Context(), "El turno quedó fuera de la rota."))
}

// attended goes back to the hours, or shows the form again with what was typed.
func (s *Site) attended(w http.ResponseWriter, r *http.Request, v visit, form string, typed map[string]string, err error, done string) error {
	if f, ok := again(err); ok && f.Kind != fault.Forbidden && form != "" {
		return s.showFile(w, r, v, statuses[f.Kind], fileView{tab: tabHours, typed: form, form: typed, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+r.PathValue("id")+"/horario", done)
}

// of is what was typed in a form of the hours; the other forms show none of it.
func (f fileView) of(form, field string) string {
	if f.typed != form {
		return ""
	}
	return f.form[field]
}

func (f fileView) wrong(form, field string) string {
	if f.typed != form {
		return ""
	}
	return ui.ErrorOn(f.errors, field)
}

// hoursTyped is what the form of the weekly hours shows: what was typed in it, or what is.
func (f fileView) hoursTyped(field string) string {
	if f.typed == "hours" {
		return f.form[field]
	}
	return hoursForm(f.Account.Hours)[field]
}

// mayAnnounce tells whether the reader may change who attends, and when.
func (f fileView) mayAnnounce() bool {
	return f.MayAttend && f.Account.State != account.Closed
}

func (f fileView) turnPeople(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, p := range f.attendance.Eligible {
		role := lang.T(ctx, "titular del área")
		switch p.ID {
		case f.Account.LeadID:
			role = lang.T(ctx, "administra la cuenta")
		case f.Account.AlternateID:
			role = lang.T(ctx, "suplente")
		}
		out = append(out, ui.Option{Value: p.ID, Label: p.Name + " · " + role, Selected: p.ID == f.of("turn", "person_id")})
	}
	return out
}

func (f fileView) turnDays() []ui.Option {
	var out []ui.Option
	for _, d := range weekOrder {
		n := strconv.Itoa(int(d))
		out = append(out, ui.Option{Value: n, Label: firstUpper(regulation.DayName(d)), Selected: f.of("turn", "day-"+n) != ""})
	}
	return out
}

// turnText says when a turn is, in Spanish.
func turnText(t account.Turn) string {
	days := "todos los días"
	if len(t.Days) > 0 {
		var names []string
		for _, d := range weekOrder {
			if slices.Contains(t.Days, regulation.Weekday(d)) {
				names = append(names, regulation.DayName(d))
			}
		}
		days = strings.Join(names, ", ")
	}
	if t.From.IsZero() {
		return firstUpper(days)
	}
	return regulation.DatesSentence(t.From, t.To) + " (" + days + ")"
}

// rotaDay names a day of the rota: "Lunes 30 de noviembre".
func rotaDay(d regulation.Date) string {
	return firstUpper(regulation.DayName(d.Weekday())) + " " + strconv.Itoa(d.Day) + " de " + regulation.MonthName(d.Month)
}

// nearAbsence is how many days before an absence the directory says so beside the account.
const nearAbsence = 15

// nextAbsence is the first of the account's absences, when it is near.
func nextAbsence(p oversight.PublicAccount) string {
	if len(p.Absences) == 0 || p.Absences[0].In > nearAbsence {
		return ""
	}
	return p.Absences[0].Text
}

func absenceTexts(p oversight.PublicAccount) (out []string) {
	for _, x := range p.Absences {
		out = append(out, x.Text)
	}
	return out
}
