package publishing_test

import (
	"net/http"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/post"
	"pregonero/publishing"
)

// correct takes a correction the whole way, to its hour.
func (r room) correct(pub post.Publication, text string) (post.Post, post.Publication) {
	r.Helper()
	p, err := r.Desk.StartCorrection(r.Context(), r.Actor("ana"), pub.ID)
	r.must(err)
	c := p.Content
	c.Text, c.DueAt = text, r.Clock.Now().Add(testworld.DueIn)
	c.NoExpiry = true
	p, err = r.Desk.Save(r.Context(), r.Actor("ana"), p.ID, p.Revision, publishing.Draft{Content: c})
	r.must(err)
	_, err = r.Desk.Submit(r.Context(), r.Actor("ana"), p.ID)
	r.must(err)
	_, err = r.Desk.Endorse(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
	r.must(err)
	p, err = r.Desk.Approve(r.Context(), r.Actor("eva"), p.ID, p.Content.Hash(), "")
	r.must(err)
	r.Clock.Set(c.DueAt)
	return p, r.Publications(p.ID)[0]
}

// A correction walks the whole way and changes the words where they stand.
//
//clause:test 5.1.p3
func TestCorrectInPlace(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("La casilla abre a las 9.")
		p, fix := r.correct(pub, "La casilla abre a las 8.")
		r.tells("post.correct", "5.1.p3", "ana")
		fix = r.send(fix)
		r.is(fix, post.Published)
		notes := r.Posts(r.acc)
		if len(notes) != 1 || notes[0].Text != "La casilla abre a las 8." || notes[0].EditedAt.IsZero() {
			r.Fatalf("on the network: %+v", notes)
		}
		if got := r.Publication(pub.ID); got.Text != "La casilla abre a las 8." || got.Corrected.IsZero() || got.Stage != post.Published {
			r.Errorf("the original says %q, corrected %s, %s", got.Text, got.Corrected, got.Stage)
		}
		e := r.tells("publication.corrected", "5.1.p3", "")
		if e.Details["was"] != "La casilla abre a las 9." || e.Details["is"] != "La casilla abre a las 8." || e.Subject != "publication:"+pub.ID {
			r.Errorf("told %v of %s", e.Details, e.Subject)
		}
		if r.Post(p.ID).State != post.Closed {
			r.Errorf("the correction is %s", r.Post(p.ID).State)
		}
		r.refused(fault.Conflict, r.Desk.Withdraw(r.Context(), r.Actor("ana"), fix.ID, "No es aparte."))
		r.public(1)
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Todo."))
		r.public(0)
	})
}

// replies is a network that cannot edit.
type replies struct {
	network.Connector
	network.Publisher
	network.Finder
}

// Where a network cannot edit, the correction is a reply tied to the original.
//
//clause:test 5.1.p3
func TestCorrectByReply(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Son 300 distritos y 31 estados.")
		c := r.Keys.Networks["practice"]
		r.Connect(replies{c, c.(network.Publisher), c.(network.Finder)})
		_, fix := r.correct(pub, "Son 300 distritos y 32 entidades.")
		r.is(r.send(fix), post.Published)
		notes := r.Posts(r.acc)
		if len(notes) != 2 || notes[1].ReplyTo != pub.Remote.ID || notes[0].Text != "Son 300 distritos y 31 estados." {
			r.Fatalf("on the network: %+v", notes)
		}
		if got := r.Publication(pub.ID); got.Text != "Son 300 distritos y 31 estados." || got.Corrected.IsZero() {
			r.Errorf("the original says %q, corrected %s", got.Text, got.Corrected)
		}
	})
}

// An edit whose answer is lost is done again: that is harmless, and it is still one post.
func TestCorrectionAfterALostAnswer(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Dise mal.")
		_, fix := r.correct(pub, "Dice bien.")
		r.Front.On(testworld.Method(http.MethodPatch), testworld.KeepAndCut)
		fix = r.send(fix)
		r.is(fix, post.Waiting)
		r.is(r.sweep(fix), post.Published)
		r.public(1)
		r.entry("publication.corrected")
	})
}

func TestWhatIsGoneIsNotCorrected(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, pub := r.published("Se retira mientras se corrige.")
		_, fix := r.correct(pub, "Corregido.")
		r.must(r.Desk.Withdraw(r.Context(), r.Actor("eva"), pub.ID, "Se retira."))
		fix = r.send(fix)
		r.is(fix, post.Failed)
		if fix.Problem.Sentence == "" || fix.Problem.Next == "" {
			r.Errorf("the problem is %+v", fix.Problem)
		}
		r.public(0)
		_, err := r.Desk.StartCorrection(r.Context(), r.Actor("ana"), pub.ID)
		r.refused(fault.Conflict, err)
	})
}

// onMastodon puts a room's account on a Mastodon server.
func onMastodon(t *testing.T, r room, o mastodontest.Options) (*mastodontest.Server, account.Account) {
	t.Helper()
	m := mastodontest.New(t, o)
	return m, r.MastodonAccount(m.URL, mastodontest.Handle, m.Token, area, "ana", "luis")
}

// The same story on a Mastodon server: published, answer lost, found, corrected, withdrawn.
func TestOnMastodon(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		for _, o := range []mastodontest.Options{{}, {GoToSocial: true}} {
			m, acc := onMastodon(t, r, o)
			p := r.Scheduled("ana", "eva", "Publicado en un servidor de Mastodon.", acc)
			r.Clock.Set(p.Content.DueAt)
			m.Next(mastodontest.Fault{Kind: mastodontest.DropAnswer})
			pub := r.send(r.Publications(p.ID)[0])
			r.is(pub, post.Unknown)
			pub = r.sweep(pub)
			r.is(pub, post.Published)
			r.acc = acc
			_, fix := r.correct(pub, "Corregido en un servidor de Mastodon.")
			r.is(r.send(fix), post.Published)
			if posts := m.Posts(); len(posts) != 1 || posts[0].Text != "Corregido en un servidor de Mastodon." {
				r.Fatalf("on the server: %+v", posts)
			}
			r.must(r.Desk.Withdraw(r.Context(), r.Actor("ana"), pub.ID, "Fin."))
			if n := len(m.Posts()); n != 0 {
				r.Errorf("%d posts after withdrawing", n)
			}
		}
	})
}

// Who cannot withdraw cannot start a correction either, and both are told alike.
func TestCorrectionPassesTheGate(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r.Person("oto", "operativo", area).Grant(institution.Endorser, area)
		_, pub := r.published("Ajeno.")
		_, err := r.Desk.StartCorrection(r.Context(), r.Actor("oto"), pub.ID)
		if f := r.refused(fault.Forbidden, err); f.Clause != "5.1.p4" {
			r.Errorf("the refusal cites %q", f.Clause)
		}
		r.denied("post.withdraw", "5.1.p4", "oto")
	})
}
