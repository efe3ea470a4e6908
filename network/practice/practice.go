// Package practice is the built-in small social network, and the connector that speaks to it.
//
// Network is the network: an http.Handler with a JSON interface for the connector and
// public pages where anybody reads posts and writes comments under an invented name. It
// keeps everything in a Store that is handed in. Connector publishes to it over HTTP like
// to any other network, so that faults on the way are real.
//
// The client chooses the key of each note, so creating the same note twice is answered
// with the one that is there: nothing is ever published twice.
package practice

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"pregonero/network"
	"pregonero/network/outbound"
)

// Name is the connector's key.
const Name = "practice"

const label = "Red de práctica"

// Limits of the network.
const (
	TextLimit  = 500 // characters
	MediaLimit = 4
	AltLimit   = 1500
	FileLimit  = 20 << 20 // bytes
	nameLimit  = 60
)

// Connector publishes to a practice network.
type Connector struct {
	client  *outbound.Client
	baseURL string
}

// New makes the connector. BaseURL is the network's default address, such as
// http://127.0.0.1:8080/red-de-practica; an account may say another.
func New(client *outbound.Client, baseURL string) *Connector {
	return &Connector{client: client, baseURL: strings.TrimRight(baseURL, "/")}
}

func (*Connector) Name() string  { return Name }
func (*Connector) Label() string { return label }

func (c *Connector) base(a network.Account) string {
	if a.BaseURL != "" {
		return strings.TrimRight(a.BaseURL, "/")
	}
	return c.baseURL
}

// request is one call of the account; path elements are escaped.
func (c *Connector) request(a network.Account, method string, path ...string) outbound.Request {
	return outbound.Request{Network: "la " + label, Method: method, URL: outbound.JoinURL(c.base(a), append([]string{"api"}, path...)...),
		Bearer: a.Secret.Get("access_token")}
}

// noteJSON is a note on the wire.
type noteJSON struct {
	ID      string       `json:"id"`
	URL     string       `json:"url,omitempty"`
	Author  string       `json:"author,omitempty"`
	Own     bool         `json:"own,omitempty"`
	Text    string       `json:"text"`
	Lang    string       `json:"lang,omitempty"`
	ReplyTo string       `json:"reply_to,omitempty"`
	Root    string       `json:"root,omitempty"`
	Media   []Attachment `json:"media,omitempty"`
	At      time.Time    `json:"at,omitzero"`
	Edited  bool         `json:"edited,omitempty"`
	Deleted bool         `json:"deleted,omitempty"`
	Hidden  bool         `json:"hidden,omitempty"`
	Change  int64        `json:"change,omitempty"`
}

func (n noteJSON) receipt() network.Receipt {
	return network.Receipt{Ref: network.Ref{ID: n.ID, URL: n.URL}, At: n.At}
}

type refusalJSON struct {
	Error string    `json:"error"`
	Note  *noteJSON `json:"note,omitempty"` // what is already there, with 409
}

type identityJSON struct {
	Handle     string `json:"handle"`
	Name       string `json:"name"`
	Bio        string `json:"bio,omitempty"`
	URL        string `json:"url"`
	TextLimit  int    `json:"text_limit"`
	MediaLimit int    `json:"media_limit"`
}

type figuresJSON struct {
	ID       string `json:"id"`
	Views    int64  `json:"views"`
	Likes    int64  `json:"likes"`
	Comments int64  `json:"comments"`
}

type intent struct {
	Key string `json:"key"` // the note's id, chosen here
}

func readIntent(in network.Intent) (intent, error) {
	var i intent
	if err := json.Unmarshal(in, &i); err != nil || i.Key == "" {
		return i, &network.Error{Kind: network.Rejected, Sentence: "El envío no tiene los datos con que se preparó.",
			Next: "Prepare otra vez la publicación.", Err: errors.Join(errors.New("practice: intent without key"), err)}
	}
	return i, nil
}
