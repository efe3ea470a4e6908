package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// mayUse tells whether the actor has to do with a kept file: brought it, holds an office in
// an area that keeps it, or may do the act to a post that attaches it. Knowing its hash is
// not enough: it may show what is not public yet.
//
//clause:code 5.1.p4
func mayUse(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, act institution.Act, hash string) (bool, error) {
	keepers, err := t.MediaKeepers(ctx, hash)
	if err != nil {
		return false, err
	}
	for _, k := range keepers {
		if k.PersonID == a.PersonID || worksFor(now, a, k.AreaID) || institution.Allowed(now, a, act, institution.On{AreaID: k.AreaID}) {
			return true, nil
		}
	}
	f := filterFor(a, Query{Recent: true, Limit: 200})
	f.Media = hash
	posts, err := t.RecentPosts(ctx, f)
	return slices.ContainsFunc(posts, func(p post.Post) bool {
		return attaches(p, hash) && institution.Allowed(now, a, act, on(p))
	}), err
}

// worksFor: administers an account of the area, or heads it.
func worksFor(now time.Time, a institution.Actor, areaID string) bool {
	return slices.ContainsFunc(a.Grants, func(g institution.Grant) bool {
		office := g.Role == institution.Lead || g.Role == institution.Alternate || g.Role == institution.Head
		return office && areaID != "" && g.AreaID == areaID && g.Holds(now)
	})
}

func attaches(p post.Post, hash string) bool {
	return slices.ContainsFunc(p.Content.Media, func(m post.Media) bool { return m.Hash == hash }) ||
		slices.ContainsFunc(p.Content.Sources, func(s post.Source) bool { return s.Hash == hash })
}

// mayAttach refuses files that are none of the author's concern.
func (d *Desk) mayAttach(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, media []post.Media) error {
	for i, m := range media {
		may, err := mayUse(ctx, t, now, a, institution.PostDraft, m.Hash)
		if err != nil {
			return err
		}
		if !may {
			return d.notTheirs(i + 1)
		}
	}
	return nil
}

func (d *Desk) notTheirs(n int) error {
	return fault.New(fault.Forbidden, "El archivo %d es de otra área.", n).
		Then("Quítelo, o suba usted el archivo si esa área se lo entregó.").Under(d.Pack.ClauseFor(regulation.RuleAccess)).On("media")
}
