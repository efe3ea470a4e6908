package life

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/network/practice"
	"pregonero/opening"
	"pregonero/post"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/substituting"
)

// look asks of everything that must hold whether it does.
func (l *life) look() {
	accounts := l.accounts()
	l.twoAdministrators(accounts)
	l.oneExclusive(accounts)
	l.nothingBySilence()
	l.deadlines()
	l.numbers()
	l.quiet(accounts, nil)
	if fresh := l.fresh(); len(fresh) > 0 {
		l.breaks("looking left %d entries", len(fresh))
	}
}

// twoAdministrators: what may publish has two different people, active, of the ranks and
// the structure that are asked for, with the roles over it; or their substitution has time.
func (l *life) twoAdministrators(accounts []account.Account) {
	var all []institution.Person
	var areas []institution.Area
	var owed []deadline.Deadline
	l.read(func(tx *store.Tx) (err error) {
		if all, err = tx.People(l.t.Context()); err != nil {
			return err
		}
		if owed, err = tx.Deadlines(l.t.Context(), store.DeadlineFilter{Kinds: []string{regulation.DeadlineSubstitution}}); err != nil {
			return err
		}
		areas, err = tx.Areas(l.t.Context())
		return err
	})
	byID := map[string]institution.Person{}
	for _, p := range all {
		byID[p.ID] = p
	}
	family, held := institution.Family(areas), l.grants()
	for _, acc := range accounts {
		if acc.MayPublish() != nil {
			continue
		}
		waits := slices.ContainsFunc(owed, func(d deadline.Deadline) bool { return d.AccountID == acc.ID && d.State == deadline.Open })
		if acc.LeadID == acc.AlternateID {
			l.breaks("%s publishes with one administrator", acc.Handle)
		}
		for id, role := range map[string]institution.Role{acc.LeadID: institution.Lead, acc.AlternateID: institution.Alternate} {
			if id == "" && waits {
				continue
			}
			ranks := l.Pack.Administrators.Lead
			if role == institution.Alternate {
				ranks = l.Pack.Administrators.Alternate
			}
			p := byID[id]
			if !p.Active || !slices.Contains(ranks, p.RankID) || !family(p.AreaID, acc.AreaID) {
				l.breaks("%s publishes and its %s is %+v", acc.Handle, role, p)
			}
			if !holds(held, id, func(g institution.Grant) bool { return g.AccountID == acc.ID && g.Role == role }) {
				l.breaks("%s publishes and %s does not hold %s", acc.Handle, p.Username, role)
			}
		}
	}
	for _, g := range held {
		if !byID[g.PersonID].Active {
			l.breaks("%s left and holds %s", byID[g.PersonID].Username, g.Role)
		}
	}
}

func (l *life) oneExclusive(accounts []account.Account) {
	open := map[string][]string{}
	for _, acc := range accounts {
		if acc.State != account.Closed {
			open[acc.Network] = append(open[acc.Network], acc.Handle)
		}
	}
	for _, f := range l.Pack.Accounts {
		if f.Exclusive && len(open[f.Network]) > 1 {
			l.breaks("%s has %v", f.Network, open[f.Network])
		}
	}
}

// nothingBySilence: what is approved was approved by a person of the press office, and only
// what was approved has an account.
func (l *life) nothingBySilence() {
	for _, p := range l.proposals() {
		approved := p.State == proposal.Approved || p.State == proposal.Live
		if approved && (!l.verdicts["proposal:"+p.ID] || p.Verdict == nil || p.Verdict.Decision != proposal.Approve || p.Verdict.By == "" || p.Verdict.By == p.By) {
			l.breaks("%s is %s without a verdict: %+v", p.Folio, p.State, p.Verdict)
		}
		if approved != (p.AccountID != "") {
			l.breaks("%s is %s with account %q", p.Folio, p.State, p.AccountID)
		}
	}
}

func (l *life) owed() (out []deadline.Deadline) {
	l.read(func(tx *store.Tx) (err error) {
		out, err = tx.Deadlines(l.t.Context(), store.DeadlineFilter{})
		return err
	})
	return out
}

// deadlines: what is open has not passed since the clock looked; what passed was seen to.
func (l *life) deadlines() {
	for _, d := range l.owed() {
		next := d.Next()
		switch {
		case d.State == deadline.Open && next.IsZero():
			l.breaks("%s of %s is open and nobody will be told", d.Kind, d.Subject)
		case d.From.Before(l.ticked) && !next.IsZero() && next.Before(l.ticked):
			l.breaks("%s of %s should have been told at %s", d.Kind, d.Subject, next)
		case d.State == deadline.Passed && !l.passed[d.ID]:
			l.breaks("%s of %s passed in silence", d.Kind, d.Subject)
		}
	}
}

func (l *life) tickOf(step) { l.tick() }

// tick wakes the clock until nothing is left to tell: nothing but deadlines changes by it.
func (l *life) tick() {
	before, now := l.states(), l.Clock.Now()
	was := map[string]deadline.Deadline{}
	for _, d := range l.owed() {
		was[d.ID] = d
	}
	for range 20 {
		if err := l.clock.Tick(l.t.Context()); err != nil {
			l.breaks("tick: %v", err)
		}
		var left []deadline.Deadline
		l.read(func(tx *store.Tx) (err error) {
			left, err = tx.Deadlines(l.t.Context(), store.DeadlineFilter{ToldBy: now})
			return err
		})
		if len(left) == 0 {
			break
		}
	}
	l.ticked = now
	entries := l.fresh()
	for _, e := range entries {
		l.judge(e, nil, "tick")
	}
	for _, d := range l.owed() {
		if d.State == deadline.Passed && was[d.ID].State == deadline.Open {
			l.passes(d, entries)
		}
	}
	if after := l.states(); !maps.Equal(before, after) {
		l.breaks("time alone changed %v into %v", before, after)
	}
	for _, id := range l.woken { // that stops publishing is the rule's own, and no decision
		l.job("nobody was designated", l.substituter.Passed(l.t.Context(), substituting.Passing{AccountID: id}))
	}
	l.woken = nil
	l.diary = append(l.diary, fmt.Sprintf("%s tick: %d told", now.Format("2006-01-02 15:04"), len(entries)))
}

// passes: the ledger says so, those who are there to be told are told by mail, and who must
// act is woken, which decides nothing either.
func (l *life) passes(d deadline.Deadline, entries []ledger.Entry) {
	l.passed[d.ID] = true
	said := slices.ContainsFunc(entries, func(e ledger.Entry) bool {
		return e.Act == "deadline.pass" && e.Subject == d.Subject && e.Details["kind"] == d.Kind && e.Clause == d.Clause
	})
	if !said {
		l.breaks("%s of %s passed and the ledger does not say so", d.Kind, d.Subject)
	}
	var people []institution.Person
	var mails []store.Mail
	l.read(func(tx *store.Tx) (err error) {
		if people, err = tx.Holders(l.t.Context(), l.Clock.Now(), d.On(), append(slices.Clone(d.Owners), d.Escalate...)...); err != nil {
			return err
		}
		mails, err = tx.Mails(l.t.Context(), store.MailFilter{Thread: "deadline:" + d.ID})
		return err
	})
	for _, p := range people {
		if !slices.ContainsFunc(mails, func(m store.Mail) bool { return m.To.Email == p.Email }) {
			l.breaks("%s of %s passed and %s was not told", d.Kind, d.Subject, p.Username)
		}
	}
	if len(people) == 0 && len(d.Escalate) > 0 {
		l.diary = append(l.diary, fmt.Sprintf("nobody is there to be told of %s of %s", d.Kind, d.Subject))
	}
	if d.Kind == regulation.DeadlineProposalAnswer {
		l.job("the answer is late", l.opener.AnswerPassed(l.t.Context(), opening.Passed{Subject: d.Subject}))
	}
	if d.Kind == regulation.DeadlineSubstitution {
		l.woken = append(l.woken, d.AccountID)
	}
}

// states is where everything stands that people decide on.
func (l *life) states() map[string]string {
	out := map[string]string{}
	for _, p := range l.proposals() {
		out["proposal:"+p.ID] = string(p.State) + p.AccountID
	}
	for _, a := range l.accounts() {
		out["account:"+a.ID] = fmt.Sprint(a.State, a.Stopped, a.LeadID, a.AlternateID)
	}
	for _, r := range l.requests() {
		out["request:"+r.ID] = string(r.State)
	}
	for _, i := range l.incidents() {
		out["incident:"+i.ID] = string(i.State)
	}
	for _, id := range l.postIDs {
		out["post:"+id] = string(l.Post(id).State)
	}
	return out
}

// numbers: each series counts from one without gaps.
func (l *life) numbers() {
	var all []string
	l.read(func(tx *store.Tx) error {
		ctx := l.t.Context()
		letters, err := tx.Letters(ctx, store.MatterFilter{})
		if err != nil {
			return err
		}
		for _, o := range letters {
			all = append(all, o.Number)
		}
		incidents, err := tx.Incidents(ctx, store.MatterFilter{})
		if err != nil {
			return err
		}
		for _, i := range incidents {
			all = append(all, i.Folio)
		}
		requests, err := tx.Requests(ctx, store.MatterFilter{})
		for _, r := range requests {
			all = append(all, r.Folio)
		}
		return err
	})
	for _, p := range l.proposals() {
		if p.Folio != "" {
			all = append(all, p.Folio)
		}
	}
	series := map[string][]int{}
	for _, number := range all {
		parts := strings.Split(number, "/")
		if len(parts) < 3 {
			l.breaks("«%s» is no number", number)
			continue
		}
		at := len(parts) - 2
		n, err := strconv.Atoi(parts[at])
		if err != nil {
			l.breaks("«%s» is no number", number)
		}
		parts[at] = ""
		series[strings.Join(parts, "/")] = append(series[strings.Join(parts, "/")], n)
	}
	for name, ns := range series {
		slices.Sort(ns)
		for i, n := range ns {
			if n != i+1 {
				l.breaks("the series %s has a gap or a repeat: %v", name, ns)
				break
			}
		}
	}
}

// quiet: nothing is on the network but what was sent while its account might publish. may
// names the account that may have published just now.
func (l *life) quiet(accounts []account.Account, may *account.Account) {
	for _, acc := range accounts {
		if acc.Network != practice.Name {
			continue
		}
		n := len(l.Posts(acc))
		if n > l.told[acc.Handle] && (may == nil || may.ID != acc.ID || may.MayPublish() != nil || may.Held(l.Clock.Now())) {
			l.breaks("%s published while it might not: %v", acc.Handle, acc.MayPublish())
		}
		l.told[acc.Handle] = n
	}
}

func (l *life) due(until time.Time) (out []post.Publication) {
	l.read(func(tx *store.Tx) error {
		all, err := tx.Publications(l.t.Context(), store.PublicationFilter{Stages: []post.Stage{post.Waiting}})
		for _, p := range all {
			if !p.NextAt.After(until) {
				out = append(out, p)
			}
		}
		return err
	})
	slices.SortFunc(out, func(a, b post.Publication) int { return a.NextAt.Compare(b.NextAt) })
	return out
}

// send is the job of one publication.
func (l *life) send(p post.Publication) {
	var acc account.Account
	l.read(func(tx *store.Tx) (err error) { acc, err = tx.Account(l.t.Context(), p.AccountID); return err })
	l.job("send from "+acc.Handle, l.Desk.Send(l.t.Context(), p.ID))
	now := l.Publication(p.ID)
	if now.Stage == post.Published && acc.MayPublish() != nil {
		l.breaks("%s was published: %v", p.ID, acc.MayPublish())
	}
	if now.Stage == post.Waiting && !now.NextAt.After(l.Clock.Now()) {
		l.breaks("%s waits for an hour that is here", p.ID)
		return
	}
	l.quiet(l.accounts(), &acc)
}

// final: the ledger, put in order, proves itself whole.
func (l *life) final() {
	if err := l.book.Sequence(l.t.Context()); err != nil {
		l.breaks("order the ledger: %v", err)
	}
	var b bytes.Buffer
	if err := l.book.WriteExport(l.t.Context(), "", &b); err != nil {
		l.breaks("export the ledger: %v", err)
		return
	}
	r, err := ledger.Verify(l.t.Context(), bytes.NewReader(b.Bytes()), int64(b.Len()), l.book.Verifier)
	if err != nil || !r.OK() || r.Entries != l.entries {
		l.breaks("the ledger is not whole: %d of %d entries, %v, %v", r.Entries, l.entries, r.Problems, err)
	}
}
