package bluesky

import (
	"context"
	"encoding/json"

	"pregonero/network"
)

// Find reads the intent's key from the account's own repository, not from the network's
// index, which may be late. Absent is certain: the repository answers for itself, and should
// a request that was sent still be on its way, the condition on the key (see Send) lets
// only one of it and the next Send make the post.
func (c *Connector) Find(ctx context.Context, a network.Account, _ network.Message, in network.Intent) (network.Receipt, network.Verdict, error) {
	want, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	u := atURI{identity(a), postCollection, want.Rkey}
	got, err := getRecord[said](ctx, c, a, u)
	if network.KindOf(err) == network.Gone {
		return network.Receipt{}, network.Absent, nil
	}
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	if !same(got.Value, want.Record) {
		return network.Receipt{}, network.CannotTell, nil
	}
	return network.Receipt{Ref: ref(u.String(), got.CID, a.Handle)}, network.Found, nil
}

// same tells whether what is under the key is what we meant to put there. An earlier
// attempt at the same publication has the same key and words, and another time.
func same(got said, want json.RawMessage) bool {
	var p said
	return json.Unmarshal(want, &p) == nil && got.Text == p.Text && parent(got) == parent(p)
}

func parent(s said) string {
	if s.Reply == nil {
		return ""
	}
	return s.Reply.Parent.URI
}
