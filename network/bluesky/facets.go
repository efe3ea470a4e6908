package bluesky

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/net/publicsuffix"

	"pregonero/network"
)

// facet marks a stretch of the text, in bytes of its UTF-8 (app.bsky.richtext.facet).
type facet struct {
	Index    byteSlice `json:"index"`
	Features []feature `json:"features"`
}

type byteSlice struct {
	Start int `json:"byteStart"`
	End   int `json:"byteEnd"`
}

// feature is one of link, tag and mention, told apart by Type.
type feature struct {
	Type string `json:"$type"`
	URI  string `json:"uri,omitempty"`
	Tag  string `json:"tag,omitempty"`
	DID  string `json:"did,omitempty"`
}

const (
	linkFeature    = "app.bsky.richtext.facet#link"
	tagFeature     = "app.bsky.richtext.facet#tag"
	mentionFeature = "app.bsky.richtext.facet#mention"
)

// What separates words, in the sense of Bluesky's own application, whose detection these
// follow so that a post looks here as it would if written there. It is also what no tag holds.
const (
	space  = `\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`
	unseen = `\x{ad}\x{2060}\x{200a}-\x{200d}\x{20e2}`
)

var (
	mentionPattern = regexp.MustCompile(`(?:^|[` + space + `(])(@([a-zA-Z0-9.-]+)\b)`)
	linkPattern    = regexp.MustCompile(`(?:^|[` + space + `(])(https?://[^` + space + `]+|([a-zA-Z][a-zA-Z0-9]*(?:\.[a-zA-Z0-9]+)+)[^` + space + `]*)`)
	tagPattern     = regexp.MustCompile(`(?:^|[` + space + `])([#＃])([^` + space + unseen + `]*[^0-9\p{P}` + space + unseen + `]+[^` + space + unseen + `]*)`)
)

const maxTag = 64 // graphemes

// facets marks links, tags and mentions. A mention of nobody stays plain text.
func (c *Connector) facets(ctx context.Context, a network.Account, text string) ([]facet, error) {
	var found []facet
	for _, f := range detect(text) {
		if f.Features[0].Type == mentionFeature {
			did, err := c.resolve(ctx, a, f.Features[0].DID)
			if err != nil {
				return nil, err
			}
			if did == "" {
				continue
			}
			f.Features[0].DID = did
		}
		found = append(found, f)
	}
	return found, nil
}

// resolve gives the DID behind a handle; "" when there is nobody.
func (c *Connector) resolve(ctx context.Context, a network.Account, handle string) (string, error) {
	var answer struct {
		DID string `json:"did"`
	}
	err := c.do(ctx, query(a, "com.atproto.identity.resolveHandle", url.Values{"handle": {handle}}), &answer)
	if errors.Is(err, xrpcError("InvalidRequest")) || errors.Is(err, xrpcError("HandleNotFound")) {
		return "", nil
	}
	return answer.DID, err
}

// detect finds what to mark, in order; mentions hold their handle where the DID goes.
func detect(text string) []facet {
	found := slices.Concat(mentions(text), links(text), tags(text))
	slices.SortStableFunc(found, func(a, b facet) int { return cmp.Compare(a.Index.Start, b.Index.Start) })
	return found
}

func mentions(text string) []facet {
	var found []facet
	for _, m := range mentionPattern.FindAllStringSubmatchIndex(text, -1) {
		handle := text[m[4]:m[5]]
		if isDomain(handle) || strings.HasSuffix(handle, ".test") {
			found = append(found, mark(m[2], m[3], feature{Type: mentionFeature, DID: handle}))
		}
	}
	return found
}

func links(text string) []facet {
	var found []facet
	for _, m := range linkPattern.FindAllStringSubmatchIndex(text, -1) {
		start, uri := m[2], text[m[2]:m[3]]
		if m[4] >= 0 && !isDomain(text[m[4]:m[5]]) {
			continue
		}
		if strings.ContainsAny(uri[len(uri)-1:], ".,;:!?") {
			uri = uri[:len(uri)-1]
		}
		if strings.HasSuffix(uri, ")") && !strings.Contains(uri, "(") {
			uri = uri[:len(uri)-1]
		}
		end := start + len(uri)
		if m[4] >= 0 {
			uri = "https://" + uri
		}
		found = append(found, mark(start, end, feature{Type: linkFeature, URI: uri}))
	}
	return found
}

func tags(text string) []facet {
	var found []facet
	for _, m := range tagPattern.FindAllStringSubmatchIndex(text, -1) {
		tag := strings.TrimRightFunc(text[m[4]:m[5]], unicode.IsPunct)
		if tag == "" || strings.HasPrefix(tag, "\ufe0f") || uniseg.GraphemeClusterCount(tag) > maxTag {
			continue
		}
		found = append(found, mark(m[2], m[4]+len(tag), feature{Type: tagFeature, Tag: tag}))
	}
	return found
}

func mark(start, end int, f feature) facet {
	return facet{Index: byteSlice{start, end}, Features: []feature{f}}
}

// isDomain tells whether a name ends in a suffix, in lower case, under which domains are registered.
func isDomain(name string) bool {
	if !strings.Contains(name, ".") || strings.HasPrefix(name, ".") {
		return false
	}
	suffix, known := publicsuffix.PublicSuffix(name)
	return known || strings.Contains(suffix, ".")
}
