package store_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/store/storetest"
)

// Eight at once, of whom some undo their transaction: no number is missing or given twice.
func TestNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var (
			mu   sync.Mutex
			kept []int
			wait sync.WaitGroup
		)
		undone := errors.New("undone")
		for i := range 24 {
			wait.Go(func() {
				n := 0
				err := s.Change(t.Context(), func(tx *store.Tx) (err error) {
					if n, err = tx.NextNumber(t.Context(), "oficio/derfe/2026"); err != nil {
						return err
					}
					if i%3 == 0 {
						return undone
					}
					return nil
				})
				if err != nil && !errors.Is(err, undone) {
					t.Error(err)
				}
				if err == nil {
					mu.Lock()
					kept = append(kept, n)
					mu.Unlock()
				}
			})
		}
		wait.Wait()
		slices.Sort(kept)
		for i, n := range kept {
			if n != i+1 {
				t.Fatalf("numbers %v", kept)
			}
		}
	})
}

func TestASubjectOwesOneDeadlineOfAKind(t *testing.T) {
	t.Parallel()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		set := func(at time.Time) {
			err := s.Change(ctx, func(tx *store.Tx) error {
				c, err := tx.Calendar(ctx, p)
				if err != nil {
					return err
				}
				d, err := deadline.New(p, c, regulation.DeadlinePasswordRotation, deadline.For{Subject: "account:1", AccountID: "1", Owners: deadline.Roles(institution.Lead)},
					fmt.Sprint("d", at.Unix()), at)
				if err != nil {
					return err
				}
				return tx.SetDeadline(ctx, d)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		list := func(f store.DeadlineFilter) (out []deadline.Deadline) {
			err := s.Read(ctx, func(tx *store.Tx) (err error) { out, err = tx.Deadlines(ctx, f); return err })
			if err != nil {
				t.Fatal(err)
			}
			return out
		}
		set(now)
		set(now.Add(24 * time.Hour))
		if open := list(store.DeadlineFilter{Subjects: []string{"account:1"}}); len(open) != 1 || !open[0].From.Equal(now.Add(24*time.Hour)) || open[0].Version != 1 {
			t.Fatalf("open: %+v", open)
		}
		if due := list(store.DeadlineFilter{ToldBy: now.Add(time.Hour)}); len(due) != 0 {
			t.Errorf("told before its time: %v", due)
		}
		if due := list(store.DeadlineFilter{ToldBy: now.AddDate(1, 0, 0), Accounts: []string{"1"}}); len(due) != 1 {
			t.Errorf("not found when its time has come: %v", due)
		}
		if err := s.Change(ctx, func(tx *store.Tx) error {
			return tx.MeetDeadline(ctx, regulation.DeadlinePasswordRotation, "account:1", now.Add(48*time.Hour))
		}); err != nil {
			t.Fatal(err)
		}
		all := list(store.DeadlineFilter{Ended: true})
		if len(all) != 2 || len(list(store.DeadlineFilter{})) != 0 || !all[0].Next().IsZero() {
			t.Errorf("ended: %+v", all)
		}
	})
}

func TestTheInstitutionsOwnDays(t *testing.T) {
	t.Parallel()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	day := regulation.Date{Year: 2027, Month: 7, Day: 19}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if err := s.Change(ctx, func(tx *store.Tx) error {
			return tx.SetClosures(ctx, []regulation.Closure{{Name: "Primer periodo vacacional 2027", From: day, To: day.Plus(11)}})
		}); err != nil {
			t.Fatal(err)
		}
		var c regulation.Calendar
		if err := s.Read(ctx, func(tx *store.Tx) (err error) { c, err = tx.Calendar(ctx, p); return err }); err != nil {
			t.Fatal(err)
		}
		if name, off := c.DayOff(day.Plus(3)); !off || name != "Primer periodo vacacional 2027" {
			t.Errorf("%q, %v", name, off)
		}
		if _, off := c.DayOff(regulation.Date{Year: 2026, Month: 12, Day: 22}); off {
			t.Error("the pack's own days are still in force")
		}
	})
}
