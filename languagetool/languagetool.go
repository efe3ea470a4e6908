// Package languagetool asks a LanguageTool server, where the institution runs one, what it
// would correct in a text: POST /v2/check, as its OpenAPI document says. It speaks to that
// one server and to no other, waits little, and never retries: whoever asks goes on without.
package languagetool

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"pregonero/network/outbound"
)

// Patience is how long a text is waited for.
const Patience = 3 * time.Second

// Longest is the code points of the longest text that is sent.
const Longest = 20_000

// language is Spanish without a country: LanguageTool 6.5 knows es, es-ES and es-AR, and
// refuses es-MX.
const language = "es"

// spelling is the rule that we do not ask for: our dictionary has the institution's words.
const spelling = "MORFOLOGIK_RULE_ES"

// Match is one thing that the server would correct.
type Match struct {
	Start, End  int // code points
	Message     string
	Suggestions []string // best first
	Rule        string   // its identifier at LanguageTool
}

// Client asks one server. It is safe for concurrent use.
type Client struct {
	http    *outbound.Client
	address string
}

// New makes a client of the server at a base address, such as http://10.0.0.5:8081. The
// address may be private, since the operator gave it.
func New(address, agent string) (*Client, error) {
	c, err := outbound.New(outbound.Options{UserAgent: agent, Allow: []string{address}, Timeout: Patience, MaxBody: 2 << 20})
	if err != nil {
		return nil, fmt.Errorf("preparing the client of LanguageTool: %w", err)
	}
	return &Client{c, strings.TrimSuffix(address, "/") + "/v2/check"}, nil
}

// answer is what of CheckResponse is read; offsets count UTF-16 units.
type answer struct {
	Matches []struct {
		Message      string `json:"message"`
		Offset       int    `json:"offset"`
		Length       int    `json:"length"`
		Replacements []struct {
			Value string `json:"value"`
		} `json:"replacements"`
		Rule struct {
			ID string `json:"id"`
		} `json:"rule"`
	} `json:"matches"`
}

// Check lists what the server would correct in a text in Spanish.
func (c *Client) Check(ctx context.Context, text string) ([]Match, error) {
	if utf8.RuneCountInString(text) > Longest {
		return nil, nil
	}
	form := url.Values{"text": {text}, "language": {language}, "disabledRules": {spelling}}
	res, err := c.http.Do(ctx, outbound.Request{Network: "LanguageTool", Method: "POST", URL: c.address, Body: outbound.Form(form)})
	if err != nil {
		return nil, fmt.Errorf("asking LanguageTool: %w", err)
	}
	var a answer
	if err := res.Decode(&a); err != nil {
		return nil, fmt.Errorf("reading LanguageTool's answer: %w", err)
	}
	at := points(text)
	var found []Match
	for _, m := range a.Matches {
		if m.Offset < 0 || m.Length <= 0 || m.Offset+m.Length >= len(at) {
			return nil, fmt.Errorf("reading LanguageTool's answer: a match at %d+%d is outside the text", m.Offset, m.Length)
		}
		x := Match{Start: at[m.Offset], End: at[m.Offset+m.Length], Message: m.Message, Rule: m.Rule.ID}
		for _, r := range m.Replacements[:min(len(m.Replacements), 3)] {
			x.Suggestions = append(x.Suggestions, r.Value)
		}
		found = append(found, x)
	}
	return found, nil
}

// points gives for each UTF-16 unit of a text, and its end, how many code points are before it.
func points(text string) []int {
	var at []int
	n := 0
	for _, r := range text {
		for range max(1, utf16.RuneLen(r)) {
			at = append(at, n)
		}
		n++
	}
	return append(at, n)
}
