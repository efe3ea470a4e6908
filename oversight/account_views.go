package oversight

import (
	"context"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// AccountFile is what the page of an account shows; never a secret, never its contents
// to those who may not read them.
type AccountFile struct {
	Account      account.Account
	Area         institution.Area
	Lead         institution.Person
	Alternate    institution.Person
	Calendar     regulation.Calendar // in force
	Open         bool                // attending now
	OpensAt      time.Time
	Published    int
	Last         []post.Publication // only for who may read contents
	MayChange    bool
	MayUse       bool // its credentials
	MayAttend    bool // announce vacations, set who attends
	MayStop      bool
	MayReadPosts bool
	MayReadLog   bool // the account's ledger
	Next         Obligation
}

// Obligation is what an account owes next, by what is known of it.
type Obligation string

const (
	OwesNothing       Obligation = ""
	OwesAdministrator Obligation = "administrator" // one of the two is missing
	OwesActivation    Obligation = "activation"    // it is registered and not yet in force
	OwesConnection    Obligation = "connection"    // it has no credentials
	OwesReconnection  Obligation = "reconnection"  // the network did not accept the credentials
	OwesResumption    Obligation = "resumption"    // its publishing is stopped
	OwesOpening       Obligation = "opening"       // it was approved and its opening goes on
)

// Owed is the most pressing of what the account owes.
func Owed(a account.Account) Obligation {
	switch {
	case a.State == account.Closed:
		return OwesNothing
	case a.State == account.Authorised:
		return OwesOpening
	case a.Missing():
		return OwesAdministrator
	case !a.Credential.Present:
		return OwesConnection
	case !a.Credential.ProbeOK:
		return OwesReconnection
	case a.State == account.Registered:
		return OwesActivation
	case a.Stopped:
		return OwesResumption
	}
	return OwesNothing
}

// AccountFile opens the file of an account.
func (o *Office) AccountFile(ctx context.Context, a institution.Actor, accountID string) (AccountFile, error) {
	now := o.Now()
	var f AccountFile
	err := o.Store.Read(ctx, func(t *store.Tx) (err error) {
		f.Account, err = t.Account(ctx, accountID)
		return err
	})
	if err != nil {
		return f, err
	}
	on := institution.On{AreaID: f.Account.AreaID, AccountIDs: []string{accountID}, Subject: "account:" + accountID}
	if err := o.Gate.Permit(ctx, now, a, institution.AccountRead, on); err != nil {
		return f, err
	}
	f.MayChange = institution.Allowed(now, a, institution.AccountChange, on)
	f.MayUse = institution.Allowed(now, a, institution.CredentialUse, on)
	f.MayAttend = institution.Allowed(now, a, institution.AttendanceSet, on)
	f.MayStop = institution.Allowed(now, a, institution.PublishingStop, on)
	f.MayReadPosts = institution.Allowed(now, a, institution.PostRead, on)
	f.MayReadLog = institution.Allowed(now, a, institution.LedgerRead, on)
	f.Next = Owed(f.Account)
	return f, o.Store.Read(ctx, func(t *store.Tx) error { return o.fill(ctx, t, &f) })
}

func (o *Office) fill(ctx context.Context, t *store.Tx, f *AccountFile) (err error) {
	if f.Calendar, err = t.Calendar(ctx, o.Pack); err != nil {
		return err
	}
	now := o.Now()
	if f.Open = f.Account.State == account.Active && f.Account.Hours.Open(now, f.Calendar); !f.Open {
		f.OpensAt = f.Account.Hours.NextOpen(now, f.Calendar)
	}
	if f.Area, err = t.Area(ctx, f.Account.AreaID); err != nil {
		return err
	}
	if f.Lead, err = o.personOrNone(ctx, t, f.Account.LeadID); err != nil {
		return err
	}
	if f.Alternate, err = o.personOrNone(ctx, t, f.Account.AlternateID); err != nil {
		return err
	}
	of := store.PublicationFilter{Accounts: []string{f.Account.ID}, Stages: []post.Stage{post.Published}, Newest: true, Limit: 30}
	counts, err := t.CountPublications(ctx, of)
	if err != nil {
		return err
	}
	f.Published = counts[post.Published]
	if f.MayReadPosts {
		f.Last, err = t.Publications(ctx, of)
	}
	return err
}

// Accounts lists the registry for those who may see it.
func (o *Office) Accounts(ctx context.Context, a institution.Actor) (out []account.Account, areas map[string]institution.Area, err error) {
	if err := o.Gate.Permit(ctx, o.Now(), a, institution.AccountRead, institution.On{}); err != nil {
		return nil, nil, err
	}
	all := a.Has(institution.Press) || a.Has(institution.IT) || a.Has(institution.Auditor) || a.Has(institution.President) || a.Has(institution.Secretary)
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		if areas, err = areasByID(ctx, t); err != nil {
			return err
		}
		if all {
			out, err = t.Accounts(ctx, store.AccountFilter{})
			return err
		}
		if out, err = t.AccountsOf(ctx, a); err != nil {
			return err
		}
		if own := a.Areas(institution.Endorser); len(out) == 0 && len(own) > 0 {
			out, err = t.Accounts(ctx, store.AccountFilter{Areas: own})
		}
		return err
	})
	return out, areas, err
}

func areasByID(ctx context.Context, t *store.Tx) (map[string]institution.Area, error) {
	all, err := t.Areas(ctx)
	out := make(map[string]institution.Area, len(all))
	for _, x := range all {
		out[x.ID] = x
	}
	return out, err
}

// Areas lists the areas; anybody who is logged in may know them.
func (o *Office) Areas(ctx context.Context) (out []institution.Area, err error) {
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		out, err = t.Areas(ctx)
		return err
	})
	return out, err
}

// PublicAccount is what everybody may know of an account.
type PublicAccount struct {
	Account account.Account
	Area    institution.Area
	Open    bool
	OpensAt time.Time

	Absences []Absence // the soonest first
}

// Absence is some days to come on which an account does not attend, or attends otherwise.
type Absence struct {
	From regulation.Date
	In   int    // days until it begins; 0 or less: it goes on
	Text string // Spanish
}

// announcedDays is how far ahead the public is told of days without attendance.
const announcedDays = 60

// Recognition is the answer to "is this account the institution's?".
type Recognition struct {
	Query   string
	Matches []PublicAccount // exactly that account
	Similar []PublicAccount // official ones that look like it
}

// Recognise answers the public. It reads the registry and nothing else. An address is
// recognised only on the site where the account is: the same name elsewhere is only alike.
//
//clause:code 1.p1
func (o *Office) Recognise(ctx context.Context, query string) (Recognition, error) {
	all, err := o.Directory(ctx)
	r := Recognition{Query: strings.TrimSpace(query)}
	if err != nil || r.Query == "" {
		return r, err
	}
	want, host := account.Fold(r.Query), account.Host(r.Query)
	for _, p := range all {
		near := account.Likeness(want, p.Account)
		if near == account.Same && host != "" && !p.Account.On(host) {
			near = account.Near
		}
		switch {
		case near == account.Same:
			r.Matches = append(r.Matches, p)
		case near == account.Near && p.Account.State != account.Closed:
			r.Similar = append(r.Similar, p)
		}
	}
	return r, nil
}

// Directory lists every account that was ever opened, for the public page.
func (o *Office) Directory(ctx context.Context) (out []PublicAccount, err error) {
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		areas, err := areasByID(ctx, t)
		if err != nil {
			return err
		}
		calendar, err := t.Calendar(ctx, o.Pack)
		if err != nil {
			return err
		}
		all, err := t.Accounts(ctx, store.AccountFilter{})
		for _, acc := range all {
			if acc.State != account.Authorised { // not there yet: whoever says it is deceives
				out = append(out, o.public(acc, areas[acc.AreaID], calendar))
			}
		}
		return err
	})
	return out, err
}

// PublicAccount reads one account of the registry, for the public page.
func (o *Office) PublicAccount(ctx context.Context, id string) (p PublicAccount, err error) {
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		acc, err := t.Account(ctx, id)
		if err != nil {
			return err
		}
		if acc.State == account.Authorised {
			return fault.New(fault.NotFound, "Esa cuenta no existe todavía.")
		}
		area, err := t.Area(ctx, acc.AreaID)
		if err != nil {
			return err
		}
		calendar, err := t.Calendar(ctx, o.Pack)
		p = o.public(acc, area, calendar)
		return err
	})
	return p, err
}

// public is an account with whether it attends now, and when it will not; only one that is
// in force does.
//
//clause:code 5.1.p5
func (o *Office) public(acc account.Account, area institution.Area, c regulation.Calendar) PublicAccount {
	now := o.Now()
	p := PublicAccount{Account: acc, Area: area}
	if acc.State != account.Active {
		return p
	}
	if p.Open = acc.Hours.Open(now, c); !p.Open {
		p.OpensAt = acc.Hours.NextOpen(now, c)
	}
	today := regulation.DateOf(now.In(acc.Hours.Location()))
	p.Absences = absences(acc.Hours, c, today)
	return p
}

// absences are the periods that were announced, and the days off beside them.
func absences(h regulation.Hours, c regulation.Calendar, today regulation.Date) (out []Absence) {
	all := ahead(h.Periods, today)
	for _, s := range h.DaysOff(today, announcedDays, c) {
		if off := (regulation.Period{From: s.From, To: s.To, Reason: s.Reason}); !slices.ContainsFunc(all, off.Overlaps) {
			all = append(all, off)
		}
	}
	for _, p := range ahead(all, today) {
		days := int(p.From.Start(time.UTC).Sub(today.Start(time.UTC)) / (24 * time.Hour))
		out = append(out, Absence{From: p.From, In: days, Text: p.Sentence()})
	}
	return out
}

// ahead are the periods that are not over, in order.
func ahead(all []regulation.Period, today regulation.Date) (out []regulation.Period) {
	for _, p := range all {
		if !p.To.Before(today) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b regulation.Period) int { return a.From.Start(time.UTC).Compare(b.From.Start(time.UTC)) })
	return out
}

// Calendar is the calendar in force; everybody may know it.
func (o *Office) Calendar(ctx context.Context) (c regulation.Calendar, err error) {
	err = o.Store.Read(ctx, func(t *store.Tx) error { c, err = t.Calendar(ctx, o.Pack); return err })
	return c, err
}

// Area reads one area.
func (o *Office) Area(ctx context.Context, id string) (area institution.Area, err error) {
	err = o.Store.Read(ctx, func(t *store.Tx) error {
		area, err = t.Area(ctx, id)
		return err
	})
	return area, err
}
