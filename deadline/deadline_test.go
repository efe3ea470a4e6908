package deadline

import (
	"slices"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/regulation"
)

func pack(t *testing.T) *regulation.Pack {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var mexico = func() *time.Location {
	l, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		panic(err)
	}
	return l
}()

// The fifteen business days of an answer pass over weekends, the third Monday of November
// and the vacation period, and everything of that stands in the deadline.
func TestCounts(t *testing.T) {
	t.Parallel()
	p := pack(t)
	now := time.Date(2026, 11, 12, 12, 0, 0, 0, mexico)
	d, err := New(p, p.Calendar, regulation.DeadlineProposalAnswer, For{Subject: "proposal:1", Owners: Roles(institution.Press)}, "d1", now)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Due.In(mexico).Format("2006-01-02 15:04:05"); got != "2026-12-04 23:59:59" {
		t.Errorf("due %s", got)
	}
	if d.Clause != "7.iii" || d.Sentence != "15 días hábiles" || len(d.Skipped) != 7 {
		t.Errorf("clause %s, %s, skips %v", d.Clause, d.Sentence, d.Skipped)
	}
	var at []string
	for _, n := range d.Notices {
		at = append(at, n.At.In(mexico).Format("01-02 15:04"))
	}
	if want := []string{"11-27 09:00", "12-02 09:00", "12-03 09:00", "12-04 23:59"}; !slices.Equal(at, want) {
		t.Errorf("notices %v, want %v", at, want)
	}
}

func TestTells(t *testing.T) {
	t.Parallel()
	p := pack(t)
	now := time.Date(2026, 11, 12, 12, 0, 0, 0, mexico)
	d, err := New(p, p.Calendar, regulation.DeadlineProposalAnswer, For{Owners: Roles(institution.Press)}, "d1", now)
	if err != nil {
		t.Fatal(err)
	}
	if who, _ := d.Tell(now.Add(time.Hour)); who != nil {
		t.Errorf("told before its time: %v", who)
	}
	if who, passing := d.Tell(d.Notices[0].At); passing || !slices.Equal(who, []string{"press_office"}) {
		t.Errorf("reminder to %v, passing %v", who, passing)
	}
	late := d.Due.Add(72 * time.Hour) // the program was down: the reminders that were missed are one
	who, passing := d.Tell(late)
	if !passing || d.State != Passed || !slices.Equal(who, []string{"press_office", "committee_president"}) {
		t.Errorf("passing %v, %s, to %v", passing, d.State, who)
	}
	if next := d.Next(); !next.Equal(late.Add(48 * time.Hour)) {
		t.Errorf("told again at %s", next)
	}
	if who, passing := d.Tell(d.Next()); passing || len(who) != 2 {
		t.Errorf("second escalation: %v, %v", who, passing)
	}
	d.End(Met, late.Add(100*time.Hour))
	if who, _ := d.Tell(late.Add(1000 * time.Hour)); who != nil || !d.Late() || !d.Next().IsZero() {
		t.Errorf("still told after its end")
	}
	d.End(Dropped, now)
	if d.State != Met {
		t.Error("an ended deadline ended again")
	}
}

// Whoever the packs tell is a role that exists.
func TestEscalationNamesRoles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"ine", "ejemplo"} {
		p, err := regulation.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		for id, d := range p.Deadlines {
			for _, r := range d.Escalate {
				if !slices.Contains(institution.Roles(), institution.Role(r)) {
					t.Errorf("%s: %s tells %q, which is no role", name, id, r)
				}
			}
		}
	}
}
