package practice

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"regexp"
	"strings"
	"time"
)

//go:embed pages
var files embed.FS

const perPage = 20

// page is what every template gets.
type page struct {
	Base      string // path of the network, for links
	Title     string
	Notice    string // why what was sent was not kept
	Account   Account
	Notes     []noteView
	Post      *noteView
	Draft     Visit // what was typed, kept when it is refused
	Older     string
	Known     []Account
	Challenge string // of the program that asks to be allowed
	Code      string // that allows it
}

// noteView is a note ready to be shown, with what hangs from it.
type noteView struct {
	Note
	Base    string
	Name    string // who wrote it
	Replies []noteView
	Count   int64
	When    string // for machines
	Shown   string // for people
}

func (n *Network) routePages() {
	for route, h := range map[[2]string]func(http.ResponseWriter, *http.Request) error{
		{"GET", "/{$}"}:                        n.pageHome,
		{"GET", "/estilo.css"}:                 n.pageStyle,
		{"GET", "/archivos/{hash}"}:            n.pageFile,
		{"GET", "/abrir"}:                      n.pageJoin,
		{"POST", "/abrir"}:                     n.postJoin,
		{"GET", "/autorizar"}:                  n.pageAllow,
		{"POST", "/autorizar"}:                 n.postAllow,
		{"GET", "/{at}"}:                       n.pageAccount,
		{"GET", "/{at}/{id}"}:                  n.pagePost,
		{"POST", "/{at}"}:                      n.postMention,
		{"POST", "/{at}/{id}/comentarios"}:     n.postComment,
		{"POST", "/notas/{id}/me-gusta"}:       n.postLike,
		{"POST", "/notas/{id}/conservar"}:      n.postHold,
		{"GET", "/comentarios/{id}"}:           n.pageComment,
		{"POST", "/comentarios/{id}/corregir"}: n.postRewrite,
		{"POST", "/comentarios/{id}/retirar"}:  n.postTakeBack,
	} {
		n.handle(route[0], route[1], h, n.failPage)
	}
}

func parsePages() (*template.Template, error) {
	return template.New("").Funcs(template.FuncMap{"pieces": pieces, "isImage": isKind("image/"), "isVideo": isKind("video/"), "initial": initial,
		"blank": func() Visit { return Visit{} }}).ParseFS(files, "pages/*.html")
}

func isKind(prefix string) func(string) bool {
	return func(t string) bool { return strings.HasPrefix(t, prefix) }
}

// initial is the letter of a visitor's or account's round mark.
func initial(name string) string {
	for _, r := range name {
		return strings.ToUpper(string(r))
	}
	return "?"
}

// piece is a stretch of text, with an address when it is a link.
type piece struct{ Text, URL string }

var link = regexp.MustCompile(`https?://[^\s<>"]+[^\s<>"'.,;:!?)\]}»]`)

func pieces(text string) []piece {
	var out []piece
	for {
		at := link.FindStringIndex(text)
		if at == nil {
			return append(out, piece{Text: text})
		}
		out = append(out, piece{Text: text[:at[0]]}, piece{Text: text[at[0]:at[1]], URL: text[at[0]:at[1]]})
		text = text[at[1]:]
	}
}

func (n *Network) show(w http.ResponseWriter, status int, name string, p page) error {
	p.Base = n.path
	var buf bytes.Buffer
	if err := n.pages.ExecuteTemplate(&buf, name+".html", p); err != nil {
		return fmt.Errorf("show %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = buf.WriteTo(w) // the reader is gone if this fails
	return nil
}

func (n *Network) failPage(w http.ResponseWriter, _ *http.Request, err error) {
	r := asRefusal(err)
	if n.show(w, r.status, "error", page{Title: "No se pudo", Notice: r.sentence}) != nil {
		http.Error(w, r.sentence, r.status)
	}
}

func (n *Network) view(note Note, account Account) noteView {
	name := note.Author
	if note.Own {
		name = account.Name
	}
	return noteView{Note: note, Base: n.path, Name: name, When: note.At.Format(time.RFC3339), Shown: spanishTime(note.At.In(n.location))}
}

var months = [...]string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}

func spanishTime(t time.Time) string {
	return fmt.Sprintf("%d de %s de %d, %s", t.Day(), months[t.Month()-1], t.Year(), t.Format("15:04"))
}

func (n *Network) pageHome(w http.ResponseWriter, r *http.Request) error {
	accounts, err := n.store.Accounts(r.Context())
	if err != nil {
		return fmt.Errorf("read accounts: %w", err)
	}
	return n.show(w, http.StatusOK, "home", page{Title: "Cuentas", Known: accounts})
}

func (n *Network) pageStyle(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "max-age=300")
	http.ServeFileFS(w, r, files, "pages/estilo.css")
	return nil
}

func (n *Network) pageFile(w http.ResponseWriter, r *http.Request) error {
	f, err := n.store.File(r.Context(), r.PathValue("hash"))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.Type)
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.Content))
	return nil
}

// visited is the account whose handle is in the path, after @.
func (n *Network) visited(r *http.Request) (Account, error) {
	handle, ok := strings.CutPrefix(r.PathValue("at"), "@")
	if !ok {
		return Account{}, ErrNotFound
	}
	return n.store.Account(r.Context(), handle)
}

func (n *Network) pageAccount(w http.ResponseWriter, r *http.Request) error {
	a, err := n.visited(r)
	if err != nil {
		return err
	}
	return n.showAccount(w, r, http.StatusOK, page{Account: a, Older: r.FormValue("antes")})
}

func (n *Network) showAccount(w http.ResponseWriter, r *http.Request, status int, p page) error {
	notes, err := n.store.Timeline(r.Context(), p.Account.Handle, p.Older, perPage)
	if err != nil {
		return fmt.Errorf("read timeline: %w", err)
	}
	p.Title, p.Older = p.Account.Name, ""
	for _, note := range notes {
		thread, err := n.store.Thread(r.Context(), note.ID)
		if err != nil {
			return fmt.Errorf("read thread: %w", err)
		}
		v := n.view(note, p.Account)
		v.Count = comments(thread)
		p.Notes = append(p.Notes, v)
	}
	if len(notes) == perPage {
		p.Older = notes[perPage-1].ID
	}
	return n.show(w, status, "account", p)
}

func (n *Network) pagePost(w http.ResponseWriter, r *http.Request) error {
	a, err := n.visited(r)
	if err != nil {
		return err
	}
	if err := n.store.Count(r.Context(), r.PathValue("id"), 0, 1); err != nil {
		return err
	}
	return n.showPost(w, r, http.StatusOK, page{Account: a})
}

func (n *Network) showPost(w http.ResponseWriter, r *http.Request, status int, p page) error {
	note, err := n.store.Note(r.Context(), r.PathValue("id"))
	if err != nil || note.Account != p.Account.Handle || note.Root != "" {
		return ErrNotFound
	}
	if !note.DeletedAt.IsZero() {
		return refuse(http.StatusGone, "Esta publicación fue retirada.")
	}
	thread, err := n.store.Thread(r.Context(), note.ID)
	if err != nil {
		return fmt.Errorf("read thread: %w", err)
	}
	v := n.view(note, p.Account)
	v.Count, v.Replies = comments(thread), n.hang(note.ID, thread, p.Account)
	p.Title, p.Post = p.Account.Name, &v
	return n.show(w, status, "post", p)
}

// hang makes the tree of what answers id. Notes only answer older ones, so it ends.
func (n *Network) hang(id string, thread []Note, a Account) []noteView {
	var out []noteView
	for i, note := range thread {
		if note.ReplyTo == id {
			v := n.view(note, a)
			v.Replies = n.hang(note.ID, thread[i+1:], a)
			out = append(out, v)
		}
	}
	return out
}
