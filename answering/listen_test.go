package answering_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/network"
	"pregonero/network/practice"
)

// What people write arrives as written, once, with its clock and its entry.
//
//clause:test 5.2.e
//clause:test 6.xix
func TestListen(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("¿Dónde queda mi casilla?")
		if item.Text != "¿Dónde queda mi casilla?" || item.Author.Name != "Ciudadana" || item.PubID != r.pub.ID || item.ThreadID != item.ID || item.State != inbox.Open || item.AreaID != area {
			r.Errorf("it arrived as %+v", item)
		}
		r.entry("item.received", "", item)
		for range 3 {
			r.listen()
		}
		if n := len(r.items()); n != 1 {
			r.Errorf("%d items, want 1", n)
		}
		r.entry("item.received", "", item)
	})
}

// The clock runs in attendance hours: what is written on a Friday evening is owed on Monday.
//
//clause:test 5.1.p5
//clause:test 6.xix
func TestTheClockRunsInAttendanceHours(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		zone := r.acc.Hours.Location()
		r.Clock.Set(time.Date(2026, 9, 4, 23, 30, 0, 0, zone)) // a Friday night
		item := r.comment("De noche.")
		due := item.DueAt.In(zone)
		opens := r.Pack.Attendance.Add(r.Clock.Now(), 0, r.Pack.Calendar).In(zone)
		if due.Weekday() == time.Saturday || due.Weekday() == time.Sunday || due.Before(opens.Add(8*time.Hour)) {
			r.Errorf("owed on %s; attendance opens on %s", due.Format(time.RFC1123), opens.Format(time.RFC1123))
		}
		if item.DueRule != r.Pack.Deadlines["first_answer"].Clause {
			r.Errorf("the clock cites %q", item.DueRule)
		}
		if item.Late(item.DueAt) || !item.Late(item.DueAt.Add(time.Second)) {
			r.Error("it is late at the wrong moment")
		}
	})
}

// A comment, an answer to it, and an answer to our answer are one conversation.
//
//clause:test 5.2.e
func TestThreads(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		first := r.comment("Primera duda.")
		note, err := r.Network.Say(r.Context(), practice.Visit{Handle: "jal", Name: "Otro", Text: "Yo tampoco sé.", ReplyTo: first.Remote.ID})
		r.must(err)
		answer, err := r.Counter.Answer(r.Context(), r.Actor("ana"), first.ID, "Con gusto le ayudamos.")
		r.must(err)
		r.must(r.Desk.Send(r.Context(), answer.ID))
		sent := r.Publication(answer.ID)
		again, err := r.Network.Say(r.Context(), practice.Visit{Handle: "jal", Name: "Ciudadana", Text: "Gracias.", ReplyTo: sent.Remote.ID})
		r.must(err)
		lone, err := r.Network.Say(r.Context(), practice.Visit{Handle: "jal", Name: "Suelta", Text: "Hola."})
		r.must(err)
		r.listen()
		threads := map[string]string{}
		for _, i := range r.items() {
			threads[i.Remote.ID] = i.ThreadID
			if i.Remote.ID != lone.ID && i.PubID != r.pub.ID {
				r.Errorf("%q is not tied to its publication", i.Text)
			}
		}
		if threads[note.ID] != first.ID || threads[again.ID] != first.ID || threads[lone.ID] == first.ID {
			r.Errorf("threads: %v, the first is %s", threads, first.ID)
		}
		c, err := r.Counter.Conversation(r.Context(), r.Actor("luis"), first.ID)
		r.must(err)
		if len(c.Items) != 3 || c.Publication == nil || c.Publication.ID != r.pub.ID || len(c.Answers) != 1 || !c.May {
			r.Errorf("the conversation has %d items and %d answers", len(c.Items), len(c.Answers))
		}
	})
}

// What its author edits or takes back is noted, and never brought twice.
func TestEditsAndDeletions(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		note, item := r.Comment(r.pub, "Ciudadana", "Escribí mal.")
		_, err := r.Network.Rewrite(r.Context(), note.ID, "Escribí bien.")
		r.must(err)
		r.listen()
		if got := r.Item(item.ID); got.Text != "Escribí bien." || got.EditedAt.IsZero() {
			r.Errorf("after the edit: %q, %s", got.Text, got.EditedAt)
		}
		r.entry("item.edited_by_author", "", item)
		_, err = r.Network.TakeBack(r.Context(), note.ID)
		r.must(err)
		r.listen()
		if got := r.Item(item.ID); got.DeletedAt.IsZero() || got.Text != "Escribí bien." {
			r.Errorf("after it was taken back: %q, %s", got.Text, got.DeletedAt)
		}
		r.entry("item.deleted_by_author", "", item)
		r.listen()
		if n := len(r.items()); n != 1 {
			r.Errorf("%d items", n)
		}
		_, err = r.Counter.Answer(r.Context(), r.Actor("ana"), item.ID, "Ya no está.")
		r.refused("conflict", err)
	})
}

func page(from, to int) []network.Item {
	var items []network.Item
	for k := from; k < to; k++ {
		items = append(items, network.Item{Ref: network.Ref{ID: fmt.Sprintf("n%03d", k)}, Kind: "mention", Text: fmt.Sprintf("Mensaje %d.", k)})
	}
	return items
}

// Items and cursor are kept together: when a page cannot be kept, its cursor is not either,
// and the same page comes again, once.
func TestItemsAndCursorTogether(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		poison := true
		s := r.script(func(cursor string) (network.Batch, error) {
			switch cursor {
			case "":
				return network.Batch{Items: page(0, 3), Cursor: "3", More: true}, nil
			case "3":
				items := page(3, 6)
				if poison {
					items[2].Text = "con un \x00 que PostgreSQL no guarda"
					items[2].Ref.ID = "n\x00"
				}
				return network.Batch{Items: items, Cursor: "6"}, nil
			}
			return network.Batch{Cursor: cursor}, nil
		})
		err := r.Counter.Listen(r.Context(), r.acc.ID)
		got, c := len(r.items()), r.cursor()
		if err != nil && (got != 3 || c.Value != "3") || err == nil && (got != 6 || c.Value != "6") {
			r.Errorf("after %v: %d items and cursor %q", err, got, c.Value)
		}
		poison = false
		r.listen()
		r.listen()
		if c := r.cursor(); c.Value != "6" || c.Problem != "" {
			r.Errorf("the cursor is %+v", c)
		}
		seen := map[string]int{}
		for _, i := range r.items() {
			seen[i.Text]++
		}
		for text, n := range seen {
			if n != 1 {
				r.Errorf("%q is there %d times", text, n)
			}
		}
		if len(seen) < 6 {
			r.Errorf("%d items", len(seen))
		}
		if s.cursors[0] != "" {
			r.Errorf("it began at %q", s.cursors[0])
		}
	})
}

// The same page delivered twice, or to two processes at once, is kept once.
func TestTheSameCursorTwice(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.script(func(string) (network.Batch, error) { return network.Batch{Items: page(0, 20), Cursor: "0"}, nil })
		_, errs := atOnce(func(int) error { return r.Counter.Listen(r.Context(), r.acc.ID) })
		for _, err := range errs {
			r.Error(err)
		}
		r.listen()
		if n := len(r.items()); n != 20 {
			r.Errorf("%d items, want 20", n)
		}
		if n := len(r.Ledger("item.received")); n != 20 {
			r.Errorf("%d entries, want 20", n)
		}
	})
}

// What keeps an account from being listened to is shown, and the cursor stays.
func TestDeaf(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		trouble := errors.New("")
		r.script(func(cursor string) (network.Batch, error) {
			if trouble != nil {
				return network.Batch{}, trouble
			}
			return network.Batch{Items: page(0, 2), Cursor: "2"}, nil
		})
		trouble = nil
		r.listen()
		trouble = &network.Error{Kind: network.Auth, Sentence: "La red no aceptó las credenciales.", Next: "Conecte de nuevo la cuenta."}
		r.listen()
		if c := r.cursor(); c.Value != "2" || !strings.Contains(c.Problem, "Conecte de nuevo") {
			r.Errorf("the cursor is %+v", c)
		}
		trouble = errors.New("dial tcp: secreto interno")
		r.listen()
		if c := r.cursor(); c.Value != "2" || strings.Contains(c.Problem, "secreto") || c.Problem == "" {
			r.Errorf("the cursor is %+v", c)
		}
		trouble = nil
		r.must(r.Counter.ListenAll(r.Context()))
		if c := r.cursor(); c.Problem != "" {
			r.Errorf("the problem stays: %q", c.Problem)
		}
	})
}

// A time that cannot be true starts no clock in the future or in the year one.
func TestTimesOfTheNetwork(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		now := r.Clock.Now()
		r.script(func(string) (network.Batch, error) {
			items := page(0, 2)
			items[0].At = now.Add(48 * time.Hour)
			return network.Batch{Items: items, Cursor: "2"}, nil
		})
		r.listen()
		for _, i := range r.items() {
			if !i.At.Equal(now) {
				r.Errorf("%q is of %s", i.Text, i.At)
			}
		}
	})
}

// Nobody but the account's people reads its inbox.
//
//clause:test 5.1.p4
func TestTheInboxIsTheirs(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		item := r.comment("Solo para quien atiende.")
		r.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
		r.Person("omar", "mando_superior", "jle-ags").Head("jle-ags")
		for _, who := range []string{"oscar", "omar"} {
			_, err := r.Counter.Conversation(r.Context(), r.Actor(who), item.ID)
			if f := r.refused("forbidden", err); f.Clause != "5.1.p4" {
				r.Errorf("the refusal cites %q", f.Clause)
			}
			_, err = r.Counter.Answer(r.Context(), r.Actor(who), item.ID, "No.")
			r.refused("forbidden", err)
		}
		if n := len(r.Ledger("inbox.answer")); n != 2 {
			r.Errorf("%d refusals in the ledger, want 2", n)
		}
		_, err := r.Counter.Inbox(r.Context(), r.Actor("oscar"), inboxQuery)
		r.refused("forbidden", err)
	})
}
