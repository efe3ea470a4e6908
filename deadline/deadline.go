// Package deadline is what must be done by when: which clause sets it, from when it runs,
// what it counts and what it passes over, who owes it and who is told when it passes.
// Pure: no clock, no disk. Every deadline ends in an act (met), in being dropped with a
// reason, or stays open and is told again and again; none goes by in silence.
package deadline

import (
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// State of a deadline.
type State string

const (
	Open    State = "open"
	Passed  State = "passed" // still owed, past its moment, and escalated
	Met     State = "met"
	Dropped State = "dropped" // what owed it no longer exists
)

// Deadline is one due date.
type Deadline struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`    // the pack's id, such as proposal_answer
	Subject   string `json:"subject"` // what owes it, such as proposal:01J…
	AccountID string `json:"account_id,omitempty"`
	AreaID    string `json:"area_id,omitempty"`
	Path      string `json:"path,omitempty"`   // the page where it is met
	Detail    string `json:"detail,omitempty"` // Spanish: of what, such as the name of the account

	Label    string               `json:"label"`    // Spanish
	Clause   string               `json:"clause"`   // that sets it
	Own      bool                 `json:"own"`      // the figure is the institution's own
	Sentence string               `json:"sentence"` // Spanish: "15 días hábiles"
	From     time.Time            `json:"from"`
	Due      time.Time            `json:"due"`
	Skipped  []regulation.Skipped `json:"skipped,omitempty"`

	Owners   []string `json:"owners"`             // roles, or "person:ID"
	Escalate []string `json:"escalate,omitempty"` // idem, told when it passes

	Notices []Notice  `json:"notices"` // still to come, in order
	State   State     `json:"state"`
	EndedAt time.Time `json:"ended_at,omitzero"`
	Told    int       `json:"told"` // notices given so far
	Version int       `json:"-"`

	Unit  regulation.Unit `json:"unit"`
	Again int             `json:"again,omitempty"`
}

// Notice is a moment at which somebody is told.
type Notice struct {
	At      time.Time `json:"at"`
	Passing bool      `json:"passing"` // this one is the end itself
}

// For says what owes a deadline and who.
type For struct {
	Subject, AccountID, AreaID string
	Path, Detail               string
	Owners                     []string          // roles over the account, the area or the office; or "person:ID"
	Hours                      *regulation.Hours // nil: the pack's
}

// New counts the pack's deadline of that kind from now on.
func New(p *regulation.Pack, c regulation.Calendar, kind string, f For, id string, now time.Time) (Deadline, error) {
	rule, ok := p.Deadline(kind)
	if !ok {
		return Deadline{}, fault.New(fault.Invalid, "La norma no tiene el plazo «%s».", kind)
	}
	h := p.Attendance
	if f.Hours != nil {
		h = *f.Hours
	}
	due, skipped := rule.Due(now, h, c)
	d := Deadline{ID: id, Kind: kind, Subject: f.Subject, AccountID: f.AccountID, AreaID: f.AreaID, Path: f.Path, Detail: f.Detail,
		Label: rule.Label, Clause: rule.Clause, Own: rule.Own, Sentence: rule.Sentence(), From: now, Due: due, Skipped: skipped,
		Owners: f.Owners, Escalate: rule.Escalate, State: Open, Unit: rule.Unit, Again: rule.Again}
	for _, n := range rule.Remind {
		if at := before(due, n, rule.Unit, h.Location(), c); at.After(now) {
			d.Notices = append(d.Notices, Notice{At: at})
		}
	}
	d.Notices = append(d.Notices, Notice{At: due, Passing: true})
	slices.SortStableFunc(d.Notices, func(a, b Notice) int { return a.At.Compare(b.At) })
	return d, nil
}

// Committed is a deadline on a day that people chose, such as that of a training: the end
// of the day in loc. It reminds a week and a day before, and again every week once passed.
func Committed(kind, label, clause string, f For, id string, now time.Time, day regulation.Date, loc *time.Location) Deadline {
	d := Deadline{ID: id, Kind: kind, Subject: f.Subject, AccountID: f.AccountID, AreaID: f.AreaID, Path: f.Path, Detail: f.Detail,
		Label: label, Clause: clause, Own: true, Sentence: "los días hasta la fecha comprometida", From: now, Due: day.Plus(1).Start(loc).Add(-time.Second),
		Owners: f.Owners, Escalate: []string{string(institution.Head)}, State: Open, Unit: regulation.CalendarDays, Again: 7}
	for _, n := range []int{7, 1} {
		if at := before(d.Due, n, d.Unit, loc, regulation.Calendar{}); at.After(now) {
			d.Notices = append(d.Notices, Notice{At: at})
		}
	}
	d.Notices = append(d.Notices, Notice{At: d.Due, Passing: true})
	return d
}

// before is n units before due: business days for a count of business days, hours for
// hours, days otherwise. Reminders of days go out at nine in the morning.
func before(due time.Time, n int, u regulation.Unit, loc *time.Location, c regulation.Calendar) time.Time {
	if u == regulation.ClockHours || u == regulation.AttendanceHours {
		return due.Add(-time.Duration(n) * time.Hour)
	}
	day := regulation.DateOf(due.In(loc))
	for left, tries := n, 0; left > 0 && tries < 4000; tries++ {
		day = day.Plus(-1)
		if yes, _ := c.IsBusiness(day.Start(time.UTC)); yes || u != regulation.BusinessDays {
			left--
		}
	}
	return day.Start(loc).Add(9 * time.Hour)
}

// Next is the next moment at which somebody is told; zero when nobody is any more.
func (d Deadline) Next() time.Time {
	if !d.Owed() || len(d.Notices) == 0 {
		return time.Time{}
	}
	return d.Notices[0].At
}

// Owed tells whether it still has to be done.
func (d Deadline) Owed() bool { return d.State == Open || d.State == Passed }

// Overdue tells whether it is owed and its moment has passed.
func (d Deadline) Overdue(now time.Time) bool { return d.Owed() && now.After(d.Due) }

// Tell takes the notices whose moment has come. passing is true once, when the deadline
// passes; who says whom to tell now; nothing to tell gives nil.
func (d *Deadline) Tell(now time.Time) (who []string, passing bool) {
	if !d.Owed() {
		return nil, false
	}
	told := 0
	for len(d.Notices) > 0 && !d.Notices[0].At.After(now) {
		passing = passing || d.Notices[0].Passing
		d.Notices, told = d.Notices[1:], told+1
	}
	if told == 0 {
		return nil, false
	}
	d.Told++
	who = append(who, d.Owners...)
	if passing {
		d.State = Passed
	}
	if d.State != Passed {
		return who, false
	}
	if d.Again > 0 && len(d.Notices) == 0 {
		d.Notices = []Notice{{At: now.Add(d.again())}}
	}
	return union(who, d.Escalate), passing
}

func (d Deadline) again() time.Duration {
	if d.Unit == regulation.ClockHours || d.Unit == regulation.AttendanceHours {
		return time.Duration(d.Again) * time.Hour
	}
	return time.Duration(d.Again) * 24 * time.Hour
}

// End closes the deadline: met by the act that was owed, or dropped.
func (d *Deadline) End(s State, now time.Time) {
	if d.Owed() {
		d.State, d.EndedAt, d.Notices = s, now, nil
	}
}

// Late tells whether it was met after its moment.
func (d Deadline) Late() bool { return d.State == Met && d.EndedAt.After(d.Due) }

// Person names one person among owners.
func Person(id string) string { return institution.PersonPrefix + id }

// Roles turns roles into owners.
func Roles(rs ...institution.Role) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = string(r)
	}
	return out
}

func union(a, b []string) []string {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}

// On is what the deadline is over, for the roles that it names.
func (d Deadline) On() institution.On {
	on := institution.On{AreaID: d.AreaID, Subject: d.Subject}
	if d.AccountID != "" {
		on.AccountIDs = []string{d.AccountID}
	}
	return on
}

// OwedBy tells whether the actor is among those who owe it.
func (d Deadline) OwedBy(now time.Time, a institution.Actor) bool {
	return names(now, a, d.On(), d.Owners)
}

// Concerns tells whether the actor owes it or is told when it passes.
func (d Deadline) Concerns(now time.Time, a institution.Actor) bool {
	return d.OwedBy(now, a) || names(now, a, d.On(), d.Escalate)
}

func names(now time.Time, a institution.Actor, on institution.On, who []string) bool {
	self := []institution.Person{{ID: a.PersonID, Active: true}}
	return len(institution.Holders(now, self, a.Grants, on, who...)) > 0
}
