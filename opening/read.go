package opening

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/proposal"
	"pregonero/regulation"
	"pregonero/store"
)

// File is a proposal as its pages show it.
type File struct {
	Proposal  proposal.Proposal
	Area      institution.Area
	Zone      *time.Location // of the area
	Account   account.Account
	People    map[string]institution.Person // of its area's structure, and those it names
	Accounts  []account.Account             // of the institution that its name looks like
	Missing   []proposal.Question
	Wrong     map[proposal.Question]error
	Steps     []proposal.StepState
	Facts     proposal.Facts
	Deadlines []deadline.Deadline
	Calendar  regulation.Calendar // in force
	May       May
}

// May is what the reader may do with it now.
type May struct{ Write, Sign, Judge, Open, Mailbox, Request bool }

// Read shows a proposal to those whom it concerns.
func (v *Opener) Read(ctx context.Context, a institution.Actor, proposalID string) (File, error) {
	p, err := v.read(ctx, proposalID)
	if err != nil {
		return File{}, err
	}
	now, on := v.Now(), over(p)
	if !institution.Allowed(now, a, institution.AccountOpen, on) { // its administrators read it too
		if err := v.Gate.Permit(ctx, now, a, institution.ProposalRead, on); err != nil {
			return File{}, err
		}
	}
	f := File{Proposal: p, People: map[string]institution.Person{}, Wrong: map[proposal.Question]error{}}
	own := a.PersonID == p.By || a.PersonID == p.SentBy
	f.May = May{Write: institution.Allowed(now, a, institution.ProposalWrite, on), Sign: institution.Allowed(now, a, institution.LetterSign, on),
		Judge: institution.Allowed(now, a, institution.ProposalJudge, on) && !own, Open: institution.Allowed(now, a, institution.AccountOpen, on),
		Mailbox: institution.Allowed(now, a, institution.MailboxGive, on), Request: institution.Allowed(now, a, institution.RequestMake, on)}
	return f, v.Store.Read(ctx, func(t *store.Tx) error { return v.fill(ctx, t, &f) })
}

func (v *Opener) fill(ctx context.Context, t *store.Tx, f *File) (err error) {
	p := f.Proposal
	if f.Area, err = t.Area(ctx, p.AreaID); err != nil {
		return err
	}
	f.Zone = v.zone(f.Area.Zone)
	if f.Calendar, err = t.Calendar(ctx, v.Pack); err != nil {
		return err
	}
	w, err := v.around(ctx, t, p)
	if err != nil {
		return err
	}
	f.Accounts = p.Answers.Alike(w)
	if err := v.candidates(ctx, t, f, w); err != nil {
		return err
	}
	if p.Editable() {
		for _, q := range proposal.Questions() {
			if err := p.Answers.Check(v.Pack, q, w); err != nil {
				f.Missing, f.Wrong[q] = append(f.Missing, q), err
			}
		}
	}
	if f.Facts, err = v.facts(ctx, t, p); err != nil {
		return err
	}
	f.Account, f.Steps = f.Facts.Account, p.Steps(f.Facts)
	f.Deadlines, err = t.Deadlines(ctx, store.DeadlineFilter{Subjects: []string{subject(p)}, Ended: true})
	return err
}

// candidates are the active people of the area's structure, who can administer its account,
// with those that the proposal names.
func (v *Opener) candidates(ctx context.Context, t *store.Tx, f *File, w proposal.Around) error {
	all, err := t.People(ctx)
	for _, x := range all {
		if x.Active && w.Family(x.AreaID, f.Proposal.AreaID) {
			f.People[x.ID] = x
		}
	}
	for _, x := range []institution.Person{w.Lead, w.Alternate} {
		if x.ID != "" {
			f.People[x.ID] = x
		}
	}
	return err
}

// Clock is the deadline of that kind that the proposal owes; ok is false when it owes none.
func (f File) Clock(kind string) (deadline.Deadline, bool) {
	for _, d := range f.Deadlines {
		if d.Kind == kind && d.Owed() {
			return d, true
		}
	}
	return deadline.Deadline{}, false
}

// Row is a proposal in a list.
type Row struct {
	Proposal proposal.Proposal
	Area     institution.Area
	Clock    *deadline.Deadline // the answer that is owed
	Done     int                // questions answered well
}

// List shows the proposals that the actor may read: those that wait for an answer first, by
// how little time is left, then the newest.
func (v *Opener) List(ctx context.Context, a institution.Actor, states ...proposal.State) ([]Row, error) {
	now := v.Now()
	if !institution.Allowed(now, a, institution.AccountOpen, institution.On{}) { // administrators open accounts that were approved
		if err := v.Gate.Permit(ctx, now, a, institution.ProposalRead, institution.On{}); err != nil {
			return nil, err
		}
	}
	filter := store.MatterFilter{}
	for _, s := range states {
		filter.States = append(filter.States, string(s))
	}
	var out []Row
	err := v.Store.Read(ctx, func(t *store.Tx) error {
		all, err := t.Proposals(ctx, filter)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(p proposal.Proposal) bool {
			return !institution.Allowed(now, a, institution.ProposalRead, over(p)) && !institution.Allowed(now, a, institution.AccountOpen, over(p)) || p.State == proposal.Draft && !institution.Allowed(now, a, institution.ProposalWrite, over(p))
		})
		out, err = v.rows(ctx, t, all)
		return err
	})
	slices.SortStableFunc(out, func(x, y Row) int { return cmp.Compare(due(x), due(y)) })
	return out, err
}

// due orders a list: what is owed by its moment, the rest after it.
func due(r Row) int64 {
	if r.Clock == nil {
		return 1<<62 - r.Proposal.CreatedAt.UnixMicro()/2
	}
	return r.Clock.Due.UnixMicro()
}

func (v *Opener) rows(ctx context.Context, t *store.Tx, all []proposal.Proposal) ([]Row, error) {
	areas, err := t.Areas(ctx)
	if err != nil {
		return nil, err
	}
	byID := map[string]institution.Area{}
	for _, x := range areas {
		byID[x.ID] = x
	}
	owed, err := t.Deadlines(ctx, store.DeadlineFilter{Kinds: []string{regulation.DeadlineProposalAnswer}, Limit: 2000})
	if err != nil {
		return nil, err
	}
	clocks := map[string]deadline.Deadline{}
	for _, d := range owed {
		clocks[d.Subject] = d
	}
	var out []Row
	for _, p := range all {
		r := Row{Proposal: p, Area: byID[p.AreaID]}
		if d, ok := clocks[subject(p)]; ok {
			r.Clock = &d
		}
		for _, q := range proposal.Questions() {
			if p.Answers.Begun(q) {
				r.Done++
			}
		}
		out = append(out, r)
	}
	return out, nil
}
