// Package network is the contract between the institution and the social networks.
//
// A connector is a value that implements Connector and, each optional and found by
// type assertion, the small interfaces below. There is no verb to block, mute, ban or
// expel a person: clause 6.xvi. A connector keeps no state between calls, never
// retries by itself, never logs a Secret, and returns *Error for everything a network
// or the way to it can do wrong. All speak through network/outbound, and all pass the one
// suite in network/networktest.
//
// Publishing exactly once rests on three calls. Prepare is repeatable and makes
// nothing public (it uploads media, makes a container, reads the newest own post as an
// anchor, chooses a record key). Its Intent is stored before Send. Send makes the one
// request that creates the post. If the outcome is not known, Find looks on the
// network with the same Intent, and only its word 'absent' allows another Send.
//
// Docs/decisions/0010 says how each network fits these calls.
//
//clause:code 6.xvi
package network

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"time"
)

// Account is an institutional account on one server of one network.
type Account struct {
	ID       string // our identifier
	Network  string // the connector's name
	BaseURL  string // the server, such as https://mastodon.social; empty: the connector's default
	Handle   string // as the network writes it, without leading @
	RemoteID string // the network's identifier, once known
	Secret   Secret // opened from the vault for this call only
}

// Secret holds credentials. It prints, logs and marshals as nothing.
type Secret struct{ values map[string]string }

// NewSecret copies the values.
func NewSecret(values map[string]string) Secret {
	c := make(map[string]string, len(values))
	for k, v := range values {
		c[k] = v
	}
	return Secret{c}
}

// Get returns one value, "" when absent. Well-known names: access_token, refresh_token,
// client_id, client_secret, identifier, password, expires_at (RFC 3339).
func (s Secret) Get(name string) string { return s.values[name] }

// With returns a copy with one more value. An empty value never replaces one that is there.
func (s Secret) With(name, value string) Secret {
	c := NewSecret(s.values)
	if value != "" {
		c.values[name] = value
	}
	return c
}

// Expose returns a copy of the values, for sealing in the vault and for nothing else.
func (s Secret) Expose() map[string]string { return NewSecret(s.values).values }

func (Secret) String() string               { return "[reservado]" }
func (Secret) GoString() string             { return "[reservado]" }
func (Secret) LogValue() slog.Value         { return slog.StringValue("[reservado]") }
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"[reservado]"`), nil }

// Kinds of media.
const (
	Image = "image"
	Video = "video"
	Audio = "audio"
)

// Media is one attachment, in order.
type Media struct {
	Kind     string // Image, Video or Audio
	Type     string // MIME type
	Alt      string // alternative text: always sent where the network takes it
	Hash     string // hex SHA-256 of the content
	Bytes    int64
	Width    int
	Height   int
	Duration time.Duration
	Name     string
	Open     func(context.Context) (io.ReadCloser, error) // may be called more than once
	// PublicURL makes a short-lived public address, for networks that fetch media
	// themselves (Instagram, Threads). Nil where the media store offers none.
	PublicURL func(context.Context) (string, error)
}

// Ref points at something on a network: a post, a comment, an answer.
type Ref struct {
	ID    string            `json:"id"`
	URL   string            `json:"url,omitempty"`
	Extra map[string]string `json:"extra,omitempty"` // what the network needs besides, such as a cid
}

// Message is what is to be made public: a post, or an answer when ReplyTo is set.
type Message struct {
	// Key names this publication and is the same in every attempt. Where the network lets
	// the client name a post (record key, idempotency key), the name comes from Key, so
	// that a second attempt cannot make a second post.
	Key     string
	Text    string
	Title   string // where the network has titles (YouTube)
	Lang    string // BCP 47
	Media   []Media
	ReplyTo *Ref // what it answers
	Root    *Ref // the first post of the thread, where it differs from ReplyTo
}

// Intent is what a connector must remember to recognise its own post later: JSON, stored
// as it is, so it holds no Secret.
type Intent = json.RawMessage

// Receipt is the network's word that something is public.
type Receipt struct {
	Ref Ref
	At  time.Time // the network's time, zero when it says none
}

// Verdict is what looking on the network found.
type Verdict string

const (
	Found      Verdict = "found"
	Absent     Verdict = "absent"      // certain: it is not there, and the sent request is over
	CannotTell Verdict = "cannot_tell" // a person decides
)

// Connector is what every network offers.
type Connector interface {
	// Name is the key in the registry and in account.Network: lower case ASCII.
	Name() string
	// Label is the network's own name, for people.
	Label() string
}

// Publisher makes posts and answers public.
type Publisher interface {
	Prepare(ctx context.Context, a Account, m Message) (Intent, error)
	Send(ctx context.Context, a Account, m Message, in Intent) (Receipt, error)
}

// Prefixer says what a network asks to be written before an answer, such as the mention of
// who is answered; it takes room from the text.
type Prefixer interface {
	Prefix(answered Ref) string
}

// Finder looks for what Send may have made. It must not trust an idempotency key alone.
// The caller asks only when the sent request can no longer be at work on the server: a
// while after Send returned, or after the process that sent died.
type Finder interface {
	Find(ctx context.Context, a Account, m Message, in Intent) (Receipt, Verdict, error)
}

// Editor corrects a post in place, where the network allows it. Ref is the one of the
// Receipt, whole: its Extra tells which media are already there. Editing twice is harmless.
type Editor interface {
	Edit(ctx context.Context, a Account, ref Ref, m Message) (Receipt, error)
}

// Remover withdraws our own post or answer. What is no longer there is no error.
type Remover interface {
	Remove(ctx context.Context, a Account, ref Ref) error
}

// Item is something a person wrote to the institution, as written.
type Item struct {
	Ref     Ref
	Kind    string // "comment", "mention", "message" (direct), "review"
	Author  Author
	Text    string // plain text, as the person wrote it
	At      time.Time
	ReplyTo *Ref // what it answers: our post, our answer or another comment
	Root    *Ref // the first post of the thread, where known
	Edited  bool
	Deleted bool // the author took it back: Ref and At only
	Media   []ItemMedia
	Private bool
}

// Author is who wrote, as the network shows it at that moment.
type Author struct {
	ID     string
	Handle string
	Name   string
	URL    string
}

// ItemMedia is an attachment of an Item: its address and its alternative text.
type ItemMedia struct{ Kind, URL, Alt string }

// Batch is one page of a source, oldest first. Cursor is stored with the items, in one
// transaction; the same cursor must give the same items again.
type Batch struct {
	Items  []Item
	Cursor string
	More   bool // ask again at once
}

// Listener brings what people write. An empty cursor is the beginning.
type Listener interface {
	Listen(ctx context.Context, a Account, cursor string) (Batch, error)
}

// Hider hides a reply without touching its author (only after two people decided: 6.xvii).
type Hider interface {
	Hide(ctx context.Context, a Account, ref Ref, hidden bool) error
}

// Figures are a post's public counts; -1 where the network does not say.
type Figures struct {
	Ref                                   Ref
	Views, Likes, Shares, Comments, Saves int64
}

// Measurer reads figures of our own posts.
type Measurer interface {
	Measure(ctx context.Context, a Account, refs []Ref) ([]Figures, error)
}

// Identity is who the credentials speak for. The token is good if it comes back.
type Identity struct {
	RemoteID   string
	Handle     string
	Name       string
	URL        string
	Verified   bool
	TextLimit  int       // the server's own limit, 0 when it says none
	MediaLimit int       // attachments a post, 0 when it says none
	ExpiresAt  time.Time // of the token, zero when it does not expire or is not said
}

// Identifier probes the credentials; harmless and cheap.
type Identifier interface {
	Identify(ctx context.Context, a Account) (Identity, error)
}

// Refresher renews credentials before they expire. It returns the whole new secret.
type Refresher interface {
	Refresh(ctx context.Context, a Account) (Secret, error)
}

// Revoker ends credentials on the network, so that they are of no use to anybody any more.
// Ending what has ended already is no error.
type Revoker interface {
	Revoke(ctx context.Context, a Account) error
}

// Authorizer gets credentials by OAuth's code flow, the code pasted by a person.
type Authorizer interface {
	// Begin registers the application where needed and returns the page that the person
	// must open, and what must be kept (sealed) until the code comes.
	Begin(ctx context.Context, baseURL string) (page string, kept Secret, err error)
	// Complete turns the pasted code into the account's secret.
	Complete(ctx context.Context, baseURL, code string, kept Secret) (Secret, error)
}

// PasswordAuthorizer gets credentials from an application password (Bluesky).
type PasswordAuthorizer interface {
	LogIn(ctx context.Context, baseURL, identifier, password string) (Secret, error)
}

// ErrorKind types what went wrong; processes decide by it and by nothing else.
type ErrorKind string

const (
	Auth        ErrorKind = "auth"         // the credentials are not accepted
	RateLimited ErrorKind = "rate_limited" // refused for now; nothing was made
	Rejected    ErrorKind = "rejected"     // refused for good, with the network's reason; nothing was made
	Duplicate   ErrorKind = "duplicate"    // the network says that the same is already there: look
	Temporary   ErrorKind = "temporary"    // nothing was made, or doing it twice is harmless; may be tried again
	Ambiguous   ErrorKind = "ambiguous"    // it may have been made: look before anything else
	Gone        ErrorKind = "gone"         // what was pointed at is not there
	Unsupported ErrorKind = "unsupported"  // this network or server cannot do it
)

// Error is what connectors return.
type Error struct {
	Kind     ErrorKind
	Sentence string    // Spanish, for people: what happened
	Next     string    // Spanish: the next step
	Reason   string    // the network's own words, short; no secrets
	Status   int       // HTTP status, 0 when there was no answer
	ResetAt  time.Time // for RateLimited: when to try again, zero when not said
	Err      error
}

func (e *Error) Error() string {
	s := string(e.Kind) + ": " + e.Sentence
	if e.Reason != "" {
		s += " (" + e.Reason + ")"
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// KindOf types any error of a connector. What is not typed is Ambiguous: never repeated blindly.
func KindOf(err error) ErrorKind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Ambiguous
}
