package practice

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Prepare uploads the media, each under its hash, and names the note.
func (c *Connector) Prepare(ctx context.Context, a network.Account, m network.Message) (network.Intent, error) {
	if len(m.Media) == 0 { // otherwise the uploads prove the credentials
		if _, err := c.client.Do(ctx, c.request(a, http.MethodGet, "me")); err != nil {
			return nil, err
		}
	}
	for _, file := range m.Media {
		if err := c.upload(ctx, a, file); err != nil {
			return nil, err
		}
	}
	in, err := json.Marshal(intent{Key: name(m)})
	if err != nil {
		return nil, fmt.Errorf("keep intent: %w", err)
	}
	return in, nil
}

// name is the note's id: the publication's own key, so that preparing again names the same note.
func name(m network.Message) string {
	switch {
	case m.Key == "":
		return rand.Text()
	case noteID.MatchString(m.Key):
		return m.Key
	}
	sum := sha256.Sum256([]byte(m.Key))
	return hex.EncodeToString(sum[:])
}

func (c *Connector) upload(ctx context.Context, a network.Account, m network.Media) error {
	r := c.request(a, http.MethodPut, "files", m.Hash)
	r.Body = &outbound.Body{Type: m.Type, Size: m.Bytes, Open: m.Open}
	_, err := c.client.Do(ctx, r)
	return err
}

// Send creates the note under the key of the intent. A note that is already there under
// our key is our own.
func (c *Connector) Send(ctx context.Context, a network.Account, m network.Message, in network.Intent) (network.Receipt, error) {
	i, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, err
	}
	r := c.request(a, http.MethodPut, "notes", i.Key)
	r.Body, r.Creates = outbound.JSON(note(m)), true
	answer, err := c.client.Do(ctx, r)
	if answer.Status == http.StatusConflict {
		var already refusalJSON
		if err := answer.Decode(&already); err == nil && already.Note != nil {
			return already.Note.receipt(), nil
		}
	}
	return receipt(answer, err)
}

// note puts a message on the wire.
//
//clause:code 6.xxvii
func note(m network.Message) noteJSON {
	n := noteJSON{Text: m.Text, Lang: m.Lang}
	if m.ReplyTo != nil {
		n.ReplyTo = m.ReplyTo.ID
	}
	for _, file := range m.Media {
		n.Media = append(n.Media, Attachment{Hash: file.Hash, Type: file.Type, Alt: file.Alt})
	}
	return n
}

func receipt(a outbound.Answer, err error) (network.Receipt, error) {
	if err != nil {
		return network.Receipt{}, err
	}
	var n noteJSON
	if err := a.Decode(&n); err != nil {
		return network.Receipt{}, err
	}
	return n.receipt(), nil
}

// Find asks for the key. A note that was made and withdrawn since was still made.
func (c *Connector) Find(ctx context.Context, a network.Account, _ network.Message, in network.Intent) (network.Receipt, network.Verdict, error) {
	i, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	answer, err := c.client.Do(ctx, c.request(a, http.MethodGet, "notes", i.Key))
	switch answer.Status {
	case http.StatusNotFound:
		return network.Receipt{}, network.Absent, nil
	case http.StatusGone:
		return network.Receipt{Ref: network.Ref{ID: i.Key}}, network.Found, nil
	}
	r, err := receipt(answer, err)
	if err != nil {
		return network.Receipt{}, network.CannotTell, err
	}
	return r, network.Found, nil
}
