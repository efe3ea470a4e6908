package outbound

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const maxReason = 240 // runes

// reason finds the network's own words in the JSON shapes that networks use, shortens
// them and takes out whatever is secret. A body that is not JSON says nothing to people.
func reason(r Request, a Answer) string {
	var body any
	if json.Unmarshal(a.Body, &body) != nil {
		return ""
	}
	return clean(r, words(body, 0))
}

// words looks for a sentence, the most telling key first.
func words(v any, depth int) string {
	if depth > 4 {
		return ""
	}
	switch v := v.(type) {
	case string:
		return v
	case []any:
		for _, e := range v {
			if s := words(e, depth+1); s != "" {
				return s
			}
		}
	case map[string]any:
		for _, key := range []string{"error_description", "error_user_msg", "message", "detail", "description", "error", "errors", "title"} {
			if s := words(v[key], depth+1); s != "" {
				return s
			}
		}
	}
	return ""
}

func clean(r Request, s string) string {
	for _, secret := range append([]string{r.Bearer}, r.Secrets...) {
		if len(secret) >= 4 {
			s = strings.ReplaceAll(s, secret, "[reservado]")
		}
	}
	s = strings.Join(strings.FieldsFunc(s, func(c rune) bool { return unicode.IsSpace(c) || !unicode.IsPrint(c) }), " ")
	if runes := []rune(s); len(runes) > maxReason {
		return string(runes[:maxReason-1]) + "…"
	}
	return s
}

// resetHeaders in order of trust: the standard first, then what networks send.
var resetHeaders = []string{"Retry-After", "X-RateLimit-Reset", "X-Rate-Limit-Reset", "RateLimit-Reset"}

// reset reads when to try again: seconds from now, epoch seconds, HTTP date or RFC 3339. Zero when not said.
func (c *Client) reset(h http.Header) time.Time {
	for _, name := range resetHeaders {
		if at := c.moment(strings.TrimSpace(h.Get(name)), h); !at.IsZero() {
			return at.UTC()
		}
	}
	return time.Time{}
}

func (c *Client) moment(s string, h http.Header) time.Time {
	if n, err := strconv.ParseFloat(s, 64); err == nil && n >= 0 && n < 1e12 {
		if n > 1e9 { // no network asks to wait thirty years
			return time.Unix(int64(n), 0)
		}
		return c.Later(h, time.Duration(n*float64(time.Second)))
	}
	if at, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return at
	}
	if at, err := http.ParseTime(s); err == nil {
		return at
	}
	return time.Time{}
}

// Later is now plus d, by the client's clock or else by the answer's Date; zero without either.
// Connectors use it for resets that come in the body (Telegram's retry_after).
func (c *Client) Later(h http.Header, d time.Duration) time.Time {
	if c.now != nil {
		return c.now().Add(d)
	}
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date.Add(d)
}
