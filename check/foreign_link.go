package check

import (
	"fmt"
	"slices"
	"strings"

	"pregonero/regulation"
)

// foreignLink points at links to somebody else's page without the purpose that they
// serve. The institution's own domains and accounts pass, and the domains of the param
// 'allowed'.
//
//clause:code 6.vi
var foreignLink = definition{
	name: regulation.CheckForeignLink, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		own := ownPlacesOf(s)
		own.domains = append(own.domains, s.rule.Strings("allowed")...)
		return func(c *content) []Finding { return untied(c, own) }, nil
	},
}

// ownPlaces are the addresses that are the institution's.
type ownPlaces struct {
	domains []string // each covers its subdomains
	handles map[string]bool
}

func ownPlacesOf(s setup) ownPlaces {
	own := ownPlaces{domains: slices.Clone(s.pack.Institution.WebDomains), handles: map[string]bool{}}
	for _, a := range s.pack.Accounts {
		own.handles[strings.ToLower(a.Handle)] = true
	}
	return own
}

func untied(c *content, own ownPlaces) []Finding {
	var found []Finding
	for _, p := range c.texts {
		for _, u := range p.links() {
			link := p.text[u.Start:u.End]
			if own.has(u.Host, link) || c.tied(link) {
				continue
			}
			found = append(found, p.finding(u.Start, u.End-u.Start,
				fmt.Sprintf("El enlace lleva a %s, ajeno a la institución: indique a qué fin institucional sirve o quítelo.", strings.ToLower(u.Host))))
		}
	}
	return found
}

func (o ownPlaces) has(host, link string) bool {
	host = strings.ToLower(host)
	if within(host, o.domains) {
		return true
	}
	return socialHosts[strings.TrimPrefix(strings.TrimPrefix(host, "www."), "m.")] && o.handles[firstSegment(link)]
}

// socialHosts show accounts as the first part of the path.
var socialHosts = map[string]bool{
	"x.com": true, "twitter.com": true, "facebook.com": true, "instagram.com": true, "threads.net": true,
	"threads.com": true, "youtube.com": true, "tiktok.com": true, "t.me": true, "bsky.app": true,
}

// firstSegment is the handle that a link to a social network begins with.
func firstSegment(link string) string {
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	_, path, _ := strings.Cut(link, "/")
	path = strings.TrimPrefix(strings.TrimPrefix(path, "profile/"), "@")
	if i := strings.IndexAny(path, "/?#"); i >= 0 {
		path = path[:i]
	}
	return strings.ToLower(path)
}

// tied tells whether somebody said which purpose the link serves.
func (c *content) tied(link string) bool {
	for _, t := range c.Ties {
		if t.Purpose != "" && sameLink(t.URL, link) {
			return true
		}
	}
	return false
}

func sameLink(a, b string) bool { return bareLink(a) == bareLink(b) }

func bareLink(link string) string {
	link = strings.TrimSuffix(link, "/")
	if _, rest, ok := strings.Cut(link, "://"); ok {
		link = rest
	}
	host, path, _ := strings.Cut(link, "/")
	return strings.ToLower(host) + "/" + path
}
