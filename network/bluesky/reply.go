package bluesky

import (
	"context"
	"net/url"

	"pregonero/network"
)

// reply makes the references of an answer. The parent is read again: its own root is the
// thread's root, and one that is no longer there is not answered.
func (c *Connector) reply(ctx context.Context, a network.Account, m network.Message) (*replyRefs, error) {
	if m.ReplyTo == nil {
		return nil, nil
	}
	parent, err := c.look(ctx, a, m.ReplyTo.ID)
	if err != nil {
		return nil, err
	}
	self := strongRef{URI: parent.URI, CID: parent.CID}
	if parent.Value.Reply == nil {
		return &replyRefs{Root: self, Parent: self}, nil
	}
	return &replyRefs{Root: parent.Value.Reply.Root, Parent: self}, nil
}

// look reads one post: our own from our repository, which is never behind, another's as
// the network shows it.
func (c *Connector) look(ctx context.Context, a network.Account, uri string) (record[said], error) {
	u, ok := parseURI(uri)
	if !ok || u.collection != postCollection {
		return record[said]{}, rejected("Eso no es una publicación de Bluesky.", "Abra el comentario desde la bandeja.", "not a post")
	}
	if u.repo == identity(a) {
		return getRecord[said](ctx, c, a, u)
	}
	views, err := c.views(ctx, a, []string{uri})
	if err != nil {
		return record[said]{}, err
	}
	if len(views) == 0 {
		return record[said]{}, gone()
	}
	return record[said]{URI: views[0].URI, CID: views[0].CID, Value: views[0].Record}, nil
}

// getRecord reads from the repository itself, with a Gone error when nothing is there.
func getRecord[T any](ctx context.Context, c *Connector, a network.Account, u atURI) (record[T], error) {
	var r record[T]
	q := url.Values{"repo": {u.repo}, "collection": {u.collection}, "rkey": {u.rkey}}
	err := c.do(ctx, query(a, "com.atproto.repo.getRecord", q), &r)
	return r, err
}

func gone() *network.Error {
	return &network.Error{Kind: network.Gone, Sentence: "Ese comentario ya no está en Bluesky o no se puede ver.",
		Next: "Ciérrelo en la bandeja con ese motivo."}
}
