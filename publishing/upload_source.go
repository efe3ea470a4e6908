package publishing

import (
	"context"
	"io"
	"time"

	"pregonero/check"
	"pregonero/document"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// sourceTypes are the documents that a source may bring, as their first bytes tell them; a
// ZIP is a DOCX or nothing.
var sourceTypes = []string{document.PDF, "application/zip", "text/html; charset=utf-8", "text/plain; charset=utf-8"}

// UploadSource keeps the document from which the information of a post comes, as it came:
// it is evidence, is never published, and is compared with the text.
//
//clause:code 6.xx
func (d *Desk) UploadSource(ctx context.Context, a institution.Actor, name string, r io.Reader) (post.Source, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostDraft, institution.On{}); err != nil {
		return post.Source{}, err
	}
	f, err := d.Media.PutFile(ctx, r, sourceTypes...)
	if err != nil {
		return post.Source{}, sourceRefused(err)
	}
	s := post.Source{Title: fileName(name), Hash: f.Hash}
	m := post.Media{Hash: f.Hash, Kind: "document", Type: f.Type, Name: s.Title, Bytes: f.Bytes}
	return s, d.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.AddMedia(ctx, store.Media{Media: m, AreaID: homeArea(a), PersonID: a.PersonID, Created: now}); err != nil {
			return err
		}
		_, err := t.AskPages(ctx, now, now.Add(-check.PageFresh), now.Add(-check.PageOnItsWay), []string{store.FileKey(f.Hash)})
		return err
	})
}

// sourceRefused says which documents are taken.
func sourceRefused(err error) error {
	if f, ok := fault.Of(err); ok && f.Kind == fault.Invalid {
		return fault.New(fault.Invalid, "Ese tipo de archivo no sirve como fuente.").Then("Suba un PDF, un documento de Word (DOCX), una página HTML o un texto.").On("sources").Because(err)
	}
	return err
}

// mayCite refuses documents of others as a source: knowing their hash is not enough.
//
//clause:code 5.1.p4
func (d *Desk) mayCite(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, sources []post.Source) error {
	for i, s := range sources {
		if s.Hash == "" {
			continue
		}
		may, err := mayUse(ctx, t, now, a, institution.PostDraft, s.Hash)
		if err != nil {
			return err
		}
		if !may {
			return fault.New(fault.Forbidden, "El documento de la fuente %d es de otra área.", i+1).
				Then("Quítelo, o suba usted el documento si esa área se lo entregó.").Under(d.Pack.ClauseFor(regulation.RuleAccess)).On("sources")
		}
	}
	return nil
}

// cited are the sources that the edit brings.
func cited(before, p post.Post) (out []post.Source) {
	for _, s := range p.Content.Sources {
		if s.Hash != "" && !attaches(before, s.Hash) {
			out = append(out, s)
		}
	}
	return out
}
