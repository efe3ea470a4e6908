package check

import (
	"net/url"
	"slices"
	"strings"

	"pregonero/limits"
)

// mostAddresses of a content are looked at.
const mostAddresses = 20

// Addresses are the links of texts, completed as a browser does, each once and without the
// place inside its page: what a look at them is asked for and kept by.
func Addresses(texts ...string) (found []string) {
	for _, text := range texts {
		for _, u := range limits.URLs(text) {
			if a := Address(text[u.Start:u.End]); a != "" && !slices.Contains(found, a) && len(found) < mostAddresses {
				found = append(found, a)
			}
		}
	}
	return found
}

// Address completes a link; "" when it is none that a browser opens.
func Address(link string) string {
	link = strings.TrimSpace(link)
	if link != "" && !strings.Contains(link, "://") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(u.Host, ".") && u.Port() == "" {
		return ""
	}
	u.Fragment, u.Host = "", strings.ToLower(u.Host)
	return u.String()
}
