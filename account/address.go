package account

import (
	"net/url"
	"slices"
	"strings"
)

// hosts are where the large networks show accounts. A network of many servers has none:
// the account's own address says on which it is.
var hosts = map[string][]string{
	"x":         {"x.com", "twitter.com"},
	"facebook":  {"facebook.com", "fb.com"},
	"instagram": {"instagram.com"},
	"threads":   {"threads.net", "threads.com"},
	"youtube":   {"youtube.com", "youtu.be"},
	"telegram":  {"t.me", "telegram.me"},
	"bluesky":   {"bsky.app"},
}

// Host is the site that a query names when it is an address ("facebook.com/usuario",
// "https://x.com/…"), without www and the like; "" when it is only a name.
func Host(query string) string {
	q := strings.TrimSpace(query)
	if !strings.Contains(q, "://") {
		first, _, path := strings.Cut(q, "/")
		if !path || !strings.Contains(first, ".") || strings.ContainsAny(first, "@ ") {
			return ""
		}
		q = "https://" + q
	}
	u, err := url.Parse(q)
	if err != nil {
		return ""
	}
	return bareHost(u.Host)
}

func bareHost(host string) string {
	host = strings.ToLower(host)
	for _, prefix := range []string{"www.", "m.", "mobile.", "es-la.", "web."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host
}

// On tells whether the account is shown at that site.
func (a Account) On(host string) bool {
	return host == Host(a.URL) || host == Host(a.BaseURL) || slices.Contains(hosts[a.Network], host)
}
