package practice

import (
	"errors"
	"net/http"
)

const formLimit = 16 << 10 // bytes

func visit(w http.ResponseWriter, r *http.Request, a Account) Visit {
	r.Body = http.MaxBytesReader(w, r.Body, formLimit)
	return Visit{Handle: a.Handle, Name: r.PostFormValue("nombre"), Text: r.PostFormValue("texto"), ReplyTo: r.PostFormValue("responde_a")}
}

// mistake tells a visitor's mistake, which is shown beside the form with what was typed, from a failure.
func mistake(err error) (*refusal, bool) {
	var r *refusal
	ok := errors.As(err, &r) && r.status == http.StatusUnprocessableEntity
	return r, ok
}

func (n *Network) postMention(w http.ResponseWriter, r *http.Request) error {
	a, err := n.visited(r)
	if err != nil {
		return err
	}
	v := visit(w, r, a)
	v.ReplyTo = ""
	note, err := n.Say(r.Context(), v)
	if m, ok := mistake(err); ok {
		return n.showAccount(w, r, m.status, page{Account: a, Draft: v, Notice: m.sentence})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, n.path+"/@"+a.Handle+"#"+note.ID, http.StatusSeeOther)
	return nil
}

func (n *Network) postComment(w http.ResponseWriter, r *http.Request) error {
	a, err := n.visited(r)
	if err != nil {
		return err
	}
	v := visit(w, r, a)
	if v.ReplyTo == "" {
		v.ReplyTo = r.PathValue("id")
	}
	note, err := n.Say(r.Context(), v)
	if m, ok := mistake(err); ok {
		return n.showPost(w, r, m.status, page{Account: a, Draft: v, Notice: m.sentence})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, n.path+"/@"+a.Handle+"/"+note.Root+"#"+note.ID, http.StatusSeeOther)
	return nil
}

func (n *Network) postLike(w http.ResponseWriter, r *http.Request) error {
	if err := n.Like(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	return n.back(w, r, r.PathValue("id"))
}

// postHold makes the network keep a note, or let it go: what real networks do with what is
// under review, so that it can be practised.
func (n *Network) postHold(w http.ResponseWriter, r *http.Request) error {
	_, err := n.store.ChangeNote(r.Context(), r.PathValue("id"), func(note *Note) error {
		note.Held = !note.Held
		return nil
	})
	if err != nil {
		return err
	}
	return n.back(w, r, r.PathValue("id"))
}

// back goes to the page where the note stands.
func (n *Network) back(w http.ResponseWriter, r *http.Request, id string) error {
	note, err := n.store.Note(r.Context(), id)
	if err != nil {
		return err
	}
	where := n.path + "/@" + note.Account
	if note.Root != "" {
		where += "/" + note.Root
	} else if note.Own {
		where += "/" + note.ID
	}
	http.Redirect(w, r, where+"#"+note.ID, http.StatusSeeOther)
	return nil
}

func (n *Network) pageComment(w http.ResponseWriter, r *http.Request) error {
	return n.showComment(w, r, http.StatusOK, page{})
}

func (n *Network) showComment(w http.ResponseWriter, r *http.Request, status int, p page) error {
	note, err := n.store.Note(r.Context(), r.PathValue("id"))
	if err != nil || note.Own || !note.DeletedAt.IsZero() {
		return ErrNotFound
	}
	if p.Account, err = n.store.Account(r.Context(), note.Account); err != nil {
		return err
	}
	v := n.view(note, p.Account)
	p.Title, p.Post = "Corregir un comentario", &v
	if p.Draft.Text == "" {
		p.Draft.Text = note.Text
	}
	return n.show(w, status, "comment", p)
}

func (n *Network) postRewrite(w http.ResponseWriter, r *http.Request) error {
	draft := visit(w, r, Account{})
	_, err := n.Rewrite(r.Context(), r.PathValue("id"), draft.Text)
	if m, ok := mistake(err); ok {
		return n.showComment(w, r, m.status, page{Draft: draft, Notice: m.sentence})
	}
	if err != nil {
		return err
	}
	return n.back(w, r, r.PathValue("id"))
}

func (n *Network) postTakeBack(w http.ResponseWriter, r *http.Request) error {
	if _, err := n.TakeBack(r.Context(), r.PathValue("id")); err != nil {
		return err
	}
	return n.back(w, r, r.PathValue("id"))
}
