package mastodon

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// plain turns the HTML of a status into the text that a person wrote: line breaks and
// paragraphs, links in full (servers hide parts of them in spans), emoji by their names,
// and mentions with their server, which the HTML leaves out.
func plain(content string, mentions []mention) string {
	root, err := html.Parse(strings.NewReader(content))
	if err != nil {
		return content // html.Parse only fails when reading does
	}
	w := writer{accts: map[string]string{}}
	for _, m := range mentions {
		w.accts[m.URL] = "@" + m.Acct
	}
	w.node(root)
	return strings.TrimSpace(w.out.String())
}

type writer struct {
	out   strings.Builder
	accts map[string]string // address of a profile → @user@server
	pre   int               // depth of preformatted text
}

func (w *writer) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.text(n.Data)
	case n.Type != html.ElementNode:
		w.children(n)
	default:
		w.element(n)
	}
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *writer) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head:
	case atom.Br:
		w.out.WriteByte('\n')
	case atom.Img:
		w.out.WriteString(attribute(n, "alt"))
	case atom.A:
		if acct, ok := w.accts[attribute(n, "href")]; ok && strings.Contains(attribute(n, "class"), "mention") {
			w.out.WriteString(acct)
			return
		}
		w.children(n)
	case atom.Li:
		w.apart("\n")
		w.out.WriteString("- ")
		w.children(n)
	case atom.P, atom.Div, atom.Ul, atom.Ol, atom.Blockquote, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.apart("\n\n")
		w.children(n)
		w.apart("\n\n")
	case atom.Pre:
		w.apart("\n\n")
		w.pre++
		w.children(n)
		w.pre--
		w.apart("\n\n")
	default:
		w.children(n)
	}
}

// text writes a run of text; outside pre, white space is one space, as browsers show it.
func (w *writer) text(s string) {
	if w.pre == 0 {
		s = spaces.ReplaceAllString(s, " ")
		if written := w.out.String(); written == "" || strings.HasSuffix(written, "\n") {
			s = strings.TrimLeft(s, " ")
		}
	}
	w.out.WriteString(s)
}

// apart makes sure that what follows stands after that many line breaks.
func (w *writer) apart(breaks string) {
	written := w.out.String()
	if written == "" {
		return
	}
	for !strings.HasSuffix(written, breaks) {
		written += "\n"
		w.out.WriteByte('\n')
	}
}

var spaces = regexp.MustCompile(`[ \t\r\n\f]+`)

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// mentionServer is the server part of @user@server, which HTML leaves out.
var mentionServer = regexp.MustCompile(`(@[\pL\pN_.-]+)@[\pL\pN.-]+[\pL\pN]`)

// canonical makes two texts equal when a server may have turned one into the other.
func canonical(s string) string {
	s = mentionServer.ReplaceAllString(norm.NFC.String(s), "$1")
	return strings.Join(strings.Fields(s), " ")
}
