package practice

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	noteID   = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)
	fileHash = regexp.MustCompile(`^[0-9a-f]{64}$`)
	// fileTypes are what browsers show without running anything.
	fileTypes = regexp.MustCompile(`^(image/(png|jpeg|gif|webp|avif)|video/(mp4|webm)|audio/(mpeg|mp4|ogg|wav))$`)
)

// checkText refuses what no note may be.
func checkText(text string, media []Attachment) error {
	if strings.TrimSpace(text) == "" && len(media) == 0 {
		return refuse(http.StatusUnprocessableEntity, "El texto está vacío.")
	}
	if n := utf8.RuneCountInString(text); n > TextLimit {
		return refuse(http.StatusUnprocessableEntity, fmt.Sprintf("El texto tiene %d caracteres; el máximo es %d.", n, TextLimit))
	}
	if len(media) > MediaLimit {
		return refuse(http.StatusUnprocessableEntity, fmt.Sprintf("Son %d archivos; el máximo es %d.", len(media), MediaLimit))
	}
	return nil
}

// checkMedia refuses files that were not uploaded and alternative texts that are too long.
func (n *Network) checkMedia(ctx context.Context, media []Attachment) error {
	for _, a := range media {
		if _, err := n.store.File(ctx, a.Hash); err != nil {
			return refuse(http.StatusUnprocessableEntity, "Un archivo no se ha subido.")
		}
		if utf8.RuneCountInString(a.Alt) > AltLimit {
			return refuse(http.StatusUnprocessableEntity, "Un texto alternativo es demasiado largo.")
		}
	}
	return nil
}

// place finds what a note answers and the thread that it belongs to.
func (n *Network) place(ctx context.Context, account, replyTo string) (root string, err error) {
	if replyTo == "" {
		return "", nil
	}
	parent, err := n.store.Note(ctx, replyTo)
	if err != nil || !parent.DeletedAt.IsZero() || parent.Account != account {
		return "", refuse(http.StatusNotFound, "Lo que se quería responder ya no está.")
	}
	if parent.Root == "" {
		return parent.ID, nil
	}
	return parent.Root, nil
}

// create makes a note of the account under the client's key.
func (n *Network) create(ctx context.Context, a Account, id string, in noteJSON) (Note, error) {
	if !noteID.MatchString(id) {
		return Note{}, refuse(http.StatusUnprocessableEntity, "La clave de la nota no es válida.")
	}
	if err := checkText(in.Text, in.Media); err != nil {
		return Note{}, err
	}
	if err := n.checkMedia(ctx, in.Media); err != nil {
		return Note{}, err
	}
	root, err := n.place(ctx, a.Handle, in.ReplyTo)
	if err != nil {
		return Note{}, err
	}
	kept, added, err := n.store.AddNote(ctx, Note{ID: id, Account: a.Handle, Own: true, Text: in.Text, Lang: in.Lang, ReplyTo: in.ReplyTo, Root: root,
		Media: in.Media, At: n.now().UTC()})
	switch {
	case err != nil:
		return Note{}, fmt.Errorf("add note: %w", err)
	case !added && (!kept.Own || kept.Account != a.Handle):
		return Note{}, refuse(http.StatusUnprocessableEntity, "La clave de la nota es de otra persona.")
	case !added:
		return Note{}, &refusal{status: http.StatusConflict, sentence: "Ya existe una nota con esa clave.", note: &kept}
	}
	return kept, nil
}

// change lets the account change one of its own notes that is still there.
func (n *Network) change(ctx context.Context, a Account, id string, change func(*Note)) (Note, error) {
	return n.store.ChangeNote(ctx, id, func(note *Note) error {
		if !note.Own || note.Account != a.Handle {
			return refuse(http.StatusForbidden, "La nota no es de esta cuenta.")
		}
		if !note.DeletedAt.IsZero() {
			return refuse(http.StatusGone, "La nota ya fue retirada.")
		}
		change(note)
		return nil
	})
}

// Visit is what a visitor writes: a comment on a note, or a mention of an account.
type Visit struct {
	Handle  string // the account visited
	Name    string // the visitor's invented name
	Text    string
	ReplyTo string // the note answered; "" for a mention
}

// Say keeps a visitor's words.
func (n *Network) Say(ctx context.Context, v Visit) (Note, error) {
	name := strings.Join(strings.Fields(v.Name), " ")
	if name == "" || utf8.RuneCountInString(name) > nameLimit {
		return Note{}, refuse(http.StatusUnprocessableEntity, fmt.Sprintf("Escriba un nombre de hasta %d caracteres.", nameLimit))
	}
	text := strings.ReplaceAll(v.Text, "\r\n", "\n") // forms send CRLF
	if err := checkText(text, nil); err != nil {
		return Note{}, err
	}
	if _, err := n.store.Account(ctx, v.Handle); err != nil {
		return Note{}, err
	}
	root, err := n.place(ctx, v.Handle, v.ReplyTo)
	if err != nil {
		return Note{}, err
	}
	note, _, err := n.store.AddNote(ctx, Note{ID: rand.Text(), Account: v.Handle, Author: name, Text: text, ReplyTo: v.ReplyTo, Root: root, At: n.now().UTC()})
	return note, err
}

// Rewrite is a visitor's correction. Here anybody may play any visitor.
func (n *Network) Rewrite(ctx context.Context, id, text string) (Note, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if err := checkText(text, nil); err != nil {
		return Note{}, err
	}
	return n.visitorChange(ctx, id, func(note *Note) { note.Text, note.EditedAt = text, n.now().UTC() })
}

// TakeBack removes a visitor's words; their place in the thread stays.
func (n *Network) TakeBack(ctx context.Context, id string) (Note, error) {
	return n.visitorChange(ctx, id, func(note *Note) { note.Text, note.Author, note.DeletedAt = "", "", n.now().UTC() })
}

func (n *Network) visitorChange(ctx context.Context, id string, change func(*Note)) (Note, error) {
	return n.store.ChangeNote(ctx, id, func(note *Note) error {
		if note.Own || !note.DeletedAt.IsZero() {
			return refuse(http.StatusNotFound, "El comentario ya no está.")
		}
		change(note)
		return nil
	})
}

// Like adds one to a note's counter.
func (n *Network) Like(ctx context.Context, id string) error { return n.store.Count(ctx, id, 1, 0) }
