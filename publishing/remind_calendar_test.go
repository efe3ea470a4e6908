package publishing_test

import (
	"testing"
	"time"

	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/store/storetest"

	"pregonero/internal/testworld"
)

// The answer that is owed is counted by the days without work that the institution set, not
// by those of its pack.
//
//clause:test 5.1.p1
func TestTheAnswerIsCountedByTheCalendarInForce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		w := testworld.New(t, s)
		pack := *w.Pack
		pack.Deadlines = map[string]regulation.Deadline{regulation.DeadlineEndorsement: {Amount: 2, Unit: regulation.BusinessDays, Clause: "5.1.p1"}}
		monday := time.Date(2026, 11, 23, 18, 0, 0, 0, time.UTC)
		p := post.Post{State: post.Review, Submitted: monday, Content: post.Content{DueAt: monday.AddDate(0, 1, 0)}}
		due := func() time.Time {
			var in *regulation.Pack
			if err := s.Read(t.Context(), func(tx *store.Tx) (err error) { in, err = tx.InForce(t.Context(), &pack); return err }); err != nil {
				t.Fatal(err)
			}
			return publishing.AnswerBy(in, p)
		}
		before := due()
		err := s.Change(t.Context(), func(tx *store.Tx) error {
			return tx.SetClosures(t.Context(), []regulation.Closure{{Name: "Vacaciones", From: regulation.DateOf(monday).Plus(1), To: regulation.DateOf(monday).Plus(3)}})
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := due(); got.Sub(before) != 5*24*time.Hour {
			t.Errorf("due %v, was %v", got, before) // Wednesday; then Monday, past three days off and a weekend
		}
	})
}
