package reminding

import (
	"strings"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/regulation"
	"pregonero/store"
)

// notice is the mail about a deadline: what is owed, until when, by which clause and how
// it was counted.
func notice(p *regulation.Pack, d deadline.Deadline, people []institution.Person, now time.Time) mail.Message {
	m := mail.Message{Thread: "deadline:" + d.ID, Greeting: "Buen día:", Clause: d.Clause,
		Action: &mail.Link{Label: "Ver qué sigue", Path: d.Path}, Facts: facts(p, d)}
	m.To = append(m.To, store.Addresses(people)...)
	if now.After(d.Due) {
		m.Subject = "Plazo vencido: " + title(d)
		m.Paragraphs = []string{"Este plazo venció y lo que pide sigue sin hacerse. Nada se da por hecho ni por aprobado con el silencio."}
		return m
	}
	m.Subject = "Por vencer: " + title(d)
	m.Paragraphs = []string{"Le recordamos que este plazo está por vencer."}
	return m
}

func title(d deadline.Deadline) string {
	if d.Detail == "" {
		return d.Label
	}
	return d.Label + " (" + d.Detail + ")"
}

func facts(p *regulation.Pack, d deadline.Deadline) [][2]string {
	loc := p.Location()
	out := [][2]string{{"Qué se debe", title(d)}, {"Empezó", regulation.DateSentence(d.From, loc)}, {"Vence", regulation.DateSentence(d.Due, loc)}, {"Se cuentan", d.Sentence}}
	var named []string
	for _, x := range d.Skipped {
		if !x.Weekend {
			named = append(named, x.Day.String()+" ("+x.Reason+")")
		}
	}
	if len(named) > 0 {
		out = append(out, [2]string{"No se contaron", "fines de semana y " + strings.Join(named, ", ")})
	}
	return out
}

// entry says in the ledger who was told; that nobody could be told is a fact too.
func entry(d deadline.Deadline, people []institution.Person, passing bool, now time.Time) ledger.Entry {
	act := "deadline.remind"
	switch {
	case passing:
		act = "deadline.pass"
	case d.State == deadline.Passed:
		act = "deadline.escalate"
	}
	e := store.Entry(now, institution.System("plazos"), act)
	e.Subject, e.Account, e.Area, e.Clause = d.Subject, d.AccountID, d.AreaID, d.Clause
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	e.Details = map[string]any{"kind": d.Kind, "due": d.Due.UTC().Format(time.RFC3339), "told": strings.Join(ids, " ")}
	return e
}
