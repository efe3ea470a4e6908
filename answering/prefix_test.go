package answering

import (
	"testing"

	"pregonero/network"
	"pregonero/network/mastodon"
	"pregonero/network/practice"
	"pregonero/post"
)

// The mention that Mastodon asks for takes room from an answer.
func TestPrefixTakesRoom(t *testing.T) {
	t.Parallel()
	ref := post.Ref{ID: "1", Extra: map[string]string{"acct": "vecina@otro.example"}}
	for name, c := range map[string]struct {
		conn network.Connector
		want string
	}{"mastodon": {mastodon.New(nil, mastodon.Options{}), "@vecina@otro.example "}, "practice": {practice.New(nil, "http://x"), ""}} {
		if got := prefixOf(c.conn, ref); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
