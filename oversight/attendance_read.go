package oversight

import (
	"context"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

// Attendance is who attends an account, and when nobody does.
type Attendance struct {
	Days     []AttendedDay        `json:"days" nullable:"false"`    // from today on
	Off      []Unattended         `json:"off" nullable:"false"`     // days without attendance that come
	Periods  []regulation.Period  `json:"periods" nullable:"false"` // announced, and not over
	Turns    []RotaTurn           `json:"turns" nullable:"false"`
	Eligible []institution.Person `json:"-"` // who may attend
}

// AttendedDay is one day: its hours, and whose turn it is.
type AttendedDay struct {
	Date   regulation.Date    `json:"date"`
	Blocks []regulation.Block `json:"blocks" nullable:"false"`
	Reason string             `json:"reason,omitempty"` // why it is closed, or open otherwise
	Who    string             `json:"who,omitempty"`    // "": nobody was named, the lead attends
}

// Unattended is a stretch of days without attendance, with who watches over the account.
type Unattended struct {
	From    regulation.Date `json:"from"`
	To      regulation.Date `json:"to"`
	Reason  string          `json:"reason"`
	Who     []string        `json:"who" nullable:"false"`
	Missing bool            `json:"missing"` // on some day nobody does
}

// Sentence says its days and its reason in Spanish.
func (u Unattended) Sentence() string {
	return regulation.Stretch{From: u.From, To: u.To, Reason: u.Reason}.Sentence()
}

// RotaTurn is one of the rota.
type RotaTurn struct {
	account.Turn
	Left bool `json:"left"` // the person has no right over the account any more
}

const (
	rotaDays = 14 // days of the rota that are shown
	offDays  = 92 // how far ahead days without attendance are shown
)

// Attendance reads who attends an account, for who may see its file.
func (o *Office) Attendance(ctx context.Context, a institution.Actor, accountID string) (v Attendance, err error) {
	var acc account.Account
	if err := o.Store.Read(ctx, func(t *store.Tx) (err error) { acc, err = t.Account(ctx, accountID); return err }); err != nil {
		return v, err
	}
	if err := o.Gate.Permit(ctx, o.Now(), a, institution.AccountRead, overAccount(acc)); err != nil {
		return v, err
	}
	return v, o.Store.Read(ctx, func(t *store.Tx) error { v, err = o.attendance(ctx, t, acc); return err })
}

func (o *Office) attendance(ctx context.Context, t *store.Tx, acc account.Account) (Attendance, error) {
	v := Attendance{Days: []AttendedDay{}, Off: []Unattended{}, Periods: []regulation.Period{}, Turns: []RotaTurn{}}
	c, err := t.Calendar(ctx, o.Pack)
	if err != nil {
		return v, err
	}
	if v.Eligible, err = t.Holders(ctx, o.Now(), overAccount(acc), attendants...); err != nil {
		return v, err
	}
	may, err := o.mayAttend(ctx, t, acc)
	if err != nil || acc.State == account.Closed {
		return v, err
	}
	today := regulation.DateOf(o.Now().In(acc.Hours.Location()))
	for i := range rotaDays {
		d := AttendedDay{Date: today.Plus(i)}
		blocks, reason := acc.Hours.On(d.Date, c)
		d.Blocks, d.Reason = append([]regulation.Block{}, blocks...), reason
		if t, ok := acc.Rota.On(d.Date); ok && may(t.PersonID) {
			d.Who = t.Name
		}
		v.Days = append(v.Days, d)
	}
	for _, s := range acc.Hours.DaysOff(today, offDays, c) {
		v.Off = append(v.Off, watchers(acc.Rota, s, may))
	}
	v.Periods = append(v.Periods, ahead(acc.Hours.Periods, today)...)
	for _, t := range acc.Rota {
		v.Turns = append(v.Turns, RotaTurn{t, !may(t.PersonID)})
	}
	return v, nil
}

func watchers(r account.Rota, s regulation.Stretch, may func(string) bool) Unattended {
	u := Unattended{From: s.From, To: s.To, Reason: s.Reason, Who: []string{}}
	_, u.Missing = r.Unwatched(s, may)
	seen := map[string]bool{}
	for d := s.From; !s.To.Before(d); d = d.Plus(1) {
		if t, ok := r.On(d); ok && may(t.PersonID) && !seen[t.Name] {
			seen[t.Name], u.Who = true, append(u.Who, t.Name)
		}
	}
	return u
}
