package bluesky

import (
	"context"
	"encoding/json"
	"fmt"

	"pregonero/network"
	"pregonero/network/outbound"
)

// putInput is the input of com.atproto.repo.putRecord. SwapRecord is what must be there
// now: null, that is nil, for nothing.
type putInput struct {
	Repo       string          `json:"repo"`
	Collection string          `json:"collection"`
	Rkey       string          `json:"rkey"`
	Validate   bool            `json:"validate"`
	Record     json.RawMessage `json:"record"`
	SwapRecord *string         `json:"swapRecord"`
}

// Send puts the intent's record under the intent's key, where nothing may be yet. If the
// very same record is there, which only an earlier Send of this Intent can have put, the
// server changes nothing and answers with it.
func (c *Connector) Send(ctx context.Context, a network.Account, _ network.Message, in network.Intent) (network.Receipt, error) {
	want, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, err
	}
	did := identity(a)
	k := procedure(a, "com.atproto.repo.putRecord", outbound.JSON(putInput{Repo: did, Collection: postCollection, Rkey: want.Rkey,
		Validate: true, Record: want.Record}))
	k.creates = true
	var made strongRef
	if err := c.do(ctx, k, &made); err != nil {
		return network.Receipt{}, err
	}
	if made.URI == "" {
		made.URI = atURI{did, postCollection, want.Rkey}.String()
	}
	return network.Receipt{Ref: ref(made.URI, made.CID, a.Handle)}, nil
}

func readIntent(in network.Intent) (intent, error) {
	var want intent
	err := json.Unmarshal(in, &want)
	if err == nil && (want.Rkey == "" || len(want.Record) == 0) {
		err = fmt.Errorf("no key or no record")
	}
	if err != nil {
		return intent{}, &network.Error{Kind: network.Rejected, Sentence: "Lo preparado para Bluesky no se puede leer.",
			Next: "Prepare la publicación otra vez.", Err: fmt.Errorf("read intent: %w", err)}
	}
	return want, nil
}
