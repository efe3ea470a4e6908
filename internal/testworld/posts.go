package testworld

import (
	"time"

	"pregonero/account"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/store"
)

// DueIn is how long after its writing a post of the newsroom goes out.
const DueIn = 2 * time.Hour

// Content is a content that lacks nothing: due in two hours, reviewed in a month.
func (n *Newsroom) Content(text string, accounts ...account.Account) post.Content {
	due := n.Clock.Now().Add(DueIn)
	c := post.Content{Text: text, Purposes: []string{n.Pack.Purposes[0].ID}, Subject: "Lista nominal", DueAt: due, ReviewOn: due.AddDate(0, 1, 0),
		Sources: []post.Source{{Title: "Acuerdo del Consejo General"}}}
	for _, a := range accounts {
		c.Variants = append(c.Variants, post.Variant{AccountID: a.ID})
	}
	return c
}

// Draft is a complete draft by somebody for the accounts.
func (n *Newsroom) Draft(author, text string, accounts ...account.Account) post.Post {
	n.t.Helper()
	return n.got(n.Desk.Create(n.t.Context(), n.Actor(author), publishing.Draft{Content: n.Content(text, accounts...)}))
}

// Submitted is a draft sent for endorsement.
func (n *Newsroom) Submitted(author, text string, accounts ...account.Account) post.Post {
	n.t.Helper()
	return n.got(n.Desk.Submit(n.t.Context(), n.Actor(author), n.Draft(author, text, accounts...).ID))
}

// Endorsed is a submitted post with the word of its area.
func (n *Newsroom) Endorsed(author, endorser, text string, accounts ...account.Account) post.Post {
	n.t.Helper()
	p := n.Submitted(author, text, accounts...)
	return n.got(n.Desk.Endorse(n.t.Context(), n.Actor(endorser), p.ID, p.Content.Hash(), ""))
}

// Scheduled is an endorsed post that the endorser approved too: four eyes are enough.
func (n *Newsroom) Scheduled(author, other, text string, accounts ...account.Account) post.Post {
	n.t.Helper()
	p := n.Endorsed(author, other, text, accounts...)
	return n.got(n.Desk.Approve(n.t.Context(), n.Actor(other), p.ID, p.Content.Hash(), ""))
}

// Published is a scheduled post whose hour came: the clock moves on to it.
func (n *Newsroom) Published(author, other, text string, accounts ...account.Account) (post.Post, []post.Publication) {
	n.t.Helper()
	p := n.Scheduled(author, other, text, accounts...)
	n.Clock.Set(p.Content.DueAt)
	for _, pub := range n.Publications(p.ID) {
		if err := n.Desk.Send(n.t.Context(), pub.ID); err != nil {
			n.t.Fatal(err)
		}
	}
	all := n.Publications(p.ID)
	for _, pub := range all {
		if pub.Stage != post.Published {
			n.t.Fatalf("the publication is %s: %+v", pub.Stage, pub.Problem)
		}
	}
	return n.Post(p.ID), all
}

// Comment is what a visitor writes on a publication of the practice network, and the item
// that it becomes.
func (n *Newsroom) Comment(pub post.Publication, name, text string) (practice.Note, inbox.Item) {
	n.t.Helper()
	handle := ""
	n.read(func(tx *store.Tx) error {
		acc, err := tx.Account(n.t.Context(), pub.AccountID)
		handle = acc.Handle
		return err
	})
	note, err := n.Network.Say(n.t.Context(), practice.Visit{Handle: handle, Name: name, Text: text, ReplyTo: pub.Remote.ID})
	if err != nil {
		n.t.Fatal(err)
	}
	if err := n.Counter.Listen(n.t.Context(), pub.AccountID); err != nil {
		n.t.Fatal(err)
	}
	var item inbox.Item
	n.read(func(tx *store.Tx) error {
		i, found, err := tx.ItemByRemote(n.t.Context(), pub.AccountID, note.ID)
		if err == nil && !found {
			n.t.Fatal("the comment did not arrive")
		}
		item = i
		return err
	})
	return note, item
}

func (n *Newsroom) got(p post.Post, err error) post.Post {
	n.t.Helper()
	if err != nil {
		n.t.Fatal(err)
	}
	return p
}

// Post is a post as it is now.
func (w *World) Post(id string) (p post.Post) {
	w.t.Helper()
	w.read(func(tx *store.Tx) (err error) {
		p, err = tx.Post(w.t.Context(), id)
		return err
	})
	return p
}

// Publications are those of a post as they are now, oldest first.
func (w *World) Publications(postID string) (all []post.Publication) {
	w.t.Helper()
	w.read(func(tx *store.Tx) (err error) {
		all, err = tx.PublicationsOf(w.t.Context(), postID)
		return err
	})
	return all
}

// Publication is a publication as it is now.
func (w *World) Publication(id string) (p post.Publication) {
	w.t.Helper()
	w.read(func(tx *store.Tx) (err error) {
		p, err = tx.Publication(w.t.Context(), id)
		return err
	})
	return p
}

// Item is an item as it is now.
func (w *World) Item(id string) (i inbox.Item) {
	w.t.Helper()
	w.read(func(tx *store.Tx) (err error) {
		i, err = tx.Item(w.t.Context(), id)
		return err
	})
	return i
}

// Posts are the notes of an account on the practice network, oldest first, answers too,
// without what was taken back.
func (n *Newsroom) Posts(a account.Account) []practice.Note {
	n.t.Helper()
	var out []practice.Note
	for _, note := range n.Kept.Notes() {
		if note.Account == a.Handle && note.Own && note.DeletedAt.IsZero() {
			out = append(out, note)
		}
	}
	return out
}

// Everyone adds the people of an area of three: ana leads and luis is alternate of its
// accounts, eva heads it.
func (n *Newsroom) Everyone(areaID string) {
	n.t.Helper()
	n.Person("ana", "mando_medio", areaID)
	n.Person("luis", "operativo", areaID)
	n.Person("eva", "mando_superior", areaID).Grant(institution.Head, areaID)
}
