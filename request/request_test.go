package request

import (
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func TestCheck(t *testing.T) {
	t.Parallel()
	good := Request{Title: "Cobertura de la feria", Body: "Queremos difundir la feria cívica."}
	for name, c := range map[string]struct {
		change func(*Request)
		field  string
	}{
		"whole":              {func(*Request) {}, ""},
		"wanted later":       {func(r *Request) { r.WantedOn = now.Add(time.Hour) }, ""},
		"wanted in the past": {func(r *Request) { r.WantedOn = now.Add(-time.Hour) }, "wanted_on"},
		"no title":           {func(r *Request) { r.Title = " \n" }, "title"},
		"title too long":     {func(r *Request) { r.Title = strings.Repeat("ñ", MaxTitle+1) }, "title"},
		"no text":            {func(r *Request) { r.Body = "" }, "body"},
		"a megabyte":         {func(r *Request) { r.Body = strings.Repeat("a", 1<<20) }, "body"},
	} {
		r := good
		c.change(&r)
		f, bad := fault.Of(r.Check(now))
		if bad != (c.field != "") || bad && f.Field != c.field {
			t.Errorf("%s: %v", name, f)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	for _, k := range Kinds() {
		for _, d := range []Decision{Accepted, Declined, Resolved, Acknowledged, ""} {
			r := Request{Kind: k, State: Open}
			err := r.Resolve(Answer{Decision: d, Text: "Así queda.", At: now})
			may := false
			for _, x := range k.Decisions() {
				may = may || x == d
			}
			if (err == nil) != may || may != (r.State == Answered) || may != (r.Answer != nil) {
				t.Errorf("%s %s: %v, %s", k, d, err, r.State)
			}
			if may {
				if err := r.Resolve(Answer{Decision: d, Text: "Otra vez."}); !fault.Is(err, fault.Conflict) {
					t.Errorf("%s answered twice: %v", k, err)
				}
				if err := r.Withdraw(); !fault.Is(err, fault.Conflict) {
					t.Errorf("%s withdrawn once answered: %v", k, err)
				}
			}
		}
	}
	silent := Request{Kind: Publish, State: Open}
	if err := silent.Resolve(Answer{Decision: Declined, Text: "  "}); !fault.Is(err, fault.Invalid) || silent.State != Open {
		t.Errorf("declined without a reason: %v", err)
	}
}

func TestTalking(t *testing.T) {
	t.Parallel()
	r := Request{Kind: Help, State: Open}
	if err := r.Say(Message{Text: " "}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an empty message: %v", err)
	}
	if err := r.Say(Message{Text: " Gracias. "}); err != nil || r.Messages[0].Text != "Gracias." {
		t.Errorf("%v, %+v", err, r.Messages)
	}
	if err := r.Withdraw(); err != nil {
		t.Fatal(err)
	}
	if err := r.Say(Message{Text: "¿Siguen ahí?"}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a message after it was withdrawn: %v", err)
	}
	if r.Precedent() || !(Request{Kind: Unforeseen, State: Answered}).Precedent() {
		t.Error("what is a precedent")
	}
}

func TestMatches(t *testing.T) {
	t.Parallel()
	r := Request{Folio: "CNP/0003/2026", Title: "Transmisión en Twitch", Body: "¿Se puede abrir una cuenta ahí?", Answer: &Answer{Text: "Sí, con las mismas reglas."}}
	for text, want := range map[string]bool{"": true, "transmision": true, "TWITCH cuenta": true, "cnp/0003": true, "reglas": true, "youtube": false, "twitch youtube": false} {
		if r.Matches(text) != want {
			t.Errorf("%q: not %v", text, want)
		}
	}
}
