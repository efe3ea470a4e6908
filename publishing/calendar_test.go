package publishing_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/post"
	"pregonero/publishing"
	"pregonero/store"
)

func (r room) outlook(who string) []publishing.Forecast {
	r.Helper()
	now := r.Clock.Now()
	out, _, err := r.Desk.Outlook(r.Context(), r.Actor(who), now.Add(-24*time.Hour), now.Add(48*time.Hour))
	r.must(err)
	return out
}

// says tells whether an obstacle that stops the publication has those words.
func says(f publishing.Forecast, words string) bool {
	for _, o := range f.Obstacles {
		if !o.Warning && strings.Contains(o.Sentence(), words) && o.Next != "" {
			return true
		}
	}
	return false
}

func TestOutlookPastItsHour(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.must(r.Desk.Heartbeat(r.Context()))
		_, pub := r.scheduled("A su hora.")
		if out := r.outlook("ana"); len(out) != 1 || !out[0].OK() {
			t.Fatalf("%+v", out)
		}
		r.Clock.Set(pub.DueAt.Add(grace - time.Minute))
		if out := r.outlook("ana"); len(out) != 1 || says(out[0], "Su hora ya pasó") || !says(out[0], "no da señales de vida") {
			t.Errorf("within its grace: %+v", out)
		}
		r.Clock.Advance(2 * time.Minute)
		if out := r.outlook("ana"); len(out) != 1 || out[0].OK() || !says(out[0], "Su hora ya pasó") {
			t.Errorf("past its grace: %+v", out)
		}
		pub.Stage = post.Unknown
		r.must(r.Store.Change(r.Context(), func(tx *store.Tx) error { return tx.UpdatePublication(r.Context(), pub) }))
		if out := r.outlook("ana"); len(out) != 1 || !says(out[0], "No se sabe si salió") {
			t.Errorf("in doubt: %+v", out)
		}
	})
}

// What lacks somebody's word does not go out, and whose word it is is said.
func TestUnready(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Draft("ana", "Un borrador.", r.acc)
		r.Submitted("ana", "Sin aval.", r.acc)
		r.Endorsed("ana", "eva", "Sin aprobar.", r.acc)
		r.scheduled("Lista.")
		now := r.Clock.Now()
		out, err := r.Desk.Unready(r.Context(), r.Actor("luis"), now, now.Add(48*time.Hour))
		r.must(err)
		want := map[string]string{"Un borrador.": "borrador", "Sin aval.": "aval", "Sin aprobar.": "aprobación"}
		if len(out) != len(want) {
			t.Fatalf("%d posts, want %d", len(out), len(want))
		}
		for _, u := range out {
			if !strings.Contains(u.Obstacle.Sentence(), want[u.Post.Content.Text]) || u.Obstacle.Next == "" || u.Clause == "" || u.Accounts[r.acc.ID].ID == "" {
				t.Errorf("%s: %+v", u.Post.Content.Text, u)
			}
		}
		if out, err := r.Desk.Unready(r.Context(), r.Actor("luis"), now.Add(48*time.Hour), now.Add(96*time.Hour)); err != nil || len(out) != 0 {
			t.Errorf("later: %d, %v", len(out), err)
		}
	})
}

// The calendar shows only the accounts asked for, and what is out does not move.
func TestCalendar(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		other := r.Account("jal-otra", area, "ana", "luis")
		p, q := r.Draft("ana", "En una.", r.acc), r.Draft("ana", "En otra.", other)
		done, _ := r.published("Ya salió.")
		now := r.Clock.Now()
		week, err := r.Desk.Calendar(r.Context(), r.Actor("ana"), now.Add(-48*time.Hour), now.Add(48*time.Hour), nil)
		r.must(err)
		if len(week.Posts) != 3 || len(week.Publications[done.ID]) != 1 || !week.Movable[p.ID] || week.Movable[done.ID] {
			t.Errorf("%d posts, movable %v", len(week.Posts), week.Movable)
		}
		week, err = r.Desk.Calendar(r.Context(), r.Actor("ana"), now.Add(-48*time.Hour), now.Add(48*time.Hour), []string{other.ID})
		r.must(err)
		if len(week.Posts) != 1 || week.Posts[0].ID != q.ID {
			t.Errorf("%d posts of the other account", len(week.Posts))
		}
		r.Person("nora", "auditoria", "oic").Grant("auditor", "")
		week, err = r.Desk.Calendar(r.Context(), r.Actor("nora"), now.Add(-48*time.Hour), now.Add(48*time.Hour), nil)
		r.must(err)
		if len(week.Posts) != 3 || week.Movable[p.ID] {
			t.Errorf("an auditor sees %d posts, movable %v", len(week.Posts), week.Movable)
		}
	})
}
