package publishing_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
)

// picture uploads a square of that grey.
func (r room) picture(username string, grey uint8) post.Media {
	r.Helper()
	square := image.NewGray(image.Rect(0, 0, 8, 8))
	square.SetGray(1, 1, color.Gray{Y: grey})
	var b bytes.Buffer
	r.must(png.Encode(&b, square))
	m, err := r.Desk.Upload(r.Context(), r.Actor(username), "urna.png", "image/png", &b)
	r.must(err)
	m.Alt = "Una urna."
	return m
}

func (r room) open(username, hash string) error {
	_, body, err := r.Desk.OpenMedia(r.Context(), r.Actor(username), hash)
	if err == nil {
		_, err = io.Copy(io.Discard, body)
		body.Close()
	}
	return err
}

func (r room) facts(username string, hash string) int {
	r.Helper()
	all, err := r.Desk.MediaFacts(r.Context(), r.Actor(username), []string{hash})
	r.must(err)
	return len(all)
}

// A file that is not public yet is its area's: knowing its hash opens it to nobody else,
// neither by its address nor by attaching it to a draft of one's own.
//
//clause:test 5.1.p4
func TestFilesAreTheirAreas(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("olga", "mando_medio", "jle-yuc")
		r.Person("omar", "operativo", "jle-yuc")
		r.Person("nora", "mando_superior", "derfe").Grant(institution.Endorser, "derfe")
		r.Person("aura", "mando_superior", "oic").Grant(institution.Auditor, "")
		yuc := r.Account("yuc", "jle-yuc", "olga", "omar")
		m := r.picture("ana", 1)
		for _, who := range []string{"ana", "luis", "eva", "aura"} {
			if err := r.open(who, m.Hash); err != nil || r.facts(who, m.Hash) != 1 {
				r.Errorf("%s may not read it: %v", who, err)
			}
		}
		refusals := len(r.Ledger("post.read"))
		for _, who := range []string{"olga", "nora"} {
			r.refused(fault.Forbidden, r.open(who, m.Hash))
			if r.facts(who, m.Hash) != 0 {
				r.Errorf("%s is told of it", who)
			}
		}
		if got := len(r.Ledger("post.read")) - refusals; got != 2 {
			r.Errorf("%d refusals in the ledger, want 2", got)
		}

		mine := r.Content("Robado.", yuc)
		mine.Media = []post.Media{m}
		_, err := r.Desk.Create(r.Context(), r.Actor("olga"), publishing.Draft{Content: mine})
		r.refused(fault.Forbidden, err)
		draft := r.Draft("olga", "Sin imagen.", yuc)
		_, err = r.Desk.Save(r.Context(), r.Actor("olga"), draft.ID, draft.Revision, publishing.Draft{Content: mine})
		r.refused(fault.Forbidden, err)
		mine.Media, mine.Sources = nil, []post.Source{{Title: "Un hash ajeno", Hash: m.Hash}}
		_, err = r.Desk.Create(r.Context(), r.Actor("olga"), publishing.Draft{Content: mine})
		r.refused(fault.Forbidden, err)
		r.refused(fault.Forbidden, r.open("olga", m.Hash)) // citing the hash opens nothing

		theirs := r.Content("Con imagen.", r.acc)
		theirs.Media = []post.Media{m}
		p, err := r.Desk.Create(r.Context(), r.Actor("luis"), publishing.Draft{Content: theirs, SourceArea: "derfe"})
		r.must(err)
		r.refused(fault.Forbidden, r.open("nora", m.Hash)) // a draft is not yet hers to see
		_, err = r.Desk.Submit(r.Context(), r.Actor("luis"), p.ID)
		r.must(err)
		r.must(r.open("nora", m.Hash)) // she endorses the post that attaches it

		again := r.picture("olga", 1) // who has the bytes keeps them too
		if again.Hash != m.Hash {
			r.Fatalf("hashes %s and %s", again.Hash, m.Hash)
		}
		r.must(r.open("omar", m.Hash))
		mine.Media = []post.Media{m}
		_, err = r.Desk.Save(r.Context(), r.Actor("olga"), draft.ID, draft.Revision, publishing.Draft{Content: mine})
		r.must(err)
	})
}
