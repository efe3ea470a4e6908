package post

import (
	"testing"
	"time"

	"pregonero/internal/fault"
)

// A date that leaves JSON's years in UTC is refused before the content is hashed.
func TestImpossibleDates(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 9, 1, 16, 0, 0, 0, time.UTC)
	west, east := time.FixedZone("", -23*3600), time.FixedZone("", 23*3600)
	for _, at := range []time.Time{time.Date(9999, 12, 31, 23, 59, 0, 0, west), time.Date(0, 1, 1, 0, 0, 0, 0, east), time.Date(1999, 12, 31, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)} {
		p := New("p", "a", "ana", "Ana", now)
		for field, c := range map[string]Content{"due_at": {DueAt: at}, "review_on": {ReviewOn: at}} {
			if f, ok := fault.Of(p.Edit("ana", c, "a", now)); !ok || f.Kind != fault.Invalid || f.Field != field {
				t.Errorf("%s at %v: %v", field, at, f)
			}
		}
		if err := p.MoveTo("ana", at, now, time.Minute); err == nil {
			t.Errorf("moved to %v", at)
		}
	}
	p := New("p", "a", "ana", "Ana", now)
	if err := p.Edit("ana", Content{DueAt: now.Add(time.Hour), ReviewOn: now.AddDate(1, 0, 0)}, "a", now); err != nil {
		t.Error(err)
	}
}
