package store_test

import (
	"testing"
	"time"

	"pregonero/check"
	"pregonero/check/alike"
	"pregonero/internal/id"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

// Of many who ask for a look at once, one owes it; what was found is known until it is old.
//
//clause:test 6.vi
func TestPagesAreAskedForOnce(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		keys := []string{"https://ine.mx/a", store.FileKey("abc")}
		ask := func(now time.Time) (n int) {
			change(t, s, func(tx *store.Tx) (err error) {
				n, err = tx.AskPages(t.Context(), now, now.Add(-time.Hour), now.Add(-time.Minute), keys)
				return err
			})
			return n
		}
		pages := func() map[string]store.Page {
			return read(t, s, func(tx *store.Tx) (map[string]store.Page, error) { return tx.Pages(t.Context(), keys) })
		}
		if n, again := ask(noon), ask(noon.Add(30*time.Second)); n != 2 || again != 0 {
			t.Errorf("%d are owed, then %d; want 2, then none while they are on their way", n, again)
		}
		if n := ask(noon.Add(2 * time.Minute)); n != 2 {
			t.Errorf("%d are owed when nobody has come back, want 2", n)
		}
		if len(pages()) != 0 {
			t.Error("a page that nobody has seen is known")
		}
		found := store.Page{Page: check.Page{URL: keys[0], State: check.PageSeen, Status: 200, Title: "A", At: noon.Add(3 * time.Minute)}}
		change(t, s, func(tx *store.Tx) error { return tx.PutPage(t.Context(), keys[0], found) })
		if got := pages(); len(got) != 1 || got[keys[0]].Title != "A" || !got[keys[0]].At.Equal(found.At) {
			t.Errorf("known: %+v", got)
		}
		if n := ask(noon.Add(10 * time.Minute)); n != 1 {
			t.Errorf("%d are owed, want the one that was not seen", n)
		}
		if n := ask(noon.Add(3 * time.Hour)); n != 2 {
			t.Errorf("%d are owed when what was found is old, want 2", n)
		}
		change(t, s, func(tx *store.Tx) error { return tx.ForgetPages(t.Context(), noon.Add(24*time.Hour)) })
		if len(pages()) != 0 {
			t.Error("it was not forgotten")
		}
	})
}

//clause:test 6.xxix
//clause:test 6.iv
func TestTheArchiveIsFound(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		long := "Del 15 de febrero al 14 de marzo podrá consultar la lista nominal de electores en su distrito."
		about := func(subject, text string, stage post.Stage) post.Publication {
			p := post.New(id.New(noon), "jle", "a", "A", noon)
			p.Content.Subject = subject
			pub := publication(stage, noon)
			pub.PostID, pub.Text = p.ID, text
			change(t, s, func(tx *store.Tx) error {
				if err := tx.AddPost(t.Context(), p); err != nil {
					return err
				}
				return tx.AddPublication(t.Context(), pub)
			})
			return pub
		}
		public := about("Lista Nominal", long, post.Published)
		about("lista  nominal", "Corto.", post.Waiting)
		about("Otra cosa", long+" Acuda.", post.Published)
		answer := publication(post.Published, noon)
		answer.Kind, answer.Text = post.KindAnswer, long
		change(t, s, func(tx *store.Tx) error { return tx.AddPublication(t.Context(), answer) })

		sketches := read(t, s, func(tx *store.Tx) ([]alike.Entry, error) { return tx.Sketches(t.Context(), "", 10) })
		if len(sketches) != 2 || sketches[0].ID != public.ID || sketches[0].Sketch != alike.Of(long).Sketch() {
			t.Errorf("sketches: %+v, want those of two long texts, in order", sketches)
		}
		found := read(t, s, func(tx *store.Tx) ([]post.Publication, error) {
			return tx.PublishedAbout(t.Context(), "LISTA nominal", "", 10)
		})
		if len(found) != 1 || found[0].ID != public.ID {
			t.Errorf("about the subject: %d, want the public one", len(found))
		}
		for _, none := range [][2]string{{"", ""}, {"Lista nominal", public.PostID}} {
			if found := read(t, s, func(tx *store.Tx) ([]post.Publication, error) {
				return tx.PublishedAbout(t.Context(), none[0], none[1], 10)
			}); len(found) != 0 {
				t.Errorf("about %q but %q: %d", none[0], none[1], len(found))
			}
		}
		if in := read(t, s, func(tx *store.Tx) ([]post.Publication, error) {
			return tx.PublicationsIn(t.Context(), []string{public.ID, "no"})
		}); len(in) != 1 {
			t.Errorf("%d by identifier, want 1", len(in))
		}
		n := read(t, s, func(tx *store.Tx) (int, error) {
			return tx.CountDue(t.Context(), "a", public.PostID, noon.Add(-time.Hour), noon.Add(time.Hour))
		})
		if n != 2 {
			t.Errorf("%d due besides the post's own, want 2: answers do not count", n)
		}
	})
}
