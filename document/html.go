package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// little is how many bytes of words a page that only asks who you are may show besides.
const little = 1500

// readHTML reads the words that a page shows, its title, and what it says that it is.
func readHTML(body []byte, declared string) (Document, error) {
	utf8, err := charset.NewReader(bytes.NewReader(body), declared)
	if err != nil {
		return Document{}, fmt.Errorf("read the page's letters: %w", err)
	}
	p := page{tokens: html.NewTokenizer(utf8)}
	p.tokens.SetMaxBuf(8 << 20)
	p.read()
	d := Document{Title: tidy(first(p.shared, p.title, p.heading)), Text: tidy(p.text.String()), Article: p.article}
	d.Login = p.password && len(d.Text) < little
	return d, nil
}

func first(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return strings.Join(strings.Fields(t), " ")
		}
	}
	return ""
}

// page is what is gathered while a page is read, one token after another: a deep tree
// costs nothing.
type page struct {
	tokens                 *html.Tokenizer
	text                   strings.Builder
	title, heading, shared string // shared: as it asks to be called where it is shared
	article, password      bool
	in                     atom.Atom // title, h1, or what is not shown; 0: the page itself
}

func (p *page) read() {
	for p.text.Len() < 4*Most {
		switch p.tokens.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			p.start()
		case html.EndTagToken:
			p.end()
		case html.TextToken:
			p.words(string(p.tokens.Text()))
		}
	}
}

func (p *page) start() {
	name, more := p.tokens.TagName()
	tag := atom.Lookup(name)
	attrs := map[string]string{}
	for more && len(attrs) < 40 {
		var k, v []byte
		k, v, more = p.tokens.TagAttr()
		attrs[string(k)] = string(v)
	}
	switch tag {
	case atom.Meta:
		p.meta(attrs)
	case atom.Input:
		p.password = p.password || strings.EqualFold(attrs["type"], "password")
	case atom.Script:
		p.in = atom.Script
		if strings.EqualFold(attrs["type"], "application/ld+json") {
			p.in = atom.Data
		}
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Title, atom.H1:
		p.in = tag
	}
	if !inline[tag] {
		p.text.WriteByte('\n')
	}
}

func (p *page) end() {
	name, _ := p.tokens.TagName()
	tag := atom.Lookup(name)
	if tag == p.in || tag == atom.Script && p.in == atom.Data {
		p.in = 0
	}
	if !inline[tag] {
		p.text.WriteByte('\n')
	}
}

func (p *page) words(s string) {
	switch p.in {
	case atom.Title:
		p.title += s
		return
	case atom.Data:
		p.article = p.article || articleType.MatchString(s)
		return
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg:
		return
	case atom.H1:
		p.heading += s
	}
	p.text.WriteString(s)
}

// inline are tags that stand inside a line.
var inline = map[atom.Atom]bool{atom.A: true, atom.B: true, atom.I: true, atom.Em: true, atom.Strong: true, atom.Span: true, atom.Sup: true, atom.Sub: true,
	atom.Small: true, atom.U: true, atom.Mark: true, atom.Abbr: true, atom.Time: true, atom.Font: true, atom.Label: true, atom.Code: true}

// articleType is how schema.org calls news and scientific articles in a page's data.
var articleType = regexp.MustCompile(`"@type"\s*:\s*\[?\s*"(NewsArticle|ReportageNewsArticle|AnalysisNewsArticle|OpinionNewsArticle|Article|ScholarlyArticle|MedicalScholarlyArticle|BlogPosting)"`)

// meta reads what a page says of itself: Open Graph, and the tags of scientific journals.
func (p *page) meta(attrs map[string]string) {
	name := strings.ToLower(attrs["property"] + attrs["name"])
	switch {
	case name == "og:title":
		p.shared = attrs["content"]
	case name == "og:type" && strings.EqualFold(attrs["content"], "article"), name == "citation_title", name == "article:published_time":
		p.article = true
	}
}
