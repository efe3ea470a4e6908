// Package lettering signs official letters and delivers them: with the head's certificate
// used once and never kept, with a signature made elsewhere and verified, or as the signed
// paper scanned. What comes back is refused with the exact reason when it is not the
// letter, is not signed by the head, or was touched afterwards. One file per command.
package lettering

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/mail"
	"pregonero/media"
	"pregonero/paper"
	"pregonero/regulation"
	"pregonero/store"
)

// Clerk is what lettering works with.
type Clerk struct {
	Store    *store.Store
	Pack     *regulation.Pack
	Gate     institution.Gate
	Media    *media.Store
	Roots    *x509.CertPool                                         // the authorities whose certificates are taken
	Revoked  func() ([]*x509.RevocationList, error)                 // what they took back; nil when nobody brings their lists
	Confirm  func(context.Context, institution.Actor, string) error // asks for the second factor
	Practice *Practice                                              // gives certificates to play with; nil outside practice mode
	Now      func() time.Time
	Log      *slog.Logger
}

// JobSigned, followed by the letter's kind, is the job enqueued when a letter is signed.
// Its data is Done.
const JobSigned = "letter.signed/"

// Done is the data of that job.
type Done struct {
	LetterID string `json:"letter_id"` // as letter.KnownAs
	Number   string `json:"number"`
	Subject  string `json:"subject"`
}

func over(l letter.Letter) institution.On {
	return institution.On{AreaID: l.AreaID, AccountIDs: only(l.AccountID), Subject: "letter:" + l.ID}
}

// read reads a letter and asks the gate.
func (c *Clerk) read(ctx context.Context, a institution.Actor, letterID string, act institution.Act) (letter.Letter, error) {
	var l letter.Letter
	if err := c.Store.Read(ctx, func(t *store.Tx) (err error) { l, err = t.Letter(ctx, letterID); return err }); err != nil {
		return l, err
	}
	if act == institution.LetterRead && c.mayRead(a, l) {
		return l, nil
	}
	return l, c.Gate.Permit(ctx, c.Now(), a, act, over(l))
}

// mayRead tells whether the actor may read the letter by their right over its area, or over
// that of the office whose head it is addressed to.
func (c *Clerk) mayRead(a institution.Actor, l letter.Letter) bool {
	if institution.Allowed(c.Now(), a, institution.LetterRead, over(l)) {
		return true
	}
	return slices.ContainsFunc(l.To, func(to string) bool {
		id, is := strings.CutPrefix(to, regulation.HeadOf)
		office, ok := c.Pack.Office(id)
		return is && ok && office.AreaID != "" && institution.Allowed(c.Now(), a, institution.LetterRead, institution.On{AreaID: office.AreaID})
	})
}

// Read shows a letter to the area and to the offices it may go to.
func (c *Clerk) Read(ctx context.Context, a institution.Actor, letterID string) (letter.Letter, error) {
	return c.read(ctx, a, letterID, institution.LetterRead)
}

// most bounds how many letters are looked through, the newest first.
const most = 10_000

// Letters shows the letters that the actor may read, the newest first.
func (c *Clerk) Letters(ctx context.Context, a institution.Actor, f letter.Filter) (out []letter.Letter, err error) {
	if err := c.Gate.Permit(ctx, c.Now(), a, institution.LetterRead, institution.On{}); err != nil {
		return nil, err
	}
	wanted := store.MatterFilter{States: only(f.State), Areas: only(f.Area), Accounts: only(f.Account), Limit: most}
	err = c.Store.Read(ctx, func(t *store.Tx) (err error) { out, err = t.Letters(ctx, wanted); return err })
	return slices.DeleteFunc(out, func(l letter.Letter) bool { return !f.Fits(l) || !c.mayRead(a, l) }), err
}

// only is a list of one, or none of nothing.
func only(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// Document prints the letter as it was issued: the bytes of its hash.
func (c *Clerk) Document(ctx context.Context, a institution.Actor, letterID string) (letter.Letter, []byte, error) {
	l, err := c.Read(ctx, a, letterID)
	if err != nil {
		return l, nil, err
	}
	file, err := print(l)
	return l, file, err
}

// SignedFile opens what was signed.
func (c *Clerk) SignedFile(ctx context.Context, a institution.Actor, letterID string) (letter.Letter, io.ReadSeekCloser, error) {
	l, err := c.Read(ctx, a, letterID)
	if err != nil {
		return l, nil, err
	}
	if l.SignedHash == "" {
		return l, nil, fault.New(fault.NotFound, "El oficio todavía no está firmado.")
	}
	r, err := c.Media.Open(ctx, l.SignedHash)
	return l, r, err
}

// keep changes a letter: state, ledger, mail and job in one transaction.
func (c *Clerk) keep(ctx context.Context, a institution.Actor, letterID, act string, f func(*store.Tx, *letter.Letter, *ledger.Entry) error) (letter.Letter, error) {
	now := c.Now()
	var l letter.Letter
	return l, c.Store.Change(ctx, func(t *store.Tx) (err error) {
		if l, err = t.Letter(ctx, letterID); err != nil {
			return err
		}
		e := store.Entry(now, a, act)
		e.Subject, e.Account, e.Area, e.Clause = "letter:"+l.ID, l.AccountID, l.AreaID, l.Clause
		e.Details = map[string]any{"number": l.Number, "about": l.Subject}
		if err := f(t, &l, &e); err != nil {
			return err
		}
		if err := t.UpdateLetter(ctx, l); err != nil {
			return err
		}
		if l.State == letter.Signed {
			if err := c.deliver(ctx, t, l, now); err != nil {
				return err
			}
		}
		return t.Record(ctx, e)
	})
}

// deliver sends the letter to those it is addressed to and wakes what waited for it.
func (c *Clerk) deliver(ctx context.Context, t *store.Tx, l letter.Letter, now time.Time) error {
	people, err := t.Addressees(ctx, c.Pack, now, institution.On{AreaID: l.AreaID}, l.To...)
	if err != nil {
		return err
	}
	m := mail.Message{Subject: "Oficio " + l.Number + ": " + l.Document.Subject, Thread: "letter:" + l.ID, Greeting: "Buen día:", Clause: l.Clause,
		Paragraphs: []string{"Le enviamos el oficio firmado.", "Puede verlo, descargarlo y comprobar su firma en su página."},
		Facts:      [][2]string{{"Oficio", l.Number}, {"Asunto", l.Document.Subject}, {"Lo firma", l.Document.Signer}},
		Action:     &mail.Link{Label: "Abrir el oficio", Path: "/oficios/" + l.ID}}
	m.Facts = append(m.Facts, l.Document.Facts...)
	if l.SignedType == "application/pdf" {
		m.Files = []mail.Attachment{{Name: "oficio.pdf", Type: l.SignedType, Hash: l.SignedHash}}
	}
	m.To = append(m.To, store.Addresses(people)...)
	if err := t.QueueMail(ctx, now, m); err != nil {
		return err
	}
	return t.Enqueue(ctx, store.Job{Name: JobSigned + l.Kind, Data: Done{l.KnownAs(), l.Number, l.Subject}})
}

var errChanged = errors.New("the letter's PDF is not the one that was fixed when it was issued")

// keepSigned stores a signed file by its hash.
func (c *Clerk) keepSigned(ctx context.Context, file []byte, types ...string) (media.File, error) {
	return c.Media.PutFile(ctx, bytes.NewReader(file), types...)
}

func print(l letter.Letter) ([]byte, error) {
	file, err := paper.Render(l.Document)
	if err != nil {
		return nil, err
	}
	if hashOf(file) != l.Hash {
		return nil, errChanged
	}
	return file, nil
}
