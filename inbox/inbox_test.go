package inbox

import (
	"reflect"
	"regexp"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func TestOneLockOneAnswer(t *testing.T) {
	t.Parallel()
	i := Item{State: Open}
	if err := i.Lock("ana", "Ana", now, now.Add(lock)); err != nil {
		t.Fatal(err)
	}
	if err := i.Lock("luis", "Luis", now, now.Add(lock)); !fault.Is(err, fault.Conflict) {
		t.Fatalf("a second person took the lock: %v", err)
	}
	if err := i.Answer("luis", "Luis", "p1", now); !fault.Is(err, fault.Conflict) {
		t.Fatalf("answered under another's lock: %v", err)
	}
	if err := i.Answer("ana", "Ana", "p1", now); err != nil || i.State != Answering {
		t.Fatalf("%s, %v", i.State, err)
	}
	if err := i.Answer("ana", "Ana", "p2", now); !fault.Is(err, fault.Conflict) {
		t.Fatalf("answered twice: %v", err)
	}
}

func TestALockEnds(t *testing.T) {
	t.Parallel()
	i := Item{State: Open}
	_ = i.Lock("ana", "Ana", now, now.Add(lock))
	if err := i.Lock("luis", "Luis", now.Add(lock), now.Add(2*lock)); err != nil {
		t.Fatalf("a lock that ended still holds: %v", err)
	}
	i.Unlock("ana")
	if i.LockBy != "luis" {
		t.Fatal("somebody let go of another's lock")
	}
}

//clause:test 5.2.e
func TestAnswerThatDidNotGoOutOpensTheItem(t *testing.T) {
	t.Parallel()
	i := Item{State: Open}
	_ = i.Answer("ana", "Ana", "p1", now)
	i.Settle("another", true, now)
	if i.State != Answering {
		t.Fatal("settled by another publication")
	}
	i.Settle("p1", false, now)
	if i.State != Open || i.AnswerID != "" {
		t.Fatalf("%+v", i)
	}
	_ = i.Answer("ana", "Ana", "p2", now)
	i.Settle("p2", true, now)
	if i.State != Answered || i.AnsweredAt.IsZero() {
		t.Fatalf("%+v", i)
	}
}

//clause:test 5.2.e
func TestClosingAsksForAReason(t *testing.T) {
	t.Parallel()
	i := Item{State: Open}
	if err := i.Close("ana", " "); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	if err := i.Close("ana", "Agradecimiento"); err != nil {
		t.Fatal(err)
	}
	if err := i.Reopen(); err != nil || i.State != Open || i.Reason != "" {
		t.Fatalf("%+v, %v", i, err)
	}
}

//clause:test 6.xix
//clause:test 5.1.p5
func TestTheClockRunsInAttendanceHours(t *testing.T) {
	t.Parallel()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	h := p.Attendance
	friday := time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC) // 17:30 in central Mexico
	i := Item{State: Open, At: friday}
	i.Clock(p, h, p.Calendar)
	owed := time.Duration(p.Deadlines[regulation.DeadlineFirstAnswer].Amount) * time.Hour
	if got := h.Between(friday, i.DueAt, p.Calendar); got != owed {
		t.Fatalf("%s of attendance until %s, want %s", got, i.DueAt, owed)
	}
	if i.DueAt.Sub(friday) < 48*time.Hour {
		t.Fatalf("the weekend counted: due %s", i.DueAt)
	}
	if i.DueRule == "" || i.Late(i.DueAt) || !i.Late(i.DueAt.Add(time.Second)) {
		t.Fatalf("%+v", i)
	}
}

//clause:test 6.xvi
func TestNothingHereCanTouchAPerson(t *testing.T) {
	t.Parallel()
	verbs := regexp.MustCompile(`(?i)block|mute|ban$|expel|suspend`)
	typ := reflect.TypeOf(&Item{})
	for i := range typ.NumMethod() {
		if verbs.MatchString(typ.Method(i).Name) {
			t.Errorf("a method is called %s", typ.Method(i).Name)
		}
	}
	for i := range typ.Elem().NumField() {
		if verbs.MatchString(typ.Elem().Field(i).Name) {
			t.Errorf("a field is called %s", typ.Elem().Field(i).Name)
		}
	}
}

const lock = 5 * time.Minute

// The pack says how long the answer box is kept.
func TestLockForIsThePacks(t *testing.T) {
	t.Parallel()
	p := &regulation.Pack{Thresholds: map[string]float64{regulation.ThresholdAnswerLock: 5}}
	if got := LockFor(p); got != lock {
		t.Errorf("the lock lasts %s", got)
	}
}
