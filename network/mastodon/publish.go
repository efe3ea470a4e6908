package mastodon

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"pregonero/network"
	"pregonero/network/outbound"
)

// intent is what recognises our own status later.
type intent struct {
	Key     string   `json:"key"`              // Idempotency-Key: a second safety, where servers honour it
	Account string   `json:"account"`          // our own id
	Anchor  string   `json:"anchor,omitempty"` // our newest status before; "" when there was none
	Media   []string `json:"media,omitempty"`  // ids of the uploaded files, in order
}

// Prepare uploads the media and reads our newest status, the anchor after which Find looks.
func (c *Connector) Prepare(ctx context.Context, a network.Account, m network.Message) (network.Intent, error) {
	i := intent{Key: key(m)}
	var err error
	if i.Account, err = c.remoteID(ctx, a); err != nil {
		return nil, err
	}
	for _, file := range m.Media {
		id, err := c.upload(ctx, a, file)
		if err != nil {
			return nil, err
		}
		i.Media = append(i.Media, id)
	}
	newest, err := c.own(ctx, a, i.Account, url.Values{"limit": {"1"}})
	if err != nil {
		return nil, err
	}
	if len(newest) > 0 {
		i.Anchor = newest[0].ID
	}
	in, err := json.Marshal(i)
	if err != nil {
		return nil, fmt.Errorf("keep intent: %w", err)
	}
	return in, nil
}

// key is the Idempotency-Key: the same for every attempt at the same words. Other words
// under the same publication get another, since servers that only remember a status code
// would answer a corrected attempt with the refusal of the first.
func key(m network.Message) string {
	if m.Key == "" {
		return rand.Text()
	}
	words := sha256.New()
	fmt.Fprintf(words, "%q", []string{written(m), visibility(m), language(m)})
	for _, file := range m.Media {
		fmt.Fprintf(words, "%q", file.Hash+file.Alt)
	}
	return m.Key + "-" + hex.EncodeToString(words.Sum(nil)[:8])
}

// own lists our statuses, newest first, without what we only passed on.
func (c *Connector) own(ctx context.Context, a network.Account, id string, query url.Values) ([]status, error) {
	query.Set("exclude_reblogs", "true")
	answer, err := c.client.Do(ctx, get(a, query, "api", "v1", "accounts", id, "statuses"))
	if err != nil {
		return nil, err
	}
	var list []status
	return list, answer.Decode(&list)
}

func readIntent(in network.Intent) (intent, error) {
	var i intent
	if err := json.Unmarshal(in, &i); err != nil || i.Key == "" || i.Account == "" {
		return i, &network.Error{Kind: network.Rejected, Sentence: "El envío no tiene los datos con que se preparó.",
			Next: "Prepare otra vez la publicación.", Err: errors.Join(errors.New("mastodon: intent without key"), err)}
	}
	return i, nil
}

// draft is a status to be made.
type draft struct {
	Status     string   `json:"status"`
	MediaIDs   []string `json:"media_ids,omitempty"`
	InReplyTo  string   `json:"in_reply_to_id,omitempty"`
	Visibility string   `json:"visibility"`
	Language   string   `json:"language"`
}

// Send makes the status. An answer that does not say which status was made leaves the outcome unknown.
func (c *Connector) Send(ctx context.Context, a network.Account, m network.Message, in network.Intent) (network.Receipt, error) {
	i, err := readIntent(in)
	if err != nil {
		return network.Receipt{}, err
	}
	d := draft{Status: written(m), MediaIDs: i.Media, Visibility: visibility(m), Language: language(m)}
	if m.ReplyTo != nil {
		d.InReplyTo = m.ReplyTo.ID
	}
	r := request(a, http.MethodPost, "api", "v1", "statuses")
	r.Creates, r.Body = true, outbound.JSON(d)
	r.Header.Set("Idempotency-Key", i.Key)
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return network.Receipt{}, err
	}
	var s status
	if err := answer.Decode(&s); err != nil {
		return network.Receipt{}, err
	}
	if s.ID == "" {
		return network.Receipt{}, answer.Unreadable(errNoID)
	}
	return receipt(s, m, i.Media), nil
}

// written is the text as it goes out. Mastodon tells a person of an answer only when the
// text mentions that person, so the mention is added where the institution did not write it.
func written(m network.Message) string {
	if m.ReplyTo == nil {
		return m.Text
	}
	if acct := m.ReplyTo.Extra[extraAcct]; acct == "" || mentioned(m.Text, acct) {
		return m.Text
	}
	return prefix(*m.ReplyTo) + m.Text
}

// Prefix implements network.Prefixer.
func (c *Connector) Prefix(answered network.Ref) string { return prefix(answered) }

func prefix(answered network.Ref) string {
	if acct := answered.Extra[extraAcct]; acct != "" {
		return "@" + acct + " "
	}
	return ""
}

func mentioned(text, acct string) bool {
	for _, word := range strings.Fields(text) {
		word = strings.TrimRight(strings.TrimLeft(word, "¿¡(«\""), ".,;:!?)»\"")
		if strings.EqualFold(word, "@"+acct) {
			return true
		}
	}
	return false
}

// visibility never shows an answer to more people than what it answers was shown to.
func visibility(m network.Message) string {
	if m.ReplyTo != nil {
		if v := m.ReplyTo.Extra[extraVisibility]; v != "" {
			return v
		}
	}
	return "public"
}

// language is the ISO 639 code of the message, Spanish when it says none.
func language(m network.Message) string {
	code, _, _ := strings.Cut(m.Lang, "-")
	if code == "" {
		return "es"
	}
	return strings.ToLower(code)
}

// Keys of Ref.Extra.
const (
	extraAcct       = "acct"       // the author of a comment, for mentioning
	extraVisibility = "visibility" // of a comment that is not public
	extraMedia      = "media."     // + hash of a file → its id on the server
)

// receipt remembers which file became which attachment, for edits.
func receipt(s status, m network.Message, ids []string) network.Receipt {
	ref := s.ref()
	for n, file := range m.Media {
		if n >= len(ids) || file.Hash == "" {
			break
		}
		if ref.Extra == nil {
			ref.Extra = map[string]string{}
		}
		ref.Extra[extraMedia+file.Hash] = ids[n]
	}
	return network.Receipt{Ref: ref, At: s.CreatedAt}
}
