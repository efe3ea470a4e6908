// Package mastodon speaks the Mastodon API, to Mastodon itself and to servers that offer
// the same interface (GoToSocial, Pleroma and others).
//
// Sources: docs.joinmastodon.org (API 4.7 as described by mastodon-openapi, commit
// 89b11e7), and the public code of GoToSocial for where it differs:
//
//   - Mastodon keeps an Idempotency-Key for an hour and answers the first status again;
//     GoToSocial ignored the key, and later answers only the first status code with a
//     body that says nothing. So the key is sent and never trusted: Find reads the
//     account's own statuses.
//   - Identifiers are opaque: decimal numbers on Mastodon, ULIDs on GoToSocial.
//   - An edit that leaves out sensitive or spoiler_text clears them on GoToSocial, and an
//     edit that changes nothing is refused there.
//   - Fields that a server leaves out are taken as absent.
package mastodon

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Name is the connector's key.
const Name = "mastodon"

const label = "Mastodon"

// Options of the connector; the zero value is a good one.
type Options struct {
	AppName string        // what the person who authorises reads; "" is Pregonero
	Website string        // of the application, optional
	Poll    time.Duration // between two looks at a file that the server still processes; 0 is one second
}

// Connector publishes to Mastodon servers.
type Connector struct {
	client  *outbound.Client
	options Options
}

// New makes the connector.
func New(client *outbound.Client, o Options) *Connector {
	if o.AppName == "" {
		o.AppName = "Pregonero"
	}
	if o.Poll == 0 {
		o.Poll = time.Second
	}
	return &Connector{client: client, options: o}
}

func (*Connector) Name() string  { return Name }
func (*Connector) Label() string { return label }

// serverURL completes what people type: a bare name means https.
func serverURL(s string) string {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if s != "" && !strings.Contains(s, "://") {
		return "https://" + s
	}
	return s
}

// request is one call of the account; the elements of the path are escaped.
func request(a network.Account, method string, path ...string) outbound.Request {
	return outbound.Request{Network: label, Method: method, URL: outbound.JoinURL(serverURL(a.BaseURL), path...),
		Bearer: a.Secret.Get("access_token"), Header: http.Header{"Accept": {"application/json"}}}
}

func get(a network.Account, query url.Values, path ...string) outbound.Request {
	r := request(a, http.MethodGet, path...)
	if len(query) > 0 {
		r.URL += "?" + query.Encode()
	}
	return r
}

// status is what the connector reads of a Status entity.
type status struct {
	ID              string    `json:"id"`
	URI             string    `json:"uri"`
	URL             string    `json:"url"`
	CreatedAt       time.Time `json:"created_at"`
	EditedAt        string    `json:"edited_at"`
	InReplyTo       string    `json:"in_reply_to_id"`
	InReplyToAuthor string    `json:"in_reply_to_account_id"`
	Visibility      string    `json:"visibility"`
	Language        string    `json:"language"`
	Sensitive       bool      `json:"sensitive"`
	Content         string    `json:"content"`
	Account         account   `json:"account"`
	Media           []media   `json:"media_attachments"`
	Mentions        []mention `json:"mentions"`
	Reblog          *struct{} `json:"reblog"`
	Replies         int64     `json:"replies_count"`
	Reblogs         int64     `json:"reblogs_count"`
	Favourites      int64     `json:"favourites_count"`
}

type account struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Acct     string `json:"acct"`
	Name     string `json:"display_name"`
	URL      string `json:"url"`
	Fields   []struct {
		VerifiedAt string `json:"verified_at"`
	} `json:"fields"`
}

type media struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	URL         string `json:"url"`
	RemoteURL   string `json:"remote_url"`
	Description string `json:"description"`
}

type mention struct {
	Acct string `json:"acct"`
	URL  string `json:"url"`
}

// source is a status as it was written.
type source struct {
	Text        string `json:"text"`
	SpoilerText string `json:"spoiler_text"`
}

func (s status) ref() network.Ref {
	address := s.URL
	if address == "" {
		address = s.URI
	}
	return network.Ref{ID: s.ID, URL: address}
}
