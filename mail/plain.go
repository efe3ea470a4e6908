package mail

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// htmlText is the text of an HTML mail, without what it quotes and what is not shown.
func htmlText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	hidden := "" // the element whose end is awaited
	depth := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return indent.ReplaceAllString(spaces.ReplaceAllString(b.String(), " "), "\n")
		}
		t := z.Token()
		switch {
		case hidden != "":
			depth += step(kind, t.Data == hidden)
			if depth == 0 {
				hidden = ""
			}
		case kind == html.StartTagToken && leftOut(t):
			hidden, depth = t.Data, 1
		case kind == html.TextToken:
			b.WriteString(lineBreaks.ReplaceAllString(t.Data, " "))
		case t.Data == "br" || slices.Contains(blocks, t.Data):
			b.WriteString("\n")
		}
	}
}

var (
	spaces     = regexp.MustCompile(`[ \t\x{a0}]+`)
	indent     = regexp.MustCompile(`\n +`)
	lineBreaks = regexp.MustCompile(`[\r\n]+`)
)

func step(kind html.TokenType, same bool) int {
	switch {
	case same && kind == html.StartTagToken:
		return 1
	case same && kind == html.EndTagToken:
		return -1
	}
	return 0
}

var blocks = []string{"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "ul", "ol", "table", "pre"}

// quoteClasses are how programs mark what they quote.
var quoteClasses = []string{"gmail_quote", "gmail_quote_container", "gmail_attr", "moz-cite-prefix", "yahoo_quoted", "protonmail_quote"}

// leftOut is what nobody wrote for us to read.
func leftOut(t html.Token) bool {
	if slices.Contains([]string{"script", "style", "head", "title", "blockquote", "template"}, t.Data) {
		return true
	}
	for _, a := range t.Attr {
		if a.Key == "class" && slices.ContainsFunc(strings.Fields(a.Val), func(c string) bool { return slices.Contains(quoteClasses, c) }) {
			return true
		}
		if a.Key == "id" && (a.Val == "divRplyFwdMsg" || a.Val == "appendonsend") {
			return true
		}
	}
	return false
}
