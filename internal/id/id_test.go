package id

import (
	"testing"
	"time"
)

func TestOrder(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	last := ""
	for range 10_000 {
		next := New(now)
		if next <= last || len(next) != 26 {
			t.Fatalf("%s after %s", next, last)
		}
		last = next
	}
	if later := New(now.Add(time.Millisecond)); later <= last {
		t.Errorf("%s after %s", later, last)
	}
	if first, second := New(now), New(now); first == second {
		t.Error("the same twice")
	}
}
