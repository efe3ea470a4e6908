package advising_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/mail"
	"pregonero/request"
	"pregonero/store"
	"pregonero/store/storetest"
)

// office has ana and luis who administer an account of jle-jal, eva its head, nora the
// press office, pat and ser the committee, aud the auditor and olga the operator.
type office struct {
	*testing.T
	w *testworld.World
	v *advising.Advisor
}

func each(t *testing.T, f func(o office)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("ana", "mando_medio", "jle-jal").Administers(institution.Lead, "x")
		w.Person("luis", "operativo", "jle-jal").Administers(institution.Alternate, "x")
		w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		w.Person("otto", "mando_superior", "derfe").Head("derfe")
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("pat", "mando_superior", "secretaria-ejecutiva").Grant(institution.President, "")
		w.Person("ser", "mando_medio", "secretaria-ejecutiva").Grant(institution.Secretary, "")
		w.Person("aud", "mando_medio", "oic").Grant(institution.Auditor, "")
		w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		must(t, s.Change(t.Context(), func(tx *store.Tx) error {
			return tx.AddAccount(t.Context(), account.Account{ID: "x", Network: "practice", Handle: "jalisco", AreaID: "jle-jal", State: account.Active})
		}))
		f(office{t, w, &advising.Advisor{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}})
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (o office) ask(who string, in advising.Ask) request.Request {
	o.Helper()
	r, err := o.v.Ask(o.Context(), o.w.Actor(who), in)
	must(o.T, err)
	return r
}

func (o office) refused(err error, kind fault.Kind, clause string) {
	o.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause {
		o.Fatalf("want %s under %s, got %v", kind, clause, err)
	}
}

// owed lists the deadlines that a request owes.
func (o office) owed(r request.Request) (out []deadline.Deadline) {
	o.Helper()
	must(o.T, o.v.Store.Read(o.Context(), func(t *store.Tx) (err error) {
		out, err = t.Deadlines(o.Context(), store.DeadlineFilter{Subjects: []string{"request:" + r.ID}})
		return err
	}))
	return out
}

// mailed lists to whom mail about a request was queued.
func (o office) mailed(r request.Request) (out []string) {
	o.Helper()
	must(o.T, o.v.Store.Read(o.Context(), func(t *store.Tx) error {
		all, err := t.Mails(o.Context(), store.MailFilter{Thread: "request:" + r.ID})
		for _, m := range all {
			name, _, _ := strings.Cut(m.To.Email, "@")
			out = append(out, name)
		}
		return err
	}))
	slices.Sort(out)
	return out
}

// The committee resolves what the rules do not foresee; its resolution is numbered, found
// by its words by everybody, and cited by a later one. Others are refused.
//
//clause:test 1.p2
func TestUnforeseenCase(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		r := o.ask("luis", advising.Ask{Kind: request.Unforeseen, Title: "Cuenta en Twitch", Body: "¿Podemos transmitir ahí?"})
		if !strings.HasPrefix(r.Folio, "CNP/0001/") || len(o.owed(r)) != 1 || o.owed(r)[0].Clause != "1.p2" {
			t.Fatalf("folio %s, owed %v", r.Folio, o.owed(r))
		}
		if got := o.mailed(r); !slices.Equal(got, []string{"pat", "ser"}) {
			t.Errorf("told %v", got)
		}
		for _, who := range []string{"nora", "eva", "aud", "olga", "luis"} {
			_, err := o.v.Answer(ctx, o.w.Actor(who), r.ID, advising.Answer{Decision: request.Resolved, Text: "Sí."})
			o.refused(err, fault.Forbidden, "1.p2")
		}
		_, err := o.v.Read(ctx, o.w.Actor("otto"), r.ID)
		o.refused(err, fault.Forbidden, "1.p2")
		_, err = o.v.Answer(ctx, o.w.Actor("ser"), r.ID, advising.Answer{Decision: request.Resolved, Text: "Sí, bajo las mismas reglas.", Cites: []string{"CNP/0099/2026"}})
		o.refused(err, fault.Invalid, "")
		if _, err = o.v.Answer(ctx, o.w.Actor("ser"), r.ID, advising.Answer{Decision: request.Resolved, Text: "Sí, bajo las mismas reglas."}); err != nil {
			t.Fatal(err)
		}
		if len(o.owed(r)) != 0 || !slices.Equal(o.mailed(r), []string{"luis", "pat", "ser"}) {
			t.Errorf("owed %v, told %v", o.owed(r), o.mailed(r))
		}
		found, err := o.v.Precedents(ctx, o.w.Actor("otto"), "transmitir reglas")
		if err != nil || len(found) != 1 || found[0].Folio != r.Folio {
			t.Fatalf("precedents: %v, %v", found, err)
		}
		later := o.ask("eva", advising.Ask{Kind: request.Unforeseen, Title: "Cuenta en Kick", Body: "¿Y ahí?"})
		done, err := o.v.Answer(ctx, o.w.Actor("pat"), later.ID, advising.Answer{Decision: request.Resolved, Text: "Igual.", Cites: []string{strings.ToLower(r.Folio)}})
		if err != nil || !slices.Equal(done.Answer.Cites, []string{r.Folio}) || !strings.HasPrefix(later.Folio, "CNP/0002/") {
			t.Errorf("%+v, %v", done.Answer, err)
		}
		e := o.w.Ledger("request.answer")
		if len(e) != 2 || e[0].Clause != "1.p2" || !slices.ContainsFunc(e, func(x ledger.Entry) bool { return x.Details["cites"] == r.Folio }) {
			t.Errorf("ledger: %+v", e)
		}
		if refused := o.w.Ledger(string(institution.UnforeseenResolve)); len(refused) != 5 || refused[0].Outcome != ledger.Refused {
			t.Errorf("refusals: %+v", refused)
		}
	})
}

// An area asks the press office to publish; accepted or declined once, by it alone.
//
//clause:test 5.2.a
func TestRequestToPublish(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		in := advising.Ask{Kind: request.Publish, Title: "Feria cívica", Body: "Del 3 al 5 de diciembre.", AreaID: "jle-jal"}
		for _, who := range []string{"olga", "aud", "otto"} {
			_, err := o.v.Ask(ctx, o.w.Actor(who), in)
			o.refused(err, fault.Forbidden, "5.2.a")
		}
		in.AccountID, in.WantedOn = "x", o.w.Clock.Now().Add(72*time.Hour)
		r := o.ask("ana", in)
		if got := o.mailed(r); !slices.Equal(got, []string{"nora"}) {
			t.Errorf("told %v", got)
		}
		_, err := o.v.Answer(ctx, o.w.Actor("nora"), r.ID, advising.Answer{Decision: request.Declined})
		o.refused(err, fault.Invalid, "")
		_, err = o.v.Answer(ctx, o.w.Actor("eva"), r.ID, advising.Answer{Decision: request.Accepted, Text: "Va."})
		o.refused(err, fault.Forbidden, "5.2.a")
		var (
			wait sync.WaitGroup
			mu   sync.Mutex
			done int
		)
		for range 8 {
			wait.Go(func() {
				_, err := o.v.Answer(ctx, o.w.Actor("nora"), r.ID, advising.Answer{Decision: request.Accepted, Text: "Sale el jueves."})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				}
			})
		}
		wait.Wait()
		e := slices.DeleteFunc(o.w.Ledger("request.answer"), func(x ledger.Entry) bool { return x.Outcome != ledger.Done })
		if done != 1 || len(e) != 1 {
			t.Errorf("answered %d times, with %d entries", done, len(e))
		}
	})
}

// What is raised reaches the head of the area, or of the one that was chosen, who says
// that it was read.
//
//clause:test 5.2.f
func TestRaising(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		_, err := o.v.Ask(ctx, o.w.Actor("eva"), advising.Ask{Kind: request.Raise, Title: "Sin cuenta", Body: "x", AreaID: "jle-jal"})
		o.refused(err, fault.Invalid, "")
		_, err = o.v.Ask(ctx, o.w.Actor("nora"), advising.Ask{Kind: request.Raise, AccountID: "x", Title: "Ajeno", Body: "x"})
		o.refused(err, fault.Forbidden, "5.2.f")
		r := o.ask("luis", advising.Ask{Kind: request.Raise, AccountID: "x", Title: "Rumor sobre casillas", Body: "Crece desde las 8.", Link: "https://evil.example/"})
		if r.Link != "" || !slices.Equal(o.mailed(r), []string{"eva"}) {
			t.Errorf("link %q, told %v", r.Link, o.mailed(r))
		}
		other := o.ask("luis", advising.Ask{Kind: request.Raise, AccountID: "x", ToArea: "derfe", Title: "Módulo cerrado", Body: "Preguntan por el de Tlaquepaque.", Link: "/bandeja/1"})
		_, err = o.v.Answer(ctx, o.w.Actor("eva"), other.ID, advising.Answer{Decision: request.Acknowledged})
		o.refused(err, fault.Forbidden, "5.2.f")
		if _, err := o.v.Answer(ctx, o.w.Actor("otto"), other.ID, advising.Answer{Decision: request.Acknowledged}); err != nil || other.Link != "/bandeja/1" {
			t.Error(err, other.Link)
		}
	})
}

// A question to the help desk comes by page or by mail, is talked about both ways, and an
// answer by mail that arrives twice counts once.
//
//clause:test 5.3.p2
func TestHelpByMail(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		question := mail.Reply{Thread: "help:", From: "luis@ine.mx", Subject: "¿Cómo cambio la hora?", Text: "No encuentro dónde.", MessageID: "1@x"}
		must(t, o.v.AskedByMail(ctx, question))
		all, err := o.v.List(ctx, o.w.Actor("nora"), advising.Filter{Kind: request.Help})
		if err != nil || len(all) != 1 || all[0].AskedName == "" || all[0].AskedBy != o.w.Actor("luis").PersonID {
			t.Fatalf("%+v, %v", all, err)
		}
		r := all[0]
		if _, err := o.v.Say(ctx, o.w.Actor("nora"), r.ID, "¿Desde qué página?"); err != nil {
			t.Fatal(err)
		}
		reply := mail.Reply{Thread: "request:" + r.ID, From: "luis@ine.mx", Text: "Desde el calendario.", MessageID: "2@x"}
		must(t, o.v.SaidByMail(ctx, reply))
		must(t, o.v.SaidByMail(ctx, reply))
		f, err := o.v.Read(ctx, o.w.Actor("luis"), r.ID)
		if err != nil || len(f.Request.Messages) != 2 || !f.Request.Messages[1].Mail || !f.May.Withdraw || f.May.Answer {
			t.Fatalf("%+v, %v", f, err)
		}
		if got := o.mailed(r); !slices.Equal(got, []string{"luis", "nora", "nora"}) {
			t.Errorf("told %v", got)
		}
		if _, err := o.v.Withdraw(ctx, o.w.Actor("luis"), r.ID); err != nil || len(o.owed(r)) != 0 {
			t.Errorf("%v, owed %v", err, o.owed(r))
		}
		must(t, o.v.SaidByMail(ctx, mail.Reply{Thread: "request:" + r.ID, From: "luis@ine.mx", Text: "¿Hola?"})) // kept by the mailbox, added nowhere
	})
}

// The head of the area gets the day's subjects once each business day, after eight in the
// morning of the area, and nothing when there is nothing.
//
//clause:test 5.2.f
func TestDigest(t *testing.T) {
	t.Parallel()
	each(t, func(o office) {
		ctx := o.Context()
		digests := func() (out []store.Mail) {
			must(o.T, o.v.Store.Read(ctx, func(t *store.Tx) (err error) {
				out, err = t.Mails(ctx, store.MailFilter{Thread: "digest:jle-jal"})
				return err
			}))
			return out
		}
		day := func(d, hour int) time.Time { return time.Date(2026, 9, d, hour+6, 30, 0, 0, time.UTC) } // Guadalajara is six hours behind
		o.w.Clock.Set(day(2, 9))
		must(t, o.v.Digest(ctx))
		if len(digests()) != 0 {
			t.Fatal("a digest of nothing")
		}
		o.ask("luis", advising.Ask{Kind: request.Raise, AccountID: "x", Title: "Rumor sobre casillas", Body: "Crece."})
		o.w.Clock.Set(day(3, 6))
		must(t, o.v.Digest(ctx))
		if len(digests()) != 0 {
			t.Error("before its hour")
		}
		o.w.Clock.Set(day(3, 9))
		for range 3 {
			must(t, o.v.Digest(ctx))
		}
		sent := digests()
		if len(sent) != 1 || !strings.HasPrefix(sent[0].To.Email, "eva@") || len(sent[0].Message.Facts) == 0 || !strings.Contains(sent[0].Message.Facts[0][1], "Rumor") {
			t.Fatalf("digest: %+v", sent)
		}
		o.w.Clock.Set(day(5, 9)) // Saturday
		must(t, o.v.Digest(ctx))
		if len(digests()) != 1 {
			t.Error("on a Saturday")
		}
	})
}
