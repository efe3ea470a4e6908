package life

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/closing"
	"pregonero/closure"
	"pregonero/custody"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/letter"
	"pregonero/lettering"
	"pregonero/network/practice"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/proposal"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/request"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/substituting"
)

// acts are what happens, each as often as it is listed.
var acts = []func(*life, step){
	(*life).tickOf, (*life).tickOf, (*life).tickOf, (*life).night,
	(*life).propose, (*life).propose, (*life).signLetter, (*life).signLetter, (*life).signLetter, (*life).cancelLetter,
	(*life).verdict, (*life).verdict, (*life).verdict, (*life).takeBack, (*life).withdrawProposal,
	(*life).open, (*life).open, (*life).open, (*life).open, (*life).open, (*life).live, (*life).live, (*life).connect,
	(*life).ask, (*life).ask, (*life).answer, (*life).answer, (*life).withdrawRequest,
	(*life).alarm, (*life).acknowledge, (*life).acknowledge, (*life).takeSteps, (*life).takeSteps, (*life).closeIncident, (*life).closeIncident,
	(*life).leave, (*life).hire, (*life).promote, (*life).appoint, (*life).appoint, (*life).appoint,
	(*life).register, (*life).move, (*life).handOver, (*life).renew, (*life).renew, (*life).connect,
	(*life).closeAccount, (*life).closeAccount,
	(*life).stop, (*life).stop, (*life).publish, (*life).publish, (*life).publish, (*life).publish, (*life).review, (*life).discard,
}

func (l *life) act(x step) { acts[x.Act%len(acts)](l, x) }

func pick[T any](all []T, n int) (one T, ok bool) {
	if len(all) == 0 {
		return one, false
	}
	return all[n%len(all)], true
}

func (l *life) proposals(states ...proposal.State) (out []proposal.Proposal) {
	f := store.MatterFilter{}
	for _, s := range states {
		f.States = append(f.States, string(s))
	}
	l.read(func(tx *store.Tx) (err error) { out, err = tx.Proposals(l.t.Context(), f); return err })
	return out
}

func (l *life) areas() []string { return []string{"jle-bc", "jle-jal", "cncs"} }

// some is somebody of those that hold what f asks, by user name.
func (l *life) some(f func(institution.Grant) bool) (names []string) {
	held := l.grants()
	var all []institution.Person
	l.read(func(tx *store.Tx) (err error) { all, err = tx.People(l.t.Context()); return err })
	for _, p := range all {
		if holds(held, p.ID, f) {
			names = append(names, p.Username)
		}
	}
	return names
}

func (l *life) with(roles ...institution.Role) []string {
	return l.some(func(g institution.Grant) bool { return slices.Contains(roles, g.Role) })
}

func (l *life) over(area string, roles ...institution.Role) []string {
	return l.some(func(g institution.Grant) bool { return slices.Contains(roles, g.Role) && g.AreaID == area })
}

func (l *life) administrators(accountID string) []string {
	return l.some(func(g institution.Grant) bool { return accountID != "" && g.AccountID == accountID })
}

func (l *life) staff(area string) (out []institution.Person) {
	l.read(func(tx *store.Tx) error {
		all, err := tx.People(l.t.Context())
		for _, p := range all {
			if p.AreaID == area {
				out = append(out, p)
			}
		}
		return err
	})
	return out
}

// propose prepares a proposal and sends it; some lack something.
func (l *life) propose(x step) {
	area := l.areas()[x.Pick%3]
	usual := l.over(area, institution.Head, institution.Endorser)
	who := l.who(x, usual...)
	var p proposal.Proposal
	if !l.try("begin a proposal of "+area, who, func(a institution.Actor) (err error) { p, err = l.opener.Begin(l.t.Context(), a, area); return err }) {
		return
	}
	n := x.Pick / 3
	lead, alternate := l.pair(area, n)
	if n%5 == 0 { // whoever
		lead = l.Actor(l.users[n%len(l.users)]).PersonID
	}
	network := []string{"x", "youtube", "facebook", "x"}[n%4]
	handle := fmt.Sprintf("Cuenta%c%cINE", 'A'+n%26, 'A'+(n/7)%26)
	if network == "youtube" && n%3 > 0 {
		handle = "INETV"
	}
	today := regulation.DateOf(l.Clock.Now())
	for _, q := range proposal.Questions() {
		fill := func(a institution.Actor) error {
			_, err := l.opener.Answer(l.t.Context(), a, p.ID, q, func(a *proposal.Answers) {
				switch q {
				case proposal.Need:
					a.Need = strings.Repeat("Aquí se pregunta otra cosa. ", 3)
				case proposal.Network:
					a.Network = network
				case proposal.Name:
					a.Handle, a.Name = handle, "Cuenta "+handle
				case proposal.Purposes:
					a.Purposes = []proposal.Served{{ID: l.Pack.Purposes[0].ID, Why: "Se atiende a quienes viven lejos."}}
				case proposal.Activities:
					a.Activities, a.Programmes = strings.Repeat("Módulos en la línea fronteriza. ", 3), "Credencialización"
				case proposal.Audience:
					a.Audience = "Quienes viven en la entidad."
				case proposal.Operation:
					a.Rhythm, a.Hours = "Diario", l.Pack.Attendance
				case proposal.People:
					a.LeadID, a.AlternateID = lead, alternate
					a.LeadTraining, a.AlternateTraining = proposal.Training{Done: true}, proposal.Training{On: today.Plus(20)}
				}
			})
			return err
		}
		if int(q[0])%7 == n%7 {
			l.try("answer "+string(q), l.who(x), fill, true)
		}
		l.try("answer "+string(q), who, fill, true)
	}
	l.sendProposal(who, p)
}

func (l *life) sendProposal(who string, p proposal.Proposal) {
	l.try("send the proposal", who, func(a institution.Actor) error { _, err := l.opener.Send(l.t.Context(), a, p.ID); return err })
}

// pair are two of the area that may administer, as far as there are any.
func (l *life) pair(area string, n int) (lead, alternate string) {
	staff := l.staff(area)
	for i := range staff {
		p := staff[(i+n)%len(staff)]
		switch {
		case !p.Active:
		case lead == "" && slices.Contains(l.Pack.Administrators.Lead, p.RankID):
			lead = p.ID
		case alternate == "" && slices.Contains(l.Pack.Administrators.Alternate, p.RankID):
			alternate = p.ID
		}
	}
	return lead, alternate
}

func (l *life) letters(state letter.State) (out []letter.Letter) {
	l.read(func(tx *store.Tx) (err error) {
		out, err = tx.Letters(l.t.Context(), store.MatterFilter{States: []string{string(state)}})
		return err
	})
	return out
}

var scan = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 4, 4))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

// signLetter brings a signed letter; what waited for it goes on, as the job makes it.
func (l *life) signLetter(x step) {
	if o, ok := pick(l.letters(letter.Issued), x.Pick); ok {
		l.sign(o, l.who(x, l.over(o.AreaID, institution.Head)...))
	}
}

func (l *life) sign(o letter.Letter, who string) {
	var signed letter.Letter
	done := l.try("sign "+o.Number, who, func(a institution.Actor) (err error) {
		signed, err = l.clerk.TakeScan(l.t.Context(), a, o.ID, scan)
		return err
	})
	if !done {
		return
	}
	s := opening.Signed(lettering.Done{LetterID: signed.KnownAs(), Number: signed.Number, Subject: signed.Subject})
	for range 2 { // a job may come twice
		switch o.Kind {
		case regulation.LetterProposal:
			l.job("proposal signed", l.opener.ProposalSigned(l.t.Context(), s))
		case regulation.LetterOpening:
			l.job("committee informed", l.opener.CommitteeSigned(l.t.Context(), s))
		case regulation.LetterClosing:
			l.job("closing informed", l.closer.LetterSigned(l.t.Context(), closing.Signed(s)))
		case regulation.LetterSuccessor:
			l.job("change informed", l.substituter.NoticeSigned(l.t.Context(), substituting.Signed(s)))
		case regulation.LetterBoard:
			l.job("press office informed", l.opener.PressSigned(l.t.Context(), s))
		}
	}
}

// job is something that the program does by itself.
func (l *life) job(what string, err error) {
	l.diary = append(l.diary, fmt.Sprintf("%s job: %s: %v", l.Clock.Now().Format("2006-01-02 15:04"), what, err))
	if err != nil {
		l.breaks("the job «%s» fails: %v", what, err)
	}
	for _, e := range l.fresh() {
		l.judge(e, nil, what)
	}
}

func (l *life) cancelLetter(x step) {
	if o, ok := pick(l.letters(letter.Issued), x.Pick); ok {
		l.try("cancel "+o.Number, l.who(x, l.over(o.AreaID, institution.Head)...), func(a institution.Actor) error {
			_, err := l.clerk.Cancel(l.t.Context(), a, o.ID, "Salió con un error.")
			return err
		})
	}
}

// verdict is the press office's, or somebody's who would like to be it.
func (l *life) verdict(x step) {
	p, ok := pick(l.proposals(proposal.Presented), x.Pick)
	if !ok {
		return
	}
	who := l.who(x, l.with(institution.Press)...)
	in := opening.Verdict{Decision: []proposal.Decision{proposal.Approve, proposal.Approve, proposal.Approve, proposal.Return, proposal.Reject}[x.Pick/7%5]}
	for _, q := range proposal.Questions() {
		in.Items = append(in.Items, proposal.Remark{Question: q, OK: true})
	}
	if in.Decision != proposal.Approve {
		in.Items[0] = proposal.Remark{Question: proposal.Need, Note: "Diga por qué no basta la que ya existe."}
		in.Text = strings.Repeat("Ya hay una cuenta local. ", 3)
	}
	l.try("add to the kit", who, func(a institution.Actor) error {
		_, err := l.opener.AddToKit(l.t.Context(), a, p.ID, "logo.png", "image/png", bytes.NewReader(scan))
		return err
	})
	l.try(string(in.Decision)+" "+p.Folio, who, func(a institution.Actor) error { _, err := l.opener.Judge(l.t.Context(), a, p.ID, in); return err })
}

// takeBack mends what waits for its signature or was returned, and sends it again. Whoever
// may do it can: nothing gets stuck.
func (l *life) takeBack(x step) {
	p, ok := pick(l.proposals(proposal.Sent, proposal.Returned), x.Pick)
	if !ok {
		return
	}
	usual := l.over(p.AreaID, institution.Head, institution.Endorser)
	who := l.who(x, usual...)
	if p.State == proposal.Sent {
		done := l.try("take back "+p.Folio, who, func(a institution.Actor) error { _, err := l.opener.TakeBack(l.t.Context(), a, p.ID); return err })
		if !done && slices.Contains(usual, who) {
			l.breaks("%s may take back %s and cannot", who, p.Folio)
		}
	}
	l.sendProposal(who, p)
}

func (l *life) withdrawProposal(x step) {
	if p, ok := pick(l.proposals(proposal.Draft, proposal.Sent, proposal.Returned), x.Pick); ok && x.Pick%3 == 0 {
		l.try("withdraw the proposal "+p.Folio, l.who(x, l.over(p.AreaID, institution.Head, institution.Endorser)...), func(a institution.Actor) error {
			_, err := l.opener.Withdraw(l.t.Context(), a, p.ID)
			return err
		})
	}
}

// open takes some steps of an opening, each by who may or by anybody, in order or not.
func (l *life) open(x step) {
	p, ok := pick(l.proposals(proposal.Approved), x.Pick)
	if !ok {
		return
	}
	ctx, usual := l.t.Context(), append(l.administrators(p.AccountID), l.over(p.AreaID, institution.Head)...)
	today := regulation.DateOf(l.Clock.Now())
	steps := []struct {
		what  string
		usual []string
		do    func(a institution.Actor) error
	}{
		{"ask the mailbox", usual, func(a institution.Actor) error { _, err := l.opener.AskMailbox(ctx, a, p.ID); return err }},
		{"give the mailbox", l.with(institution.IT), func(a institution.Actor) error {
			_, err := l.opener.GiveMailbox(ctx, a, p.ID, "cuenta@ine.mx")
			return err
		}},
		{"make it on the network", usual, func(a institution.Actor) error {
			_, err := l.opener.SetHandle(ctx, a, p.ID, p.Answers.Handle, "https://example.mx/"+p.Answers.Handle)
			return err
		}},
		{"make the letters", usual, func(a institution.Actor) error { _, err := l.opener.MakeLetters(ctx, a, p.ID); return err }},
		{"confirm the hours", usual, func(a institution.Actor) error { _, err := l.opener.ConfirmHours(ctx, a, p.ID); return err }},
		{"ask the verification", usual, func(a institution.Actor) error { _, err := l.opener.AskVerification(ctx, a, p.ID, "F-1"); return err }},
		{"train", usual, func(a institution.Actor) error {
			_, err := l.opener.Train(ctx, a, p.ID, p.Answers.AlternateID, proposal.Training{Done: x.Pick%2 == 0, On: today.Plus(9)})
			return err
		}},
		{"keep its password", usual, func(a institution.Actor) error {
			return l.Custodian.HandOver(ctx, a, p.AccountID, account.PartPassword, l.password(x.Pick))
		}},
		{"ask another name", usual, func(a institution.Actor) error {
			_, err := l.opener.AskRename(ctx, a, p.ID, fmt.Sprintf("Nombre%cINE", 'A'+x.Pick%26), "Está tomado.")
			return err
		}},
		{"judge the other name", l.with(institution.Press), func(a institution.Actor) error {
			_, err := l.opener.JudgeRename(ctx, a, p.ID, x.Pick%2 == 0, "Así conviene.")
			return err
		}},
		{"the network's answer", usual, func(a institution.Actor) error {
			_, err := l.opener.AnswerVerification(ctx, a, p.ID, x.Pick%2 == 0, "No procede.", today.Plus(200))
			return err
		}},
	}
	from, n := 0, 8 // mostly in order
	if x.Pick%4 == 0 {
		from, n = x.Pick%len(steps), 3
	}
	for i := range n {
		s := steps[(from+i)%len(steps)]
		l.try(s.what+" of "+p.Folio, l.who(step{Who: x.Who + i*3}, s.usual...), s.do)
	}
}

func (l *life) password(n int) string {
	return fmt.Sprintf("Zorro-%d-brinca$Muro%d", n*7919, len(l.diary))
}

func (l *life) live(x step) {
	p, ok := pick(l.proposals(proposal.Approved), x.Pick)
	if !ok {
		return
	}
	for _, o := range l.letters(letter.Issued) {
		if o.Subject == "proposal:"+p.ID {
			l.sign(o, l.who(x, l.over(o.AreaID, institution.Head)...))
		}
	}
	l.try("go live "+p.Folio, l.who(x, l.administrators(p.AccountID)...), func(a institution.Actor) error {
		_, err := l.opener.GoLive(l.t.Context(), a, p.ID)
		return err
	})
}

func (l *life) ask(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	in := advising.Ask{Kind: request.Kinds()[x.Pick/5%4], Title: "Un asunto", Body: "Queremos saber cómo se hace.", AccountID: acc.ID}
	l.try("ask "+string(in.Kind), l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) error { _, err := l.advisor.Ask(l.t.Context(), a, in); return err })
}

func (l *life) requests() (out []request.Request) {
	l.read(func(tx *store.Tx) (err error) {
		out, err = tx.Requests(l.t.Context(), store.MatterFilter{States: []string{string(request.Open)}})
		return err
	})
	return out
}

func (l *life) answer(x step) {
	r, ok := pick(l.requests(), x.Pick)
	if !ok {
		return
	}
	usual := l.with(institution.Press)
	switch r.Kind {
	case request.Unforeseen:
		usual = l.with(institution.President, institution.Secretary)
	case request.Raise:
		usual = l.over(r.AreaID, institution.Head)
	}
	ds := r.Kind.Decisions()
	l.try("answer "+r.Folio, l.who(x, usual...), func(a institution.Actor) error {
		_, err := l.advisor.Answer(l.t.Context(), a, r.ID, advising.Answer{Decision: ds[x.Pick%len(ds)], Text: "Así se hace."})
		return err
	})
}

func (l *life) withdrawRequest(x step) {
	if r, ok := pick(l.requests(), x.Pick); ok {
		l.try("withdraw "+r.Folio, l.who(x), func(a institution.Actor) error { _, err := l.advisor.Withdraw(l.t.Context(), a, r.ID); return err })
	}
}

// alarm reports an incident or a drill; of a real one, custody does what it orders.
func (l *life) alarm(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	var i incident.Incident
	done := l.try("report "+acc.Handle, l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) (err error) {
		i, err = l.brigade.Report(l.t.Context(), a, responding.Alarm{AccountID: acc.ID, Kind: incident.Kinds()[x.Pick%5], Text: "Algo pasa.", Drill: x.Pick%3 == 0})
		return err
	})
	if !done || i.Drill || acc.State == account.Closed {
		return
	}
	order := custody.ForceOrder{AccountID: acc.ID, Why: "Incidente " + i.Folio, Incident: i.ID}
	for range 2 {
		l.job("revoke", l.Custodian.Revoke(l.t.Context(), order))
		l.job("force the renewal", l.Custodian.ForceRotation(l.t.Context(), order))
	}
}

func (l *life) incidents() (out []incident.Incident) {
	l.read(func(tx *store.Tx) (err error) {
		out, err = tx.Incidents(l.t.Context(), store.MatterFilter{States: []string{string(incident.Open)}})
		return err
	})
	return out
}

func (l *life) handlers(i incident.Incident) []string {
	return slices.Concat(l.with(institution.Press, institution.IT), l.over(i.AreaID, institution.Head), l.administrators(i.AccountID))
}

func (l *life) acknowledge(x step) {
	if i, ok := pick(l.incidents(), x.Pick); ok {
		l.try("acknowledge "+i.Folio, l.who(x, l.handlers(i)...), func(a institution.Actor) error {
			_, err := l.brigade.Acknowledge(l.t.Context(), a, i.ID)
			return err
		})
	}
}

func (l *life) takeSteps(x step) {
	i, ok := pick(l.incidents(), x.Pick)
	if !ok {
		return
	}
	for n, s := range i.Missing(l.Pack) {
		l.try("step "+s.ID+" of "+i.Folio, l.who(step{Who: x.Who + n*7}, l.handlers(i)...), func(a institution.Actor) error {
			_, err := l.brigade.Take(l.t.Context(), a, i.ID, s.ID, "Hecho.")
			return err
		})
	}
}

func (l *life) closeIncident(x step) {
	if i, ok := pick(l.incidents(), x.Pick); ok {
		l.try("close "+i.Folio, l.who(x, l.handlers(i)...), func(a institution.Actor) error {
			_, err := l.brigade.Close(l.t.Context(), a, i.ID, "Se vio la contraseña.", "Se cambió.", x.Pick%2 == 0)
			return err
		})
	}
}

// leave takes somebody out; of the operators and the press office somebody stays, or nothing
// would ever happen again.
func (l *life) leave(x step) {
	who := l.users[x.Pick%len(l.users)]
	if who == "olga" || who == "nora" {
		return
	}
	victim := l.Actor(who)
	l.try("take out "+who, l.who(x, "olga", "omar"), func(a institution.Actor) error {
		return l.office.DisablePerson(l.t.Context(), a, victim.PersonID, "Se fue.")
	})
}

func (l *life) hire(x step) {
	like := people[x.Pick%len(people)]
	name := fmt.Sprintf("nueva%d", len(l.users))
	var p institution.Person
	done := l.try("hire "+name, l.who(x, "olga", "omar"), func(a institution.Actor) (err error) {
		p, err = l.office.AddPerson(l.t.Context(), a, institution.Person{Username: name, Name: "Persona " + name, Email: name + "@ine.mx", AreaID: like.area, RankID: like.rank})
		return err
	})
	if !done {
		return
	}
	l.users = append(l.users, name)
	if like.role == "" {
		return
	}
	area := ""
	if like.role == institution.Head || like.role == institution.Endorser {
		area = like.area
	}
	l.try(fmt.Sprintf("make %s %s", name, like.role), l.who(x, l.with(institution.Press)...), func(a institution.Actor) error {
		_, err := l.office.AddGrant(l.t.Context(), a, p.ID, like.role, area)
		return err
	})
}

// promote changes somebody's rank or area, which may end what they administer.
func (l *life) promote(x step) {
	who := l.users[x.Pick%len(l.users)]
	var p institution.Person
	l.read(func(tx *store.Tx) (err error) { p, err = tx.PersonByUsername(l.t.Context(), who); return err })
	if x.Pick%2 == 0 {
		p.RankID = l.Pack.Ranks[x.Pick/2%len(l.Pack.Ranks)].ID
	} else {
		p.AreaID = l.areas()[x.Pick/2%3]
	}
	l.try(fmt.Sprintf("make %s %s of %s", who, p.RankID, p.AreaID), l.who(x, "olga", "omar"), func(a institution.Actor) error {
		_, err := l.office.UpdatePerson(l.t.Context(), a, p)
		return err
	})
}

func (l *life) appoint(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	lead, alternate := l.pair(acc.AreaID, x.Pick/4)
	if x.Pick%5 == 0 {
		lead = l.Actor(l.users[x.Pick/5%len(l.users)]).PersonID
	}
	done := l.try("appoint on "+acc.Handle, l.who(x, append(l.with(institution.Press), l.over(acc.AreaID, institution.Head)...)...), func(a institution.Actor) error {
		_, err := l.substituter.HandOver(l.t.Context(), a, acc.ID, substituting.Designation{LeadID: lead, AlternateID: alternate, Reason: "Cambio de adscripción."})
		return err
	})
	if done && x.Pick%2 == 0 { // the job that it may have left
		l.job("force the renewal", l.Custodian.ForceRotation(l.t.Context(), custody.ForceOrder{AccountID: acc.ID, Why: "Cambio de personas administradoras"}))
	}
}

func (l *life) register(x step) {
	area := l.areas()[x.Pick%3]
	lead, alternate := l.pair(area, x.Pick/3)
	network := []string{"youtube", "x", "youtube", "facebook"}[x.Pick/3%4]
	in := oversight.Registration{Network: network, Handle: []string{"INETV", "INEMexico", "OtraINE"}[x.Pick/5%3], Name: "Cuenta", AreaID: area, LeadID: lead, AlternateID: alternate}
	l.try("register "+in.Handle+" on "+network, l.who(x, l.with(institution.Press)...), func(a institution.Actor) error {
		_, err := l.office.RegisterAccount(l.t.Context(), a, in)
		return err
	})
}

// move activates or suspends; to close so is refused always.
func (l *life) move(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	act := []account.Action{account.Activate, account.Suspend, account.Activate, account.Close, account.Open}[x.Pick/3%5]
	l.try(string(act)+" "+acc.Handle, l.who(x, append(l.with(institution.Press), l.over(acc.AreaID, institution.Head)...)...), func(a institution.Actor) error {
		_, err := l.office.ApplyToAccount(l.t.Context(), a, acc.ID, act, "Así conviene.")
		return err
	})
}

// closeAccount takes some steps of a closing, in order or not; the jobs that they leave follow.
func (l *life) closeAccount(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	if acc.Network == practice.Name && x.Pick%8 > 0 {
		return // or soon nobody would publish
	}
	ctx, order := l.t.Context(), closing.Order{AccountID: acc.ID}
	steps := []struct {
		what string
		do   func(a institution.Actor) error
		jobs func()
	}{
		{"decide to close", func(a institution.Actor) error {
			_, err := l.closer.Decide(ctx, a, acc.ID, "El programa terminó.")
			return err
		}, func() {}},
		{"archive", func(a institution.Actor) error { _, err := l.closer.Archive(ctx, a, acc.ID); return err }, func() {
			l.job("archive", l.closer.PackAll(ctx, order))
		}},
		{"erase", func(a institution.Actor) error { _, err := l.closer.Erase(ctx, a, acc.ID); return err }, func() {
			for range 3 {
				l.job("erase some", l.closer.EraseSome(ctx, order))
			}
		}},
		{"say that it is cancelled", func(a institution.Actor) error {
			_, err := l.closer.Cancelled(ctx, a, acc.ID, l.Clock.Now(), "La red dice que no existe.")
			return err
		}, func() {}},
		{"destroy the secrets", func(a institution.Actor) error { _, err := l.closer.Destroy(ctx, a, acc.ID); return err }, func() {
			d, err := l.Custodian.DestroyAll(ctx, institution.System("cierre"), acc.ID)
			l.job("destroy", err)
			l.job("destroyed", l.closer.Destroyed(ctx, acc.ID, d.Parts))
		}},
		{"finish the closing", func(a institution.Actor) error { _, err := l.closer.Finish(ctx, a, acc.ID); return err }, func() {}},
	}
	if x.Pick/9%3 == 0 && l.try("close "+acc.Handle+" at once", l.who(x, l.over(acc.AreaID, institution.Head)...), func(a institution.Actor) error {
		_, err := l.closer.AtOnce(ctx, a, acc.ID, "El programa terminó.", closure.Cancellation{On: l.Clock.Now(), Note: "Nunca se abrió."})
		return err
	}) {
		return
	}
	from, n := 0, len(steps)
	if x.Pick/3%2 == 0 {
		from, n = x.Pick/6%len(steps), 2
	}
	for i := range n {
		s := steps[(from+i)%len(steps)]
		if l.try(s.what+" "+acc.Handle, l.who(step{Who: x.Who + i*7}, l.over(acc.AreaID, institution.Head)...), s.do) {
			s.jobs()
		}
	}
}

func (l *life) handOver(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	l.try("hand over the password of "+acc.Handle, l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) error {
		return l.Custodian.HandOver(l.t.Context(), a, acc.ID, account.PartPassword, l.password(x.Pick))
	})
}

func (l *life) renew(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	l.try("renew the password of "+acc.Handle, l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) error {
		_, err := l.Custodian.BeginRotation(l.t.Context(), a, acc.ID, "")
		return err
	}, true)
	if x.Pick%4 == 0 {
		return // left half way
	}
	l.try("end the renewal of "+acc.Handle, l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) error {
		if x.Pick%4 == 1 {
			_, err := l.Custodian.DecideRotation(l.t.Context(), a, acc.ID, custody.KeepOld)
			return err
		}
		_, err := l.Custodian.ContinueRotation(l.t.Context(), a, acc.ID)
		return err
	}, true)
}

// connect gives an account of the practice network its access again.
func (l *life) connect(x step) {
	for _, acc := range l.accounts() {
		if acc.Network != practice.Name || acc.Credential.Present {
			continue
		}
		l.try("connect "+acc.Handle, l.who(x, l.administrators(acc.ID)...), func(a institution.Actor) error {
			_, err := l.Authorise(a, acc, acc.Handle)
			return err
		})
	}
}

func (l *life) stop(x step) {
	accounts := l.accounts()
	acc := accounts[x.Pick%len(accounts)]
	stop := x.Pick/2%3 == 0
	l.try(fmt.Sprintf("stop %s: %v", acc.Handle, stop), l.who(x, l.handlers(incident.Incident{AreaID: acc.AreaID, AccountID: acc.ID})...), func(a institution.Actor) error {
		return l.Desk.Stop(l.t.Context(), a, acc.ID, stop, "Se revisa.")
	})
}

// publish takes a message from its draft as far as people let it.
func (l *life) publish(x step) {
	var mine []account.Account
	for _, acc := range l.accounts() {
		if acc.Network == practice.Name {
			mine = append(mine, acc)
		}
	}
	acc := mine[x.Pick%len(mine)]
	c := l.Content(fmt.Sprintf("El voto %d.", len(l.diary)), acc)
	c.DueAt = l.Clock.Now().Add(time.Duration(2+x.Pick%300) * time.Hour)
	c.ReviewOn = c.DueAt.AddDate(0, 1, 0)
	usual := append(l.administrators(acc.ID), l.over(acc.AreaID, institution.Head)...)
	author := l.who(x, l.administrators(acc.ID)...)
	if !l.try("draft for "+acc.Handle, author, func(a institution.Actor) error {
		p, err := l.Desk.Create(l.t.Context(), a, publishing.Draft{Content: c})
		if err == nil {
			l.postIDs = append(l.postIDs, p.ID)
		}
		return err
	}) {
		return
	}
	last := len(l.postIDs) - 1
	l.advance(last, author, "submit")
	l.advance(last, l.who(step{Who: x.Who + 3}, l.over(acc.AreaID, institution.Head, institution.Endorser)...), "endorse")
	usual = slices.DeleteFunc(usual, func(who string) bool { return who == author })
	l.advance(last, l.who(step{Who: x.Who + 6}, usual...), "approve")
}

func (l *life) advance(i int, who, how string) {
	p := l.Post(l.postIDs[i])
	hash := p.Content.Hash()
	l.try(how+" the post", who, func(a institution.Actor) (err error) {
		switch how {
		case "submit":
			_, err = l.Desk.Submit(l.t.Context(), a, p.ID)
		case "endorse":
			_, err = l.Desk.Endorse(l.t.Context(), a, p.ID, hash, "")
		case "approve":
			_, err = l.Desk.Approve(l.t.Context(), a, p.ID, hash, "")
		case "return":
			_, err = l.Desk.Return(l.t.Context(), a, p.ID, "Falta la fuente.", nil)
		default:
			_, err = l.Desk.Discard(l.t.Context(), a, p.ID)
		}
		return err
	})
}

func (l *life) review(x step) {
	if len(l.postIDs) > 0 {
		l.advance((x.Pick/4)%len(l.postIDs), l.who(x, l.with(institution.Head, institution.Endorser, institution.Lead, institution.Alternate)...), []string{"submit", "endorse", "approve", "return"}[x.Pick%4])
	}
}

func (l *life) discard(x step) {
	if len(l.postIDs) > 0 {
		l.advance(x.Pick%len(l.postIDs), l.who(x, l.with(institution.Head, institution.Lead)...), "discard")
	}
}

// night is what the program does by itself every so often.
func (l *life) night(step) {
	l.job("sweep", l.Desk.Sweep(l.t.Context()))
	l.job("try the accesses", l.Custodian.ProbeAll(l.t.Context()))
	l.job("order the ledger", l.book.Sequence(l.t.Context()))
}
