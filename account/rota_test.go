package account

import (
	"testing"
	"time"

	"pregonero/regulation"
)

func date(m time.Month, d int) regulation.Date { return regulation.Date{Year: 2026, Month: m, Day: d} }

// A turn with dates goes before one of always, and of two the later set.
//
//clause:test 5.1.p5
func TestRota(t *testing.T) {
	t.Parallel()
	weekend := []regulation.Weekday{regulation.Weekday(time.Saturday), regulation.Weekday(time.Sunday)}
	var r Rota
	for _, x := range []Turn{{ID: "1", PersonID: "ana"}, {ID: "2", PersonID: "luis", Days: weekend},
		{ID: "3", PersonID: "eva", From: date(12, 21), To: date(12, 24)}, {ID: "4", PersonID: "luis", From: date(12, 24), To: date(12, 31)}} {
		if err := r.Add(x, date(11, 25)); err != nil {
			t.Fatal(err)
		}
	}
	for d, want := range map[regulation.Date]string{date(11, 25): "ana", date(11, 28): "luis", date(12, 21): "eva", date(12, 24): "luis", date(12, 27): "luis"} {
		if got, ok := r.On(d); !ok || got.PersonID != want {
			t.Errorf("%s: %q, want %q", d, got.PersonID, want)
		}
	}
	stretch := regulation.Stretch{From: date(12, 21), To: date(12, 25)}
	if _, missing := r.Unwatched(stretch, func(string) bool { return true }); missing {
		t.Error("somebody watches every day")
	}
	if d, missing := r.Unwatched(stretch, func(id string) bool { return id != "luis" }); !missing || d != date(12, 24) {
		t.Errorf("whose right ended watches nothing: %s %v", d, missing)
	}
	if _, err := r.Drop("9"); err == nil {
		t.Error("a turn that is not there was dropped")
	}
	if _, err := r.Drop("1"); err != nil || len(r) != 3 {
		t.Error(err)
	}
	if _, ok := r.On(date(11, 25)); ok {
		t.Error("a turn that was dropped goes on")
	}
	if err := r.Add(Turn{ID: "5", PersonID: "ana"}, date(12, 28)); err != nil || len(r) != 3 {
		t.Errorf("what ended stays: %+v", r)
	}
}

func TestTurnCheck(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]Turn{
		"nobody": {}, "half a span": {PersonID: "a", From: date(12, 1)}, "backwards": {PersonID: "a", From: date(12, 2), To: date(12, 1)},
		"over": {PersonID: "a", From: date(1, 1), To: date(1, 2)}, "no such day": {PersonID: "a", Days: []regulation.Weekday{7}},
		"for ever": {PersonID: "a", From: date(12, 1), To: regulation.Date{Year: 2029, Month: 1, Day: 1}},
	} {
		if x.Check(date(11, 25)) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
