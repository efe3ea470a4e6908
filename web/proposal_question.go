package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// questionWords are the questions in the address.
var questionWords = map[proposal.Question]string{proposal.Need: "necesidad", proposal.Network: "red", proposal.Name: "nombre", proposal.Purposes: "fines",
	proposal.Activities: "actividades", proposal.Audience: "publico", proposal.Operation: "operacion", proposal.People: "personas"}

func questionOf(word string) (proposal.Question, error) {
	for q, w := range questionWords {
		if w == word {
			return q, nil
		}
	}
	return "", fault.New(fault.NotFound, "Esa pregunta no existe.")
}

// asked is the page of one question, with what was typed.
type asked struct {
	opening.File
	q        proposal.Question
	form     map[string]string
	back     string // "revisar" when the person came from the check page
	pack     *regulation.Pack
	networks []string
	zones    []ui.Option
	errors   []ui.FieldError
}

// proposalQuestion shows one question.
func (s *Site) proposalQuestion(w http.ResponseWriter, r *http.Request, v visit) error {
	q, err := questionOf(r.PathValue("q"))
	if err != nil {
		return err
	}
	return s.showQuestion(w, r, v, http.StatusOK, asked{q: q, back: r.URL.Query().Get("volver")})
}

func (s *Site) showQuestion(w http.ResponseWriter, r *http.Request, v visit, status int, x asked) (err error) {
	ctx := r.Context()
	if x.File, err = s.Opener.Read(ctx, v.actor, r.PathValue("id")); err != nil {
		return err
	}
	if !x.May.Write || !x.Proposal.Editable() { // nothing to ask: its page says in what state it is
		http.Redirect(w, r, "/propuestas/"+x.Proposal.ID, http.StatusSeeOther)
		return nil
	}
	if x.form == nil {
		x.form = answersForm(x.Proposal.Answers, s.Pack, x.Zone)
	}
	x.pack, x.networks, x.zones = s.Pack, s.Opener.Networks(), s.zoneOptions(ctx, x.form["zone"])
	p := s.page(r, v, "propuestas", lang.Dyn(ctx, x.q.Label()))
	p.Errors = x.errors
	return s.show(w, r, status, p, questionView(x))
}

// proposalAnswer keeps an answer, good or not, and leads on.
func (s *Site) proposalAnswer(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx, id := r.Context(), r.PathValue("id")
	q, err := questionOf(r.PathValue("q"))
	if err != nil {
		return err
	}
	x := asked{q: q, form: typedForm(r), back: r.PostFormValue("volver")}
	change, err := readAnswer(q, r, x.form)
	read := err == nil
	if read {
		_, err = s.Opener.Answer(ctx, v.actor, id, q, change)
	}
	f, wrong := again(err)
	switch {
	case err == nil && r.PostFormValue("luego") == "":
		return s.done(w, r, afterQuestion(id, q, x.back), lang.T(ctx, "Respuesta guardada."))
	case err != nil && (!wrong || read && f.Field == ""): // not about what was typed
		return err
	case read && r.PostFormValue("luego") != "": // kept, even when it is not good yet
		return s.done(w, r, "/propuestas/"+id, lang.T(ctx, "Se guardó lo que escribió."))
	}
	x.errors = fieldErrors(ctx, f)
	return s.showQuestion(w, r, v, statuses[f.Kind], x)
}

// afterQuestion is the next page: the check page when the person came from it, the next
// question, or the check page after the last.
func afterQuestion(id string, q proposal.Question, back string) string {
	all := proposal.Questions()
	i := slices.Index(all, q)
	if back == "revisar" || i == len(all)-1 {
		return "/propuestas/" + id + "/revisar"
	}
	return "/propuestas/" + id + "/preguntas/" + questionWords[all[i+1]]
}

// typedForm is everything that was sent.
func typedForm(r *http.Request) map[string]string {
	_ = r.ParseForm()
	form := map[string]string{}
	for name := range r.PostForm {
		form[name] = typedText(r, name)
	}
	for _, id := range r.PostForm["purposes"] {
		form["purpose-"+id] = id
	}
	return form
}

// answersForm writes answers as their forms show them.
func answersForm(a proposal.Answers, p *regulation.Pack, zone *time.Location) map[string]string {
	hours := a.Hours
	if len(hours.Weekly) == 0 {
		hours = p.Attendance
		hours.Zone = zone.String()
	}
	form := hoursForm(hours)
	for name, text := range map[string]string{"need": a.Need, "network": a.Network, "base_url": a.BaseURL, "handle": a.Handle, "name": a.Name,
		"activities": a.Activities, "programmes": a.Programmes, "audience": a.Audience, "rhythm": a.Rhythm, "lead_id": a.LeadID, "alternate_id": a.AlternateID} {
		form[name] = text
	}
	for _, x := range a.Purposes {
		form["purpose-"+x.ID], form["why-"+x.ID] = x.ID, x.Why
	}
	for name, t := range map[string]proposal.Training{"lead_training": a.LeadTraining, "alternate_training": a.AlternateTraining} {
		switch {
		case t.Done:
			form[name] = "done"
		case !t.On.IsZero():
			form[name], form[name+"_on"] = "on", t.On.String()
		}
	}
	return form
}

// readAnswer turns what was typed into a change of the answers.
func readAnswer(q proposal.Question, r *http.Request, form map[string]string) (func(*proposal.Answers), error) {
	switch q {
	case proposal.Need:
		return func(a *proposal.Answers) { a.Need = form["need"] }, nil
	case proposal.Network:
		return func(a *proposal.Answers) { a.Network, a.BaseURL = form["network"], form["base_url"] }, nil
	case proposal.Name:
		return func(a *proposal.Answers) { a.Handle, a.Name = account.CleanHandle(form["handle"]), form["name"] }, nil
	case proposal.Purposes:
		var chosen []proposal.Served
		for _, id := range r.PostForm["purposes"] {
			chosen = append(chosen, proposal.Served{ID: id, Why: form["why-"+id]})
		}
		return func(a *proposal.Answers) { a.Purposes = chosen }, nil
	case proposal.Activities:
		return func(a *proposal.Answers) { a.Activities, a.Programmes = form["activities"], form["programmes"] }, nil
	case proposal.Audience:
		return func(a *proposal.Answers) { a.Audience = form["audience"] }, nil
	case proposal.Operation:
		hours, err := readHours(form)
		return func(a *proposal.Answers) { a.Rhythm, a.Hours = form["rhythm"], hours }, err
	}
	lead, err := readTraining(form, "lead_training")
	if err != nil {
		return nil, err
	}
	alternate, err := readTraining(form, "alternate_training")
	return func(a *proposal.Answers) {
		a.LeadID, a.AlternateID, a.LeadTraining, a.AlternateTraining = form["lead_id"], form["alternate_id"], lead, alternate
	}, err
}

func readTraining(form map[string]string, name string) (t proposal.Training, err error) {
	if form[name] == "done" {
		return proposal.Training{Done: true}, nil
	}
	t.On, err = readDay(form[name+"_on"], name+"_on")
	return t, err
}

// readDay reads a day of a date field; none is the zero day.
func readDay(text, field string) (d regulation.Date, err error) {
	if text == "" {
		return d, nil
	}
	if d.UnmarshalText([]byte(text)) != nil {
		return d, fault.New(fault.Invalid, "La fecha no se entiende.").Then("Elija un día del calendario.").On(field)
	}
	return d, nil
}

func (x asked) clause() string { return x.pack.ClauseFor(x.q.Rule()) }

func (x asked) number() int { return slices.Index(proposal.Questions(), x.q) + 1 }

// title is the question as it is asked.
func (x asked) title(ctx context.Context) string {
	switch x.q {
	case proposal.Need:
		return lang.T(ctx, "¿Por qué no bastan las cuentas que ya administra comunicación social?")
	case proposal.Network:
		return lang.T(ctx, "¿En qué red social?")
	case proposal.Name:
		return lang.T(ctx, "¿Cómo se llamará la cuenta?")
	case proposal.Purposes:
		return lang.T(ctx, "¿Qué fines cumplirá y cómo?")
	case proposal.Activities:
		return lang.T(ctx, "¿Qué actividades y programas difundirá?")
	case proposal.Audience:
		return lang.T(ctx, "¿A quién se dirige?")
	case proposal.Operation:
		return lang.T(ctx, "¿Cada cuándo publicará y en qué horario contestará?")
	}
	return lang.T(ctx, "¿Quiénes la administrarán?")
}

// why says in words why it is asked; the clause says the rest.
func (x asked) why(ctx context.Context) string {
	clause, _ := x.pack.Clause(x.clause())
	return lang.Dyn(ctx, clause.Summary)
}

func (x asked) networkOptions(ctx context.Context) (out []ui.Option) {
	for _, n := range x.networks {
		o := ui.Option{Value: n, Label: limits.Of(n).Label, Selected: x.form["network"] == n}
		for _, f := range x.pack.Accounts {
			if f.Network == n && f.Exclusive && f.AreaID != x.Proposal.AreaID {
				o.Help = lang.T(ctx, "Aquí la institución tiene una sola cuenta, %s. Puede pedir que difunda su material.", f.Handle)
			}
		}
		out = append(out, o)
	}
	return out
}

// handleHelp says what the network and the institution ask of a name.
func (x asked) handleHelp(ctx context.Context) string {
	h, ok := limits.HandleOf(x.Proposal.Answers.Network)
	if !ok {
		return ""
	}
	text := lang.T(ctx, "Sin la arroba. En %s: de %d a %d caracteres, letras sin acento y números.", limits.Of(h.Network).Label, h.Min, h.Max)
	if rule, ok := x.pack.HandleRule(h.Network); ok {
		text += " " + lang.T(ctx, "Debe terminar en «%s» (criterio %s).", rule.Suffix, rule.Clause)
	}
	return text
}

// peopleOptions are the people of the area's structure, with their rank.
func (x asked) peopleOptions(chosen string) (out []ui.Option) {
	var all []institution.Person
	for _, p := range x.People {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b institution.Person) int { return cmp.Compare(a.Name, b.Name) })
	for _, p := range all {
		rank, _ := x.pack.Rank(p.RankID)
		out = append(out, ui.Option{Value: p.ID, Label: p.Name + " · " + rank.Name, Selected: p.ID == chosen})
	}
	return out
}

func (x asked) trainingOptions(ctx context.Context, name string) []ui.Option {
	return []ui.Option{{Value: "done", Label: lang.T(ctx, "Ya tomó la capacitación"), Selected: x.form[name] == "done"},
		{Value: "on", Label: lang.T(ctx, "La tomará en una fecha"), Selected: x.form[name] == "on" || x.form[name+"_on"] != "" && x.form[name] != "done"}}
}

func (x asked) zoneChosen() []ui.Option { return fileView{zones: x.zones, form: x.form}.zoneChosen() }
