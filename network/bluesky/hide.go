package bluesky

import (
	"context"
	"encoding/json"
	"slices"

	"pregonero/network"
	"pregonero/network/outbound"
)

// maxHidden replies of one thread, by the lexicon app.bsky.feed.threadgate.
const maxHidden = 300

// Hide puts a reply in, or takes it out of, the list of hidden replies of our own thread.
// People can still open it; its author is not touched and everything else that the
// thread's gate says is kept.
//
//clause:code 6.xvi
func (c *Connector) Hide(ctx context.Context, a network.Account, r network.Ref, hidden bool) error {
	root, err := c.ownRoot(ctx, a, r)
	if err != nil {
		return err
	}
	gateURI := atURI{root.repo, threadgateCollection, root.rkey}
	gate, err := getRecord[map[string]json.RawMessage](ctx, c, a, gateURI)
	if err != nil && network.KindOf(err) != network.Gone {
		return err
	}
	fields, swap := gate.Value, &gate.CID
	if err != nil { // no gate yet
		fields = map[string]json.RawMessage{"$type": must(threadgateCollection), "post": must(root.String()), "createdAt": must(datetime(c.now()))}
		swap = nil
	}
	list, err := changed(fields["hiddenReplies"], r.ID, hidden)
	if err != nil || list == nil {
		return err
	}
	fields["hiddenReplies"] = must(list)
	return c.putGate(ctx, a, gateURI, must(fields), swap)
}

// putGate writes the gate only over the one that was read.
func (c *Connector) putGate(ctx context.Context, a network.Account, u atURI, record json.RawMessage, swap *string) error {
	err := c.do(ctx, procedure(a, "com.atproto.repo.putRecord", outbound.JSON(putInput{Repo: u.repo, Collection: u.collection, Rkey: u.rkey,
		Validate: true, Record: record, SwapRecord: swap})), nil)
	if network.KindOf(err) != network.Duplicate {
		return err
	}
	return &network.Error{Kind: network.Temporary, Sentence: "Alguien más cambió los ajustes del hilo al mismo tiempo.",
		Next: "Intente de nuevo.", Reason: "InvalidSwap", Err: err}
}

// ownRoot finds the thread of a reply, which must be ours: nobody can hide in another's.
func (c *Connector) ownRoot(ctx context.Context, a network.Account, r network.Ref) (atURI, error) {
	reply, err := c.look(ctx, a, r.ID)
	if err != nil {
		return atURI{}, err
	}
	if reply.Value.Reply != nil {
		if root, err := own(identity(a), network.Ref{ID: reply.Value.Reply.Root.URI}); err == nil {
			return root, nil
		}
	}
	return atURI{}, &network.Error{Kind: network.Unsupported, Sentence: "En Bluesky solo se pueden ocultar respuestas de los hilos de la propia cuenta.",
		Next: "Si el contenido viola las reglas de la red, denúncielo desde la aplicación de Bluesky."}
}

// changed returns the list as it must be; nil when it is that already.
func changed(list json.RawMessage, uri string, hidden bool) ([]string, error) {
	var uris []string
	if len(list) > 0 {
		if err := json.Unmarshal(list, &uris); err != nil {
			return nil, rejected("Los ajustes del hilo en Bluesky no se pueden leer.", "Revíselos en la aplicación de Bluesky.", "hiddenReplies")
		}
	}
	at := slices.Index(uris, uri)
	switch {
	case hidden == (at >= 0):
		return nil, nil
	case !hidden:
		return slices.Delete(uris, at, at+1), nil
	case len(uris) >= maxHidden:
		return nil, rejected("El hilo ya tiene 300 respuestas ocultas, el máximo de Bluesky.", "Decida cuál puede volver a mostrarse.", "hiddenReplies: 300")
	}
	return append(uris, uri), nil
}
