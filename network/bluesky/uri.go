package bluesky

import (
	"strings"

	"pregonero/network"
)

const (
	postCollection       = "app.bsky.feed.post"
	threadgateCollection = "app.bsky.feed.threadgate"
)

// atURI is at://repo/collection/rkey (atproto.com/specs/at-uri-scheme).
type atURI struct{ repo, collection, rkey string }

func (u atURI) String() string { return "at://" + u.repo + "/" + u.collection + "/" + u.rkey }

// parseURI reads a record's address; false when it is none.
func parseURI(s string) (atURI, bool) {
	rest, ok := strings.CutPrefix(s, "at://")
	parts := strings.Split(rest, "/")
	if !ok || len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return atURI{}, false
	}
	return atURI{parts[0], parts[1], parts[2]}, true
}

// own reads a reference to a post of the account itself.
func own(did string, ref network.Ref) (atURI, error) {
	u, ok := parseURI(ref.ID)
	if ok && u.repo == did && u.collection == postCollection {
		return u, nil
	}
	return atURI{}, rejected("Eso no es una publicación de esta cuenta en Bluesky.",
		"Abra la publicación desde el expediente de la cuenta que la hizo.", "not a post of "+did)
}

// profileURL is where people see an account. who is a handle or a DID.
func profileURL(who string) string { return "https://bsky.app/profile/" + who }

// postURL is where people see a post.
func postURL(who string, u atURI) string { return profileURL(who) + "/post/" + u.rkey }

// person is the handle, or the DID where the handle is none or was not confirmed.
func person(handle, did string) string {
	if handle == "" || handle == "handle.invalid" {
		return did
	}
	return handle
}

// ref makes a reference to a post of the author named who.
func ref(uri, cid, who string) network.Ref {
	r := network.Ref{ID: uri}
	if cid != "" {
		r.Extra = map[string]string{"cid": cid}
	}
	u, ok := parseURI(uri)
	if !ok || u.collection != postCollection {
		return r
	}
	if who == "" {
		who = u.repo
	}
	r.URL = postURL(who, u)
	return r
}
