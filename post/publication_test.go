package post

import (
	"encoding/json"
	"testing"
	"time"

	"pregonero/internal/fault"
)

var patience = Patience{Grace: 30 * time.Minute, Lease: 2 * time.Minute, Attempts: 3, Looks: 3}

func waiting() Publication {
	return Publication{ID: "x", Kind: KindPost, Stage: Waiting, DueAt: noon, NextAt: noon}
}

func TestOnlyOneClaims(t *testing.T) {
	t.Parallel()
	p := waiting()
	wantKind(t, p.Claim(noon.Add(-time.Second)), fault.Conflict)
	must(t, p.Claim(noon))
	wantKind(t, p.Claim(noon), fault.Conflict)
	if p.Attempts != 1 || p.Stage != Sending {
		t.Fatalf("claimed: %+v", p)
	}
}

func TestAgainOnlyWhileItIsTime(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		attempts int
		at       time.Time
		want     Stage
	}{
		"in time":       {1, noon.Add(time.Minute), Waiting},
		"too late":      {1, noon.Add(31 * time.Minute), Failed},
		"too many":      {3, noon.Add(time.Minute), Failed},
		"the last time": {2, noon.Add(30 * time.Minute), Waiting},
	} {
		p := waiting()
		p.Stage, p.Attempts, p.Intent = Sending, c.attempts, json.RawMessage(`{}`)
		p.Again(Problem{Sentence: "no"}, c.at, noon, patience)
		if p.Stage != c.want {
			t.Errorf("%s: %s, want %s", name, p.Stage, c.want)
		}
		if p.Stage == Waiting && p.Intent != nil {
			t.Errorf("%s: a former intent is left", name)
		}
	}
}

func TestDoubtEndsWithAPerson(t *testing.T) {
	t.Parallel()
	p := waiting()
	p.Stage = Sending
	p.Doubt(Problem{}, noon, patience)
	for i := 1; i <= patience.Looks; i++ {
		p.CannotTell(noon, patience)
		if p.NeedsPerson != (i >= patience.Looks) {
			t.Fatalf("after %d looks needs a person: %v", i, p.NeedsPerson)
		}
	}
	wantKind(t, p.Withdraw("ana", "ya no", noon), fault.Conflict)
	p.Done(Ref{ID: "1"}, noon)
	if p.NeedsPerson || p.Stage != Published {
		t.Fatalf("done: %+v", p)
	}
}

func TestOverdue(t *testing.T) {
	t.Parallel()
	p := waiting()
	if p.Overdue(noon.Add(30*time.Minute), patience) || !p.Overdue(noon.Add(30*time.Minute+1), patience) {
		t.Fatal("the grace is wrong")
	}
}

func TestFinish(t *testing.T) {
	t.Parallel()
	done, failed, open := waiting(), waiting(), waiting()
	done.Done(Ref{ID: "1"}, noon)
	failed.Fail(Problem{})
	for name, c := range map[string]struct {
		pubs []Publication
		want State
	}{
		"all out":      {[]Publication{done, done}, Closed},
		"one out":      {[]Publication{done, failed}, Closed},
		"none out":     {[]Publication{failed, failed}, Draft},
		"one to go":    {[]Publication{done, open}, Scheduled},
		"nothing made": {nil, Scheduled},
	} {
		p := scheduled(t, pack(t))
		p.Finish(c.pubs, noon)
		if p.State != c.want {
			t.Errorf("%s: %s, want %s", name, p.State, c.want)
		}
		if p.State == Draft && (p.Aval != nil || p.Cleared()) {
			t.Errorf("%s: the former endorsement is left", name)
		}
	}
}

//clause:test 5.2.d
func TestStillValid(t *testing.T) {
	t.Parallel()
	p := waiting()
	wantKind(t, p.StillValid(time.Time{}, noon), fault.Conflict)
	p.Done(Ref{ID: "1"}, noon)
	wantKind(t, p.StillValid(noon, noon), fault.Invalid)
	must(t, p.StillValid(noon.Add(time.Hour), noon))
	must(t, p.StillValid(time.Time{}, noon))
	if !p.ReviewOn.IsZero() {
		t.Fatal("what does not expire has a date")
	}
}
