package opening_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/media"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/store"
	"pregonero/store/storetest"
)

// board is jle-bc (Tijuana's time) with eva its head, raul who endorses, ana and luis who
// will administer; nora and mar are the press office, ulises the IT office, pat and ser the
// committee, aud the auditor, olga the operator, otto the head of another area.
type board struct {
	*testing.T
	w *testworld.World
	v *opening.Opener
}

func each(t *testing.T, f func(b board)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		w.Person("eva", "mando_superior", "jle-bc").Head("jle-bc")
		w.Person("raul", "mando_medio", "jle-bc").Grant(institution.Endorser, "jle-bc")
		w.Person("ana", "mando_medio", "jle-bc")
		w.Person("luis", "operativo", "jle-bc")
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("mar", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("ulises", "mando_medio", "unicom").Grant(institution.IT, "")
		w.Person("pat", "mando_superior", "secretaria-ejecutiva").Grant(institution.President, "")
		w.Person("ser", "mando_medio", "secretaria-ejecutiva").Grant(institution.Secretary, "")
		w.Person("aud", "mando_medio", "oic").Grant(institution.Auditor, "")
		w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		w.Person("otto", "mando_superior", "derfe").Head("derfe")
		files, err := media.Open(t.Context(), (&url.URL{Scheme: "file", Path: t.TempDir()}).String(), media.Keys{})
		must(t, err)
		f(board{t, w, &opening.Opener{Store: s, Pack: w.Pack, Gate: w.Gate, Media: files, Now: w.Clock.Now}})
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (b board) refused(err error, kind fault.Kind, clause string) {
	b.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause {
		b.Fatalf("want %s under %q, got %v", kind, clause, err)
	}
}

// answer fills the whole proposal.
func (b board) answer(p proposal.Proposal) {
	b.Helper()
	for q, change := range map[proposal.Question]func(*proposal.Answers){
		proposal.Need:     func(a *proposal.Answers) { a.Need = strings.Repeat("En la frontera se pregunta otra cosa. ", 3) },
		proposal.Network:  func(a *proposal.Answers) { a.Network = "x" },
		proposal.Purposes: func(a *proposal.Answers) { a.Purposes = []proposal.Served{{ID: "3.ii", Why: "Migrantes."}} },
		proposal.Activities: func(a *proposal.Answers) {
			a.Activities, a.Programmes = strings.Repeat("Módulos en la línea fronteriza. ", 3), "Credencialización"
		},
		proposal.Audience:  func(a *proposal.Answers) { a.Audience = "Quienes viven en la frontera." },
		proposal.Operation: func(a *proposal.Answers) { a.Rhythm, a.Hours = "Diario", b.w.Pack.Attendance },
		proposal.People: func(a *proposal.Answers) {
			a.LeadID, a.AlternateID = b.w.Actor("ana").PersonID, b.w.Actor("luis").PersonID
			a.LeadTraining, a.AlternateTraining = proposal.Training{Done: true}, proposal.Training{On: regulation.DateOf(b.w.Clock.Now()).Plus(20)}
		},
	} {
		_, err := b.v.Answer(b.Context(), b.w.Actor("raul"), p.ID, q, change)
		must(b.T, err)
	}
	_, err := b.v.Answer(b.Context(), b.w.Actor("raul"), p.ID, proposal.Name, func(a *proposal.Answers) { a.Handle, a.Name = "BajaCalINE", "INE Baja California" })
	if q := b.read(p.ID).Answers; q.Network == "" || fault.Is(err, fault.Invalid) && q.Network == "x" {
		b.Fatal(err)
	}
}

func (b board) read(id string) (p proposal.Proposal) {
	b.Helper()
	must(b.T, b.v.Store.Read(b.Context(), func(t *store.Tx) (err error) { p, err = t.Proposal(b.Context(), id); return err }))
	return p
}

func (b board) account(id string) (a account.Account) {
	b.Helper()
	must(b.T, b.v.Store.Read(b.Context(), func(t *store.Tx) (err error) { a, err = t.Account(b.Context(), id); return err }))
	return a
}

func (b board) owed(p proposal.Proposal, kind string) (out []deadline.Deadline) {
	b.Helper()
	must(b.T, b.v.Store.Read(b.Context(), func(t *store.Tx) (err error) {
		out, err = t.Deadlines(b.Context(), store.DeadlineFilter{Subjects: []string{"proposal:" + p.ID}, Kinds: []string{kind}})
		return err
	}))
	return out
}

func (b board) mailed(p proposal.Proposal, subject string) (out []string) {
	b.Helper()
	must(b.T, b.v.Store.Read(b.Context(), func(t *store.Tx) error {
		all, err := t.Mails(b.Context(), store.MailFilter{Thread: "proposal:" + p.ID})
		for _, m := range all {
			if name, _, _ := strings.Cut(m.To.Email, "@"); strings.Contains(m.Message.Subject, subject) {
				out = append(out, name)
			}
		}
		return err
	}))
	slices.Sort(out)
	return out
}

// did lists what was done under that name, without what was refused.
func (b board) did(act string) []ledger.Entry {
	b.Helper()
	return slices.DeleteFunc(b.w.Ledger(act), func(e ledger.Entry) bool { return e.Outcome == ledger.Refused })
}

// presented is a proposal whose letter was signed.
func (b board) presented() proposal.Proposal {
	b.Helper()
	p, err := b.v.Begin(b.Context(), b.w.Actor("raul"), "jle-bc")
	must(b.T, err)
	b.answer(p)
	p, err = b.v.Send(b.Context(), b.w.Actor("raul"), p.ID)
	must(b.T, err)
	b.sign(p.LetterID, p, b.v.ProposalSigned)
	return b.read(p.ID)
}

func okay() (out []proposal.Remark) {
	for _, q := range proposal.Questions() {
		out = append(out, proposal.Remark{Question: q, OK: true})
	}
	return out
}

func picture(t *testing.T) *bytes.Reader {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	must(t, png.Encode(&b, img))
	return bytes.NewReader(b.Bytes())
}

func (b board) approved() proposal.Proposal {
	b.Helper()
	p := b.presented()
	_, err := b.v.AddToKit(b.Context(), b.w.Actor("nora"), p.ID, "logo.png", "image/png", picture(b.T))
	must(b.T, err)
	p, err = b.v.Judge(b.Context(), b.w.Actor("nora"), p.ID, opening.Verdict{Decision: proposal.Approve, Items: okay()})
	must(b.T, err)
	return p
}

// An area proposes: what it answers is kept even when it is not good yet; it is sent whole,
// numbered, by the right people, and the press office's time runs from the signature.
//
//clause:test 7.i
//clause:test 7.ii
func TestProposing(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		for _, who := range []string{"nora", "ulises", "pat", "aud", "olga", "otto", "ana"} {
			_, err := b.v.Begin(ctx, b.w.Actor(who), "jle-bc")
			b.refused(err, fault.Forbidden, "7.ii")
		}
		p, err := b.v.Begin(ctx, b.w.Actor("raul"), "jle-bc")
		must(t, err)
		_, err = b.v.Answer(ctx, b.w.Actor("raul"), p.ID, proposal.Need, func(a *proposal.Answers) { a.Need = "Porque sí" })
		b.refused(err, fault.Invalid, "7.i")
		if got := b.read(p.ID).Answers.Need; got != "Porque sí" {
			t.Errorf("what was typed is lost: %q", got)
		}
		_, err = b.v.Send(ctx, b.w.Actor("eva"), p.ID)
		b.refused(err, fault.Invalid, "7.i")
		_, err = b.v.Answer(ctx, b.w.Actor("raul"), p.ID, proposal.Network, func(a *proposal.Answers) { a.Network = "youtube" })
		b.refused(err, fault.Invalid, "7.x")
		b.answer(p)
		_, err = b.v.Send(ctx, b.w.Actor("nora"), p.ID)
		b.refused(err, fault.Forbidden, "7.ii")
		sent, err := b.v.Send(ctx, b.w.Actor("raul"), p.ID)
		must(t, err)
		if sent.State != proposal.Sent || sent.Folio != "PRO/0001/2026" || sent.LetterID == "" {
			t.Fatalf("sent: %+v", sent)
		}
		if len(b.owed(p, regulation.DeadlineProposalAnswer)) != 0 || len(b.mailed(p, "por firmar")) != 1 {
			t.Error("the time runs before the signature, or the head was not told")
		}
		b.sign(sent.LetterID, sent, b.v.ProposalSigned)
		must(t, b.v.ProposalSigned(ctx, opening.Signed{LetterID: sent.LetterID, Number: "otra", Subject: "proposal:" + p.ID})) // told twice
		p = b.read(p.ID)
		if p.State != proposal.Presented || p.Rounds != 1 || len(b.w.Ledger("proposal.present")) != 1 {
			t.Errorf("presented: %+v", p)
		}
		if got := b.mailed(p, "presentada"); !slices.Equal(got, []string{"eva", "mar", "nora", "raul"}) {
			t.Errorf("told %v", got)
		}
		d := b.owed(p, regulation.DeadlineProposalAnswer)[0]
		// 15 business days from Tuesday, 1 September, without the 16th, in Tijuana's days.
		tijuana, _ := time.LoadLocation("America/Tijuana")
		if want := time.Date(2026, 9, 23, 23, 59, 59, 0, tijuana); !d.Due.Equal(want) || d.Clause != "7.iii" {
			t.Errorf("due %v, want %v", d.Due.In(tijuana), want)
		}
		if !slices.ContainsFunc(d.Skipped, func(s regulation.Skipped) bool { return !s.Weekend && s.Day.Day == 16 }) {
			t.Errorf("skipped: %v", d.Skipped)
		}
		refusals := slices.DeleteFunc(b.w.Ledger(""), func(e ledger.Entry) bool { return e.Outcome != ledger.Refused })
		if len(refusals) < 10 || slices.ContainsFunc(refusals, func(e ledger.Entry) bool { return e.Clause == "" }) {
			t.Errorf("refusals in the ledger: %d", len(refusals))
		}
	})
}

// The press office answers, and nobody else; silence answers nothing, however long.
//
//clause:test 7.iii
func TestAnswering(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		p := b.presented()
		approve := opening.Verdict{Decision: proposal.Approve, Items: okay()}
		for _, who := range []string{"eva", "raul", "ana", "ulises", "pat", "ser", "aud", "olga", "otto"} {
			_, err := b.v.Judge(ctx, b.w.Actor(who), p.ID, approve)
			b.refused(err, fault.Forbidden, "7.iii")
		}
		_, err := b.v.Judge(ctx, b.w.Actor("nora"), p.ID, approve)
		b.refused(err, fault.Invalid, "7.iii") // no kit
		_, err = b.v.AddToKit(ctx, b.w.Actor("eva"), p.ID, "logo.png", "image/png", picture(t))
		b.refused(err, fault.Forbidden, "7.iii")
		_, err = b.v.AddToKit(ctx, b.w.Actor("nora"), p.ID, "logo.png", "image/png", picture(t))
		must(t, err)

		clock := &reminding.Clock{Store: b.v.Store, Pack: b.w.Pack, Now: b.w.Clock.Now, Wakes: map[string]bool{regulation.DeadlineProposalAnswer: true}}
		for range 40 { // sixty days of silence
			b.w.Clock.Advance(36 * time.Hour)
			must(t, clock.Tick(ctx))
		}
		must(t, b.v.AnswerPassed(ctx, opening.Passed{Subject: "proposal:" + p.ID}))
		must(t, b.v.AnswerPassed(ctx, opening.Passed{Subject: "proposal:" + p.ID}))
		got := b.read(p.ID)
		if got.State != proposal.Presented || got.AccountID != "" || got.LateAt.IsZero() || len(b.w.Ledger("proposal.late")) != 1 {
			t.Fatalf("after the silence: %+v", got)
		}
		if len(b.w.Ledger("deadline.pass")) != 1 || len(b.w.Ledger("deadline.escalate")) < 5 {
			t.Error("the silence was not escalated")
		}

		var (
			wait sync.WaitGroup
			mu   sync.Mutex
			done int
		)
		for i := range 8 {
			who := b.w.Actor([]string{"nora", "mar"}[i%2])
			wait.Go(func() {
				_, err := b.v.Judge(ctx, who, p.ID, approve)
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					done++
				}
			})
		}
		wait.Wait()
		got = b.read(p.ID)
		if done != 1 || len(b.did("proposal.judge")) != 1 || got.State != proposal.Approved || !got.Verdict.Late {
			t.Fatalf("answered %d times: %+v", done, got)
		}
		acc := b.account(got.AccountID)
		if acc.State != account.Authorised || acc.Proposal != p.ID || acc.LeadID != got.Answers.LeadID || acc.MayPublish() == nil {
			t.Errorf("the account: %+v", acc)
		}
		if len(b.owed(p, regulation.DeadlineProposalAnswer)) != 0 || len(b.owed(p, regulation.DeadlineOpening)) != 1 {
			t.Error("the clocks do not follow the answer")
		}
	})
}

// What is returned is mended and presented again, with a new letter and a new time; what
// is rejected stays so.
//
//clause:test 7.iii
func TestReturningAndRejecting(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		p := b.presented()
		items := okay()
		items[2] = proposal.Remark{Question: proposal.Name, Note: "Use el nombre del estado."}
		p, err := b.v.Judge(ctx, b.w.Actor("nora"), p.ID, opening.Verdict{Decision: proposal.Return, Items: items})
		must(t, err)
		if p.State != proposal.Returned || len(b.owed(p, regulation.DeadlineProposalAnswer)) != 0 {
			t.Fatalf("returned: %+v", p)
		}
		_, err = b.v.Answer(ctx, b.w.Actor("eva"), p.ID, proposal.Name, func(a *proposal.Answers) { a.Handle = "BajaINE" })
		must(t, err)
		first := p.LetterID
		if l := b.letter(first); l.Number != "INE/JLE-BC/0001/2026" || !strings.Contains(strings.Join(l.Document.Paragraphs, " "), "frontera") || l.SignerID != b.w.Actor("eva").PersonID {
			t.Errorf("the letter: %+v", l)
		}
		b.w.Clock.Advance(24 * time.Hour)
		p, err = b.v.Send(ctx, b.w.Actor("eva"), p.ID)
		must(t, err)
		if p.LetterID == first || p.Folio != "PRO/0001/2026" || len(p.Earlier) != 1 {
			t.Errorf("again: %+v", p)
		}
		b.sign(p.LetterID, p, b.v.ProposalSigned)
		_, err = b.v.Judge(ctx, b.w.Actor("mar"), p.ID, opening.Verdict{Decision: proposal.Reject, Items: okay(), Text: "No."})
		b.refused(err, fault.Invalid, "7.iii")
		p, err = b.v.Judge(ctx, b.w.Actor("mar"), p.ID, opening.Verdict{Decision: proposal.Reject, Items: okay(), Text: strings.Repeat("Ya hay una cuenta local. ", 3)})
		must(t, err)
		_, err = b.v.Send(ctx, b.w.Actor("eva"), p.ID)
		if p.State != proposal.Rejected || !fault.Is(err, fault.Conflict) || p.AccountID != "" {
			t.Errorf("rejected: %+v, %v", p, err)
		}
	})
}

// The whole opening: each step by who must take it, none skipped, and the account live only
// at the end.
//
//clause:test 7.iv
//clause:test 7.vi
//clause:test 7.x
//clause:test 7.xi
//clause:test 6.xxx
func TestOpening(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		p := b.approved()
		if got := b.mailed(p, "aprobada"); !slices.Equal(got, []string{"eva", "raul"}) {
			t.Errorf("told of the approval: %v", got)
		}
		for _, who := range []string{"raul", "nora", "ulises", "pat", "aud", "olga", "otto"} {
			_, err := b.v.GoLive(ctx, b.w.Actor(who), p.ID)
			b.refused(err, fault.Forbidden, "7.iv")
		}
		_, err := b.v.GoLive(ctx, b.w.Actor("ana"), p.ID)
		b.refused(err, fault.Conflict, "7.vi")
		_, err = b.v.GiveMailbox(ctx, b.w.Actor("ulises"), p.ID, "bajacalifornia@ine.mx")
		b.refused(err, fault.Conflict, "7.vi")
		_, err = b.v.AskMailbox(ctx, b.w.Actor("luis"), p.ID)
		must(t, err)
		if d := b.owed(p, regulation.DeadlineMailbox); len(d) != 1 || !slices.Contains(b.mailed(p, "correo"), "ulises") {
			t.Error("the IT office was not asked, or owes nothing")
		}
		_, err = b.v.GiveMailbox(ctx, b.w.Actor("ana"), p.ID, "bajacalifornia@ine.mx")
		b.refused(err, fault.Forbidden, "7.vi")
		_, err = b.v.GiveMailbox(ctx, b.w.Actor("ulises"), p.ID, "bajacalifornia@gmail.com")
		b.refused(err, fault.Invalid, "5.a")
		_, err = b.v.SetHandle(ctx, b.w.Actor("ana"), p.ID, "BajaCalINE", "")
		b.refused(err, fault.Conflict, "7.vi")
		_, err = b.v.GiveMailbox(ctx, b.w.Actor("ulises"), p.ID, " BajaCalifornia@ine.mx ")
		must(t, err)
		if b.account(p.AccountID).Email != "bajacalifornia@ine.mx" || len(b.owed(p, regulation.DeadlineMailbox)) != 0 {
			t.Error("the mailbox is not the account's, or is still owed")
		}

		_, err = b.v.SetHandle(ctx, b.w.Actor("ana"), p.ID, "BajaINE", "")
		b.refused(err, fault.Conflict, "7.iii")
		_, err = b.v.AskRename(ctx, b.w.Actor("ana"), p.ID, "INEBaja", "Está tomado.")
		b.refused(err, fault.Invalid, "7.vi")
		_, err = b.v.AskRename(ctx, b.w.Actor("ana"), p.ID, "@BajaINE", "Está tomado.")
		must(t, err)
		_, err = b.v.JudgeRename(ctx, b.w.Actor("eva"), p.ID, true, "")
		b.refused(err, fault.Forbidden, "7.iii")
		_, err = b.v.JudgeRename(ctx, b.w.Actor("mar"), p.ID, true, "")
		must(t, err)
		_, err = b.v.MakeLetters(ctx, b.w.Actor("ana"), p.ID)
		b.refused(err, fault.Conflict, "7.iv")
		_, err = b.v.SetHandle(ctx, b.w.Actor("ana"), p.ID, "@bajaine", "javascript:alert(1)")
		b.refused(err, fault.Invalid, "")
		_, err = b.v.SetHandle(ctx, b.w.Actor("ana"), p.ID, "@bajaine", "https://x.com/bajaine")
		must(t, err)
		if acc := b.account(p.AccountID); acc.Handle != "bajaine" || acc.URL != "https://x.com/bajaine" {
			t.Errorf("the account: %+v", acc)
		}
		_, err = b.v.MakeLetters(ctx, b.w.Actor("ana"), p.ID)
		must(t, err)
		p, err = b.v.MakeLetters(ctx, b.w.Actor("ana"), p.ID) // again: nothing new
		must(t, err)
		o := p.Opening
		if o.CommitteeLetter.ID == "" || o.PressLetter.ID == "" || !o.Board {
			t.Fatalf("letters: %+v", o)
		}
		b.sign(o.CommitteeLetter.ID, p, b.v.CommitteeSigned)
		b.sign(o.PressLetter.ID, p, b.v.PressSigned)
		if got := b.mailed(p, "Se abrió"); len(got) != 0 { // the letter's own mail is the one
			t.Errorf("informed twice: %v", got)
		}
		_, err = b.v.ConfirmHours(ctx, b.w.Actor("ana"), p.ID)
		must(t, err)
		_, err = b.v.AskVerification(ctx, b.w.Actor("ana"), p.ID, "F-77")
		must(t, err)
		if len(b.owed(p, regulation.DeadlineVerificationAnswer)) != 1 {
			t.Error("nobody follows the network's answer")
		}
		_, err = b.v.GoLive(ctx, b.w.Actor("ana"), p.ID)
		b.refused(err, fault.Conflict, "5.1.p4") // its access is not in custody
		must(t, b.v.Store.Change(ctx, func(tx *store.Tx) error {
			return tx.PutCustody(ctx, account.Custody{AccountID: p.AccountID, AreaID: p.AreaID, Kept: map[account.Part]account.Kept{account.PartPassword: {At: b.w.Clock.Now()}}})
		}))
		p, err = b.v.GoLive(ctx, b.w.Actor("ana"), p.ID)
		must(t, err)
		if acc := b.account(p.AccountID); acc.State != account.Active || p.State != proposal.Live || len(b.owed(p, regulation.DeadlineOpening)) != 0 {
			t.Errorf("live: %s, %s", acc.State, p.State)
		}
		today := regulation.DateOf(b.w.Clock.Now())
		_, err = b.v.AnswerVerification(ctx, b.w.Actor("luis"), p.ID, true, "", today.Plus(365))
		must(t, err)
		if len(b.owed(p, regulation.DeadlineVerificationAnswer)) != 0 || len(b.owed(p, "verification_due")) != 1 {
			t.Error("the renewal is not followed")
		}
	})
}

// Only the press office and the committee's secretary change the calendar; what runs keeps
// its date, what begins later is counted by the new days.
//
//clause:test 7.iii
func TestCalendar(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		p := b.presented()
		was := b.owed(p, regulation.DeadlineProposalAnswer)[0].Due
		day := func(d int) regulation.Date { return regulation.Date{Year: 2026, Month: 9, Day: d} }
		week := regulation.Closure{Name: "Vacaciones", From: day(7), To: day(11)}
		for _, who := range []string{"eva", "raul", "ulises", "pat", "aud", "olga"} {
			b.refused(b.v.AddClosure(ctx, b.w.Actor(who), week), fault.Forbidden, "7.iii")
			_, err := b.v.Calendar(ctx, b.w.Actor(who))
			b.refused(err, fault.Forbidden, "7.iii")
		}
		for name, bad := range map[string]regulation.Closure{"no name": {From: day(7)}, "no day": {Name: "x"}, "backwards": {Name: "x", From: day(8), To: day(7)}, "a year": {Name: "x", From: day(7), To: day(7).Plus(300)}} {
			if !fault.Is(b.v.AddClosure(ctx, b.w.Actor("ser"), bad), fault.Invalid) {
				t.Errorf("%s: taken", name)
			}
		}
		must(t, b.v.AddClosure(ctx, b.w.Actor("ser"), week))
		if !fault.Is(b.v.AddClosure(ctx, b.w.Actor("ser"), week), fault.Conflict) {
			t.Error("the same period twice")
		}
		y, err := b.v.Calendar(ctx, b.w.Actor("nora"))
		must(t, err)
		if !y.Own || len(y.Closures) != 2 || len(y.Moved) != 1 || !y.Moved[0].Deadline.Due.Equal(was) || y.Moved[0].Would.Sub(was) != 7*24*time.Hour {
			t.Errorf("calendar: %+v", y)
		}
		if now := b.owed(p, regulation.DeadlineProposalAnswer)[0].Due; !now.Equal(was) {
			t.Error("a date that was told was moved")
		}
		must(t, b.v.RemoveClosure(ctx, b.w.Actor("nora"), day(7), day(11)))
		if y, _ = b.v.Calendar(ctx, b.w.Actor("nora")); len(y.Moved) != 0 || len(y.Closures) != 1 {
			t.Errorf("after removing: %+v", y)
		}
	})
}
