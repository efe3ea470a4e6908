package mastodon

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"pregonero/network"
	"pregonero/network/outbound"
)

// correction is the body of an edit. Servers take what is left out as emptied, so all is said.
type correction struct {
	Status      string       `json:"status"`
	Language    string       `json:"language"`
	Sensitive   bool         `json:"sensitive"`
	SpoilerText string       `json:"spoiler_text"`
	MediaIDs    []string     `json:"media_ids,omitempty"`
	Attributes  []attributes `json:"media_attributes,omitempty"`
}

type attributes struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// Edit corrects text and alternative texts. Files that are already attached stay; a
// warning that people put on the status stays.
func (c *Connector) Edit(ctx context.Context, a network.Account, ref network.Ref, m network.Message) (network.Receipt, error) {
	now, err := c.status(ctx, a, ref.ID)
	if err != nil {
		return network.Receipt{}, err
	}
	wrote, err := c.source(ctx, a, ref.ID)
	if err != nil {
		return network.Receipt{}, cannotEdit(err)
	}
	k := correction{Status: written(m), Language: language(m), Sensitive: now.Sensitive, SpoilerText: wrote.SpoilerText}
	if k.MediaIDs, err = c.attached(ctx, a, now, ref, m); err != nil {
		return network.Receipt{}, err
	}
	for n, id := range k.MediaIDs {
		k.Attributes = append(k.Attributes, attributes{ID: id, Description: m.Media[n].Alt})
	}
	if alreadySo(now, wrote, k) {
		return receipt(now, m, k.MediaIDs), nil // GoToSocial refuses an edit that changes nothing
	}
	r := request(a, http.MethodPut, "api", "v1", "statuses", ref.ID)
	r.Body = outbound.JSON(k)
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return network.Receipt{}, cannotEdit(err)
	}
	var s status
	if err := answer.Decode(&s); err != nil {
		return network.Receipt{}, err
	}
	if s.ID == "" {
		return network.Receipt{}, answer.Unreadable(errNoID)
	}
	return receipt(s, m, k.MediaIDs), nil
}

// attached finds the id of each file of the message: by its hash in the ref, else by its
// place when the number is the same and the ref knows nothing, else by uploading it.
func (c *Connector) attached(ctx context.Context, a network.Account, now status, ref network.Ref, m network.Message) ([]string, error) {
	there := attachmentIDs(now)
	var ids []string
	for n, file := range m.Media {
		id := ref.Extra[extraMedia+file.Hash]
		switch {
		case slices.Contains(there, id):
		case len(ref.Extra) == 0 && len(there) == len(m.Media):
			id = there[n]
		default:
			var err error
			if id, err = c.upload(ctx, a, file); err != nil {
				return nil, err
			}
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func alreadySo(now status, wrote source, k correction) bool {
	if strings.TrimSpace(wrote.Text) != strings.TrimSpace(k.Status) || now.Language != k.Language || !slices.Equal(attachmentIDs(now), k.MediaIDs) {
		return false
	}
	for n, file := range now.Media {
		if file.Description != k.Attributes[n].Description {
			return false
		}
	}
	return true
}

// cannotEdit tells a server without editing (before Mastodon 3.5 or GoToSocial 0.18) from
// other trouble: the status is there, since we have just read it, but the route is not.
func cannotEdit(err error) error {
	var e *network.Error
	if !errors.As(err, &e) || e.Status != http.StatusNotFound && e.Status != http.StatusMethodNotAllowed {
		return err
	}
	return &network.Error{Kind: network.Unsupported, Status: e.Status, Err: err, Sentence: "Este servidor de Mastodon no permite corregir publicaciones.",
		Next: "Retire la publicación y publique una nueva con la corrección."}
}

// Remove deletes a status of our own.
func (c *Connector) Remove(ctx context.Context, a network.Account, ref network.Ref) error {
	_, err := c.client.Do(ctx, request(a, http.MethodDelete, "api", "v1", "statuses", ref.ID))
	if network.KindOf(err) == network.Gone {
		return nil
	}
	return err
}

// Measure reads the public counts of our own statuses; those that are gone are left out.
func (c *Connector) Measure(ctx context.Context, a network.Account, refs []network.Ref) ([]network.Figures, error) {
	var figures []network.Figures
	for _, ref := range refs {
		s, err := c.status(ctx, a, ref.ID)
		if network.KindOf(err) == network.Gone {
			continue
		}
		if err != nil {
			return nil, err
		}
		figures = append(figures, network.Figures{Ref: ref, Views: -1, Likes: s.Favourites, Shares: s.Reblogs, Comments: s.Replies, Saves: -1})
	}
	return figures, nil
}
