package mastodontest

import (
	"html"
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	entity = regexp.MustCompile(`https?://[^\s<>"]+[^\s<>"'.,;:!?)\]}»]|@[A-Za-z0-9_]+(?:@[A-Za-z0-9.-]+[A-Za-z0-9])?|#[\pL\pN_]+`)
	tags   = regexp.MustCompile(`<[^>]*>`)
)

// write sets a status's text and what the server makes of it.
func (s *Server) write(x *status, text string) {
	text = strings.TrimSpace(text)
	x.text, x.mentions = text, nil
	if s.o.Rewrites {
		text = tags.ReplaceAllString(text, "")
	}
	var out strings.Builder
	for {
		at := entity.FindStringIndex(text)
		if at == nil {
			break
		}
		out.WriteString(html.EscapeString(text[:at[0]]))
		out.WriteString(s.link(x, text[at[0]:at[1]]))
		text = text[at[1]:]
	}
	out.WriteString(html.EscapeString(text))
	x.html = paragraphs(out.String(), s.o.GoToSocial)
}

func paragraphs(text string, single bool) string {
	if single {
		return "<p>" + strings.ReplaceAll(text, "\n", "<br>") + "</p>"
	}
	text = regexp.MustCompile(`\n{2,}`).ReplaceAllString(text, "</p><p>")
	return "<p>" + strings.ReplaceAll(text, "\n", "<br />") + "</p>"
}

// link makes of an address, a mention or a tag what servers make of it.
func (s *Server) link(x *status, e string) string {
	switch {
	case e[0] == '#':
		return `<a href="` + s.URL + `/tags/` + e[1:] + `" class="mention hashtag" rel="tag">#<span>` + e[1:] + `</span></a>`
	case e[0] == '@':
		p, known := s.people[e[1:]]
		if !known {
			return e
		}
		x.mentions = append(x.mentions, p)
		return `<span class="h-card" translate="no"><a href="` + p.url(s.URL) + `" class="u-url mention">@<span>` + p.name + `</span></a></span>`
	case s.o.GoToSocial:
		return `<a href="` + html.EscapeString(e) + `" rel="nofollow noreferrer noopener" target="_blank">` + html.EscapeString(e) + `</a>`
	}
	return shortened(e)
}

// shortened hides the start of an address and what goes past thirty characters.
func shortened(address string) string {
	prefix := regexp.MustCompile(`^https?://(www\.)?`).FindString(address)
	shown, rest, class := []rune(address[len(prefix):]), "", ""
	if utf8.RuneCountInString(address[len(prefix):]) > 30 {
		shown, rest, class = shown[:30], string(shown[30:]), "ellipsis"
	}
	return `<a href="` + html.EscapeString(address) + `" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">` + prefix +
		`</span><span class="` + class + `">` + html.EscapeString(string(shown)) + `</span><span class="invisible">` + html.EscapeString(rest) + `</span></a>`
}
