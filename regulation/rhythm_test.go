package regulation

import (
	"testing"
	"time"
)

//clause:test 6.xxii
func TestRhythmDue(t *testing.T) {
	t.Parallel()
	p, err := Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	loc := p.Location()
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, loc) }
	for name, c := range map[string]struct {
		every string
		last  time.Time
		want  Date
	}{
		"the next day":           {EveryDay, at(24, 10), Date{2026, 11, 25}},
		"over the weekend":       {EveryDay, at(20, 10), Date{2026, 11, 23}},
		"over a holiday":         {EveryDay, at(13, 10), Date{2026, 11, 17}},
		"a week":                 {EveryWeek, at(18, 10), Date{2026, 11, 25}},
		"a week from a Saturday": {EveryWeek, at(21, 23), Date{2026, 11, 30}},
	} {
		if got := DateOf(Rhythm{Every: c.every}.Due(c.last, p.Calendar, loc)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if r := p.RhythmOn("x"); !r.Watched() || r.Most == 0 {
		t.Errorf("on X: %+v", r)
	}
	if r := p.RhythmOn("otra"); r.Every != EveryWeek || (Rhythm{Every: NoRhythm}).Watched() || (Rhythm{}).Watched() {
		t.Errorf("on a network that is not named: %+v", r)
	}
}
