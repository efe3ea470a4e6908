package oversight

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/closure"
	"pregonero/deadline"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/letter"
	"pregonero/paper"
	"pregonero/proposal"
	"pregonero/request"
	"pregonero/store"
)

// Dossier is the whole life of an account, as far as its reader may know it: never a secret,
// and what is left out is said.
type Dossier struct {
	At             time.Time           `json:"at"`
	Account        account.Account     `json:"account"`
	Area           string              `json:"area"`
	Proposals      []proposal.Proposal `json:"proposals" nullable:"false"`
	Letters        []letter.Letter     `json:"letters" nullable:"false"`
	Administrators []Tenure            `json:"administrators" nullable:"false"` // the former first
	Attendance     Attendance          `json:"attendance"`
	Custody        *CustodyFacts       `json:"custody,omitempty"`
	Incidents      []incident.Incident `json:"incidents" nullable:"false"` // drills too
	Misuses        []Reported          `json:"misuses" nullable:"false"`
	Requests       []request.Request   `json:"requests" nullable:"false"` // unforeseen cases, matters raised, questions
	Closure        *closure.Closure    `json:"closure,omitempty"`
	Deadlines      []deadline.Deadline `json:"deadlines" nullable:"false"` // owed
	Published      int                 `json:"published"`
	LeftOut        []LeftOut           `json:"left_out" nullable:"false"`

	File     AccountFile `json:"-"`
	Timeline []Line      `json:"-"` // of its life, the oldest first
	More     bool        `json:"-"` // there is more than the timeline shows
}

// Tenure is somebody who administered the account, or headed its area, and when.
type Tenure struct {
	Role     string    `json:"role"`
	PersonID string    `json:"person_id"`
	Name     string    `json:"name"`
	From     time.Time `json:"from"`
	Until    time.Time `json:"until,omitzero"`
}

// CustodyFacts is how the accesses are kept: what, since when, who saw, never one of them
// nor a mark of it.
type CustodyFacts struct {
	Kept        map[account.Part]account.Kept `json:"kept"`
	CodesLeft   int                           `json:"codes_left"`
	RenewedAt   time.Time                     `json:"renewed_at,omitzero"`
	Due         time.Time                     `json:"due,omitzero"`
	Views       []account.View                `json:"views" nullable:"false"` // the last ones, newest first
	Watch       account.Watch                 `json:"watch"`
	DestroyedAt time.Time                     `json:"destroyed_at,omitzero"`
}

// Reported is a report of misuse without its evidence, which has its own page.
type Reported struct {
	ID     string              `json:"id"`
	Folio  string              `json:"folio"`
	At     time.Time           `json:"at"`
	State  incident.State      `json:"state"`
	Text   string              `json:"text"`
	Hash   string              `json:"hash"` // of the evidence
	Handed *incident.HandedOut `json:"handed,omitempty"`
}

// Parts of a dossier that a reader may have no right to.
const (
	PartProposals = "proposals"
	PartLetters   = "letters"
	PartCustody   = "custody"
	PartIncidents = "incidents"
	PartMisuses   = "misuses"
	PartTimeline  = "timeline"
)

// LeftOut is a part that the reader has no right to, with the clause that says so.
type LeftOut struct {
	Part   string `json:"part"`
	Clause string `json:"clause"`
}

// Booklet and its parts are what a dossier is printed as; said here so that pages need not
// know the package of printing.
type (
	Booklet        = paper.Booklet
	BookletChapter = paper.Chapter
	BookletPart    = paper.Part
)

// everydayActs are acts of every day, which the life of an account leaves out: the ledger has them.
var everydayActs = []string{"post.", "publication.", "item.", "inbox.", "session.", "mail.", "credential.probe", "ledger.", "people.", "request.read"}

// lifeShown bounds the timeline of a dossier.
const lifeShown = 500

// Dossier reads the whole life of an account. Who may not see its file is refused; each part
// asks for its own right besides, and without it is left out and said to be.
//
//clause:code 8.iii
func (o *Office) Dossier(ctx context.Context, a institution.Actor, accountID string) (Dossier, error) {
	f, err := o.AccountFile(ctx, a, accountID)
	if err != nil {
		return Dossier{}, err
	}
	d := Dossier{At: o.Now(), Account: f.Account, Area: f.Area.Name, File: f, Published: f.Published, Proposals: []proposal.Proposal{}, Letters: []letter.Letter{}, Administrators: []Tenure{},
		Incidents: []incident.Incident{}, Misuses: []Reported{}, Requests: []request.Request{}, Deadlines: []deadline.Deadline{}, LeftOut: []LeftOut{}}
	return d, o.Store.Read(ctx, func(t *store.Tx) error {
		for _, part := range []struct {
			name string
			act  institution.Act
			read func(context.Context, *store.Tx, institution.Actor, *Dossier) error
		}{
			{"", institution.AccountRead, o.dossierPeople},
			{"", institution.AccountRead, o.dossierState},
			{"", institution.AccountRead, o.dossierRequests},
			{PartProposals, institution.ProposalRead, o.dossierProposals},
			{PartLetters, institution.LetterRead, o.dossierLetters},
			{PartCustody, institution.CredentialReview, o.dossierCustody},
			{PartIncidents, institution.IncidentRead, o.dossierIncidents},
			{PartMisuses, institution.MisuseHandle, o.dossierMisuses},
			{PartTimeline, institution.LedgerRead, o.dossierTimeline},
		} {
			if !institution.Allowed(o.Now(), a, part.act, overAccount(f.Account)) {
				d.LeftOut = append(d.LeftOut, LeftOut{part.name, o.Pack.ClauseFor(institution.Cites(part.act))})
				continue
			}
			if err := part.read(ctx, t, a, &d); err != nil {
				return err
			}
		}
		return nil
	})
}

// Left gives the clause for which a part is left out; ok is false when it is there.
func (d Dossier) Left(part string) (clause string, ok bool) {
	i := slices.IndexFunc(d.LeftOut, func(x LeftOut) bool { return x.Part == part })
	if i < 0 {
		return "", false
	}
	return d.LeftOut[i].Clause, true
}

func (o *Office) dossierPeople(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	grants, err := t.GrantsOver(ctx, d.Account.AreaID, d.Account.ID, d.Account.RegisteredAt, o.Now())
	if err != nil {
		return err
	}
	people, err := t.People(ctx)
	if err != nil {
		return err
	}
	for _, g := range grants {
		x := Tenure{Role: institution.RoleLabel(g.Role), PersonID: g.PersonID, Name: g.PersonID, From: g.From, Until: g.Until}
		if i := slices.IndexFunc(people, func(p institution.Person) bool { return p.ID == g.PersonID }); i >= 0 {
			x.Name = people[i].Name
		}
		d.Administrators = append(d.Administrators, x)
	}
	return nil
}

func (o *Office) dossierState(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) (err error) {
	if d.Attendance, err = o.attendance(ctx, t, d.Account); err != nil {
		return err
	}
	owed, err := t.Deadlines(ctx, store.DeadlineFilter{Accounts: []string{d.Account.ID}})
	if err != nil {
		return err
	}
	d.Deadlines = append(d.Deadlines, owed...)
	c, begun, err := t.Closure(ctx, d.Account.ID)
	if begun {
		d.Closure = &c
	}
	return err
}

func (o *Office) dossierRequests(ctx context.Context, t *store.Tx, a institution.Actor, d *Dossier) error {
	all, err := t.Requests(ctx, store.MatterFilter{Accounts: []string{d.Account.ID}, Oldest: true})
	for _, r := range all {
		if r.MayRead(o.Now(), a) {
			d.Requests = append(d.Requests, r)
		}
	}
	return err
}

// dossierProposals reads the proposal that the account was born of; one that was there
// before has none.
func (o *Office) dossierProposals(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	all, err := t.Proposals(ctx, store.MatterFilter{Accounts: []string{d.Account.ID}, Oldest: true})
	d.Proposals = append(d.Proposals, all...)
	return err
}

// dossierLetters reads the account's letters, and those of its proposal.
func (o *Office) dossierLetters(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	all, err := t.Letters(ctx, store.MatterFilter{Accounts: []string{d.Account.ID}})
	if err != nil {
		return err
	}
	if d.Account.Proposal != "" {
		born, err := t.Letters(ctx, store.MatterFilter{Subject: "proposal:" + d.Account.Proposal})
		if err != nil {
			return err
		}
		all = append(all, born...)
	}
	slices.SortFunc(all, func(x, y letter.Letter) int { return cmp.Compare(x.ID, y.ID) })
	d.Letters = append(d.Letters, slices.CompactFunc(all, func(x, y letter.Letter) bool { return x.ID == y.ID })...)
	return nil
}

func (o *Office) dossierCustody(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	c, err := t.Custody(ctx, d.Account)
	d.Custody = &CustodyFacts{Kept: map[account.Part]account.Kept{}, CodesLeft: c.CodesLeft, RenewedAt: c.RenewedAt, Due: c.Due, Views: append([]account.View{}, c.Views...), Watch: c.Watch, DestroyedAt: c.DestroyedAt}
	for p, k := range c.Kept {
		d.Custody.Kept[p] = k
	}
	return err
}

func (o *Office) dossierIncidents(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	all, err := t.Incidents(ctx, store.MatterFilter{Accounts: []string{d.Account.ID}, Oldest: true})
	d.Incidents = append(d.Incidents, all...)
	return err
}

func (o *Office) dossierMisuses(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	all, err := t.Misuses(ctx, store.MatterFilter{Accounts: []string{d.Account.ID}, Oldest: true})
	for _, m := range all {
		d.Misuses = append(d.Misuses, Reported{m.ID, m.Folio, m.At, m.State, m.Text, m.Hash, m.Handed})
	}
	return err
}

// dossierTimeline reads what the ledger says of the account's life, and of the proposal and
// the letters that came before the account was there.
func (o *Office) dossierTimeline(ctx context.Context, t *store.Tx, _ institution.Actor, d *Dossier) error {
	filters := []store.LedgerFilter{{Accounts: []string{d.Account.ID}}}
	for _, p := range d.Proposals {
		filters = append(filters, store.LedgerFilter{Subject: "proposal:" + p.ID})
	}
	for _, l := range d.Letters {
		filters = append(filters, store.LedgerFilter{Subject: "letter:" + l.ID})
	}
	var all []Line
	for _, f := range filters {
		f.Without, f.Limit = everydayActs, lifeShown
		rows, err := t.Ledger(ctx, f)
		if err != nil {
			return err
		}
		for _, r := range rows {
			l, err := ledgerLine(r)
			if err != nil {
				return err
			}
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(x, y Line) int { return cmp.Compare(x.ID, y.ID) })
	all = slices.CompactFunc(all, func(x, y Line) bool { return x.ID == y.ID })
	if d.More = len(all) > lifeShown; d.More {
		all = all[len(all)-lifeShown:]
	}
	d.Timeline = all
	return nil
}
