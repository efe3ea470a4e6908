// Package bluesky speaks with Bluesky, or any AT Protocol server, through its XRPC methods.
//
// A post is a record in the account's own repository, and the client chooses its key. That
// key, a TID, is what makes publishing exactly once certain here: Prepare takes it from the
// publication's own and writes the whole record; Send puts that record under that key on the condition that
// nothing is there. Sending the same Intent again is answered with the same post, and
// anything else under the key is refused; so no number of attempts makes a second post.
//
// There is no Edit: a server takes another version of a post, but Bluesky's application goes
// on showing the first one, so a correction is another post, or a withdrawal. Direct
// messages are left alone.
//
// Methods are documented in the lexicons of com.atproto and app.bsky.
package bluesky

import (
	"time"

	"pregonero/network/outbound"
)

// DefaultBaseURL is where accounts live that name no server.
const DefaultBaseURL = "https://bsky.social"

const label = "Bluesky"

// Connector implements every interface of the contract but Editor (see the package's
// comment) and Authorizer (an application password takes its place).
type Connector struct {
	http     *outbound.Client
	now      func() time.Time
	maxPages int // of notifications that one Listen reads; the rest in the next ones
}

// New makes the connector. now dates posts and their keys.
func New(client *outbound.Client, now func() time.Time) *Connector {
	return &Connector{http: client, now: now, maxPages: 50}
}

// Name is the key in the registry.
func (*Connector) Name() string { return "bluesky" }

// Label is the network's name for people.
func (*Connector) Label() string { return label }
