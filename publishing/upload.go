package publishing

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/media"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Upload cleans a file (its metadata tell where and by whom it was made), keeps it by the
// hash of what is left, and notes it. The alternative text comes with the post.
//
//clause:code 6.iii
func (d *Desk) Upload(ctx context.Context, a institution.Actor, name, declared string, r io.Reader) (post.Media, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostDraft, institution.On{}); err != nil {
		return post.Media{}, err
	}
	clean, err := media.Clean(ctx, r, declared, media.DefaultLimits())
	if err != nil {
		return post.Media{}, err
	}
	defer clean.Close()
	if err := d.Media.Put(ctx, clean); err != nil {
		return post.Media{}, fmt.Errorf("keep the file: %w", err)
	}
	m := post.Media{Hash: clean.Hash, Kind: clean.Kind, Type: clean.Type, Name: fileName(name), Bytes: clean.Bytes,
		Width: clean.Width, Height: clean.Height, Duration: clean.Duration}
	return m, d.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.AddMedia(ctx, store.Media{Media: m, AreaID: homeArea(a), PersonID: a.PersonID, Created: now}); err != nil || m.Kind != media.Image {
			return err
		}
		_, err := t.AskPages(ctx, now, now.Add(-check.PageFresh), now.Add(-check.PageOnItsWay), []string{store.PictureKey(m.Hash)})
		return err
	})
}

// fileName is the last part of a name, without control characters.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 120 {
		name = string(r[:120])
	}
	return name
}

// MediaFacts says what is known of stored files, in the order asked for; those that are
// not there, or are none of the actor's concern, are left out.
func (d *Desk) MediaFacts(ctx context.Context, a institution.Actor, hashes []string) (out []post.Media, err error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return nil, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		for _, hash := range hashes {
			kept, err := t.Media(ctx, hash)
			if fault.Is(err, fault.NotFound) {
				continue
			}
			if err != nil {
				return err
			}
			may, err := mayUse(ctx, t, now, a, institution.PostRead, hash)
			if err != nil {
				return err
			}
			if may {
				out = append(out, kept.Media)
			}
		}
		return nil
	})
	return out, err
}

// OpenMedia reads a stored file for those whose area keeps it, or who may read a post that
// attaches it.
//
//clause:code 5.1.p4
func (d *Desk) OpenMedia(ctx context.Context, a institution.Actor, hash string) (post.Media, io.ReadCloser, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return post.Media{}, nil, err
	}
	var kept store.Media
	var may bool
	err := d.Store.Read(ctx, func(t *store.Tx) (err error) {
		if kept, err = t.Media(ctx, hash); err != nil {
			return err
		}
		may, err = mayUse(ctx, t, now, a, institution.PostRead, hash)
		return err
	})
	if err != nil {
		return post.Media{}, nil, err
	}
	if !may {
		return post.Media{}, nil, d.denied(ctx, now, a, institution.PostRead, institution.On{AreaID: kept.AreaID, Subject: "media:" + hash},
			fault.New(fault.Forbidden, "Este archivo es de otra área.").Then("Pídalo a esa área.").Under(d.Pack.ClauseFor(regulation.RuleAccess)))
	}
	r, err := d.Media.Open(ctx, hash)
	if err != nil {
		return post.Media{}, nil, fault.New(fault.NotFound, "El archivo ya no está en el almacén.").Then("Súbalo de nuevo.").Because(err)
	}
	return kept.Media, r, nil
}
