package bluesky

import (
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/bluesky/blueskytest"
	"pregonero/network/networktest"
)

// The one suite of all connectors, against the real servers.
//
//clause:test 6.xvi
func TestConformance(t *testing.T) {
	t.Parallel()
	networktest.Run(t, networktest.Harness{New: world, Lacks: []string{"Editor", "Authorizer"}, Keyed: true, Patience: time.Minute})
}

func world(t *testing.T) networktest.World {
	d := newDesk(t)
	visitors := map[string]*blueskytest.Person{}
	visitor := func(name string) *blueskytest.Person {
		if visitors[name] == nil {
			visitors[name] = d.servers.Person(t, name)
		}
		return visitors[name]
	}
	authors := map[string]*blueskytest.Person{}
	return networktest.World{
		Connector: d.Connector, Account: d.account, TooLong: 301,
		Posts: func(t *testing.T) []networktest.Post { return seenPosts(d.posts(t)) },
		Comment: func(t *testing.T, on network.Ref, author, words string) network.Ref {
			p := visitor(author)
			var made blueskytest.Post
			if on.ID == "" {
				made = p.Mention(t, d.person, words)
			} else {
				made = p.Answer(t, on.ID, words)
			}
			authors[made.URI] = p
			return network.Ref{ID: made.URI, Extra: map[string]string{"cid": made.CID}}
		},
		TakeBack:  func(t *testing.T, comment network.Ref) { authors[comment.ID].Delete(t, comment.ID) },
		CutAnswer: func(*testing.T) { d.front.CutNext(puts) },
		Limit:     func(t *testing.T) time.Time { return d.person.Exhaust(t) },
		WrongSecret: func(s network.Secret) network.Secret {
			return s.With(accessToken, "eyJ0eXAiOiJhdCtqd3QifQ.e30.c2VjcmV0")
		},
		Page: 45,
	}
}

func seenPosts(records []blueskytest.Record) []networktest.Post {
	posts := make([]networktest.Post, len(records))
	for i, r := range records {
		posts[i] = networktest.Post{ID: r.URI, Text: text(r.Value, "text"), ReplyTo: text(r.Value, "reply", "parent", "uri")}
		embed, _ := r.Value["embed"].(map[string]any)
		images, _ := embed["images"].([]any)
		for _, image := range images {
			posts[i].Alts = append(posts[i].Alts, text(image, "alt"))
		}
	}
	return posts
}
