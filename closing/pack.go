package closing

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"html/template"
	"io"
	"os"
	"path"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/archive"
	"pregonero/closure"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/limits"
	"pregonero/media"
	"pregonero/post"
	"pregonero/store"
)

// page is how many documents are read at once: what is archived never stands in memory whole.
const page = 200

// Archive sets the archiving to work.
//
//clause:code 7.ix
func (v *Closer) Archive(ctx context.Context, a institution.Actor, accountID string) (closure.Closure, error) {
	return v.take(ctx, a, accountID, "closing.archive_begin", func(t *store.Tx, _ *account.Account, c *closure.Closure, _ *ledger.Entry) error {
		if err := c.Start(closure.Archive); err != nil {
			return err
		}
		return t.Enqueue(ctx, store.Job{Name: JobArchive, Data: Order{accountID}})
	})
}

// PackAll is the job: it writes the package to a temporary file, keeps it by its hash, and
// notes the proof. Done again from the beginning when it was cut.
func (v *Closer) PackAll(ctx context.Context, o Order) error {
	var c closure.Closure
	err := v.Store.Read(ctx, func(t *store.Tx) (err error) { c, _, err = t.Closure(ctx, o.AccountID); return err })
	if err != nil || c.Running != closure.Archive {
		return err
	}
	temp, err := os.CreateTemp("", "pregonero-archive-*.zip")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	defer temp.Close()
	p, err := v.pack(ctx, o.AccountID, temp)
	if err != nil {
		return err
	}
	if _, err := temp.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := v.Media.Keep(ctx, temp, media.File{Hash: p.Hash, Type: "application/zip", Bytes: p.Bytes}); err != nil {
		return err
	}
	return v.job(ctx, o.AccountID, "closing.archive", func(_ *store.Tx, c *closure.Closure, e *ledger.Entry) error {
		if c.Running != closure.Archive {
			e.Details["again"] = true
			return nil
		}
		c.Archive = p
		c.End(closure.Archive, v.done(system, v.Now(), ""))
		e.Details["hash"], e.Details["files"] = p.Hash, p.Files
		return nil
	})
}

// packing is one package being written.
type packing struct {
	v     *Closer
	acc   account.Account
	out   *archive.Writer
	media []string
	posts int
	items int
}

func (v *Closer) pack(ctx context.Context, accountID string, temp io.Writer) (closure.Bundle, error) {
	acc, err := v.account(ctx, accountID)
	if err != nil {
		return closure.Bundle{}, err
	}
	w := &packing{v: v, acc: acc, out: archive.New(temp, v.Now())}
	for _, part := range []func(context.Context) error{w.file, w.publications, w.comments, w.index, w.ledger, w.files} {
		if err := part(ctx); err != nil {
			return closure.Bundle{}, err
		}
	}
	hash, bytes, files, err := w.out.Close()
	return closure.Bundle{Hash: hash, Bytes: bytes, Files: files, Posts: w.posts, Items: w.items}, err
}

// file is the account's file: never a secret, which it does not have.
func (w *packing) file(context.Context) error { return w.out.JSON("cuenta.json", w.acc) }

// lines writes one JSON document a line, page by page.
func lines[T any](ctx context.Context, w *packing, name string, read func(t *store.Tx, offset int) ([]T, error), each func(T)) error {
	f, err := w.out.File(name)
	if err != nil {
		return err
	}
	to := json.NewEncoder(f)
	return pages(ctx, w, read, func(x T) error {
		each(x)
		return to.Encode(x)
	})
}

func pages[T any](ctx context.Context, w *packing, read func(t *store.Tx, offset int) ([]T, error), each func(T) error) error {
	for offset := 0; ; offset += page {
		var some []T
		err := w.v.Store.Read(ctx, func(t *store.Tx) (err error) { some, err = read(t, offset); return err })
		if err != nil {
			return err
		}
		for _, x := range some {
			if err := each(x); err != nil {
				return err
			}
		}
		if len(some) < page {
			return nil
		}
	}
}

func (w *packing) readPublications(ctx context.Context) func(*store.Tx, int) ([]post.Publication, error) {
	return func(t *store.Tx, offset int) ([]post.Publication, error) {
		return t.Publications(ctx, store.PublicationFilter{Accounts: []string{w.acc.ID}, Limit: page, Offset: offset})
	}
}

func (w *packing) readItems(ctx context.Context) func(*store.Tx, int) ([]inbox.Item, error) {
	return func(t *store.Tx, offset int) ([]inbox.Item, error) {
		return t.Items(ctx, store.ItemFilter{Accounts: []string{w.acc.ID}, Limit: page, Offset: offset})
	}
}

func (w *packing) publications(ctx context.Context) error {
	return lines(ctx, w, "publicaciones.jsonl", w.readPublications(ctx), func(p post.Publication) {
		w.posts++
		for _, m := range p.Media {
			if !slices.Contains(w.media, m.Hash) {
				w.media = append(w.media, m.Hash)
			}
		}
	})
}

func (w *packing) comments(ctx context.Context) error {
	return lines(ctx, w, "comentarios.jsonl", w.readItems(ctx), func(inbox.Item) { w.items++ })
}

// ledger writes the account's entries with what proves them.
func (w *packing) ledger(ctx context.Context) error {
	f, err := w.out.File("bitacora.jsonl")
	if err != nil {
		return err
	}
	to := json.NewEncoder(f)
	for before := ""; ; {
		var rows []store.LedgerRow
		err := w.v.Store.Read(ctx, func(t *store.Tx) (err error) {
			rows, err = t.Ledger(ctx, store.LedgerFilter{Accounts: []string{w.acc.ID}, Before: before, Limit: page})
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := to.Encode(map[string]any{"id": r.ID, "n": r.N, "salt": r.Salt, "body": r.Body, "commitment": r.Commitment[:]}); err != nil {
				return err
			}
		}
		if len(rows) < page {
			return nil
		}
		before = rows[len(rows)-1].ID
	}
}

// files copies the media, each checked against its hash. One that the institution no longer
// keeps is left out of the manifest and not of the publications, which name it.
func (w *packing) files(ctx context.Context) error {
	for _, hash := range w.media {
		if err := w.medium(ctx, hash); err != nil {
			return err
		}
	}
	return nil
}

func (w *packing) medium(ctx context.Context, hash string) error {
	r, err := w.v.Media.OpenVerified(ctx, hash)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer r.Close()
	f, err := w.out.File(mediumName(hash))
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, ctx.Err())
}

func mediumName(hash string) string { return path.Join("medios", hash) }

// index is the page to read it all by, in any browser.
func (w *packing) index(ctx context.Context) error {
	f, err := w.out.File("index.html")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(f)
	if err := pageHead.Execute(out, map[string]any{"Account": w.acc, "Network": limits.Of(w.acc.Network).Label, "At": w.v.Now(), "Posts": w.posts, "Items": w.items}); err != nil {
		return err
	}
	if err := pages(ctx, w, w.readPublications(ctx), func(p post.Publication) error { return pagePost.Execute(out, p) }); err != nil {
		return err
	}
	if _, err := io.WriteString(out, "<h2>Comentarios recibidos</h2>\n"); err != nil {
		return err
	}
	if err := pages(ctx, w, w.readItems(ctx), func(i inbox.Item) error { return pageItem.Execute(out, i) }); err != nil {
		return err
	}
	if _, err := io.WriteString(out, "</main></body></html>\n"); err != nil {
		return err
	}
	return out.Flush()
}

var pageWords = template.FuncMap{"day": func(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }, "medium": mediumName}

var pageHead = template.Must(template.New("head").Funcs(pageWords).Parse(`<!doctype html>
<html lang="es"><head><meta charset="utf-8"><title>Archivo de {{.Account.Name}}</title></head>
<body><main><h1>Archivo de {{.Account.Name}} ({{.Account.At}})</h1>
<p>Red: {{.Network}}. Archivado el {{day .At}}. {{.Posts}} publicaciones y {{.Items}} comentarios.</p>
<p>Los mismos datos, completos: <a href="cuenta.json">cuenta.json</a>, <a href="publicaciones.jsonl">publicaciones.jsonl</a>, <a href="comentarios.jsonl">comentarios.jsonl</a> y <a href="bitacora.jsonl">bitacora.jsonl</a>. Las huellas SHA-256 de cada archivo están en <a href="manifest.json">manifest.json</a>.</p>
<h2>Publicaciones y respuestas</h2>
`))

var pagePost = template.Must(template.New("post").Funcs(pageWords).Parse(`<article id="{{.ID}}"><h3>{{day .DueAt}} · {{.Stage.Label}}</h3>
<p style="white-space:pre-wrap">{{.Text}}</p>{{with .ItemID}}<p>Contesta <a href="#{{.}}">este comentario</a>.</p>{{end}}{{with .Remote}}<p>{{.URL}}</p>{{end}}
{{range .Media}}<p><a href="{{medium .Hash}}">{{.Kind}}: {{.Alt}}</a></p>{{end}}</article>
`))

var pageItem = template.Must(template.New("item").Funcs(pageWords).Parse(`<article id="{{.ID}}"><h3>{{day .At}} · {{.Author.Name}}</h3>
<p style="white-space:pre-wrap">{{.Text}}</p>{{with .AnswerID}}<p><a href="#{{.}}">Respuesta</a></p>{{end}}</article>
`))
