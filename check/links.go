package check

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"pregonero/internal/fold"
	"pregonero/regulation"
)

// links points at what was found where the links of a text lead (Facts.Pages): pages that
// are not there, that ask who you are, that are somewhere else than the link says, links
// shortened or without encryption, and articles of others that do not name the institution
// or its activity. Of a link that nobody has looked at it says nothing, and of one that
// could not be looked at only that.
//
// Params: 'activity', words that name the institution or what it does; 'redirectors',
// domains that send people to the institution's own pages and may stand as they are.
//
//clause:code 6.vi
//clause:code 6.ix
var links = definition{
	name: regulation.CheckLinks, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		l := linkRules{own: ownPlacesOf(s), redirectors: s.rule.Strings("redirectors")}
		for _, w := range append(s.rule.Strings("activity"), s.pack.Institution.Name, s.pack.Institution.ShortName) {
			l.activity = append(l.activity, " "+fold.Text(w)+" ")
		}
		return l.judge, nil
	},
}

type linkRules struct {
	own         ownPlaces
	redirectors []string
	activity    []string // folded, with a space at each side
}

func (l linkRules) judge(c *content) []Finding {
	if len(c.Pages) == 0 {
		return nil
	}
	var found []Finding
	foreign := map[*Page]bool{}
	for i := range c.Pages {
		foreign[&c.Pages[i]] = l.foreignArticle(c.Pages[i])
	}
	for _, p := range c.texts {
		all := p.links()
		for _, u := range all[:min(len(all), mostLinks)] {
			page := c.page(p.text[u.Start:u.End])
			if page == nil {
				continue
			}
			found = append(found, l.of(p, u.Start, u.End-u.Start, strings.ToLower(u.Host), *page)...)
			if foreign[page] {
				found = append(found, p.finding(u.Start, u.End-u.Start, "El artículo no nombra a la institución ni sus actividades: quite el enlace."))
			}
		}
	}
	return found
}

// mostLinks of a text are judged: nobody writes more.
const mostLinks = 500

// foreignArticle tells an article of others that names neither the institution nor its
// activity.
func (l linkRules) foreignArticle(page Page) bool {
	return page.Article && !keepsOut(page) && !l.own.has(hostOf(page.Final), page.Final) && !l.names(page)
}

// keepsOut tells whether people would not see the page.
func keepsOut(page Page) bool {
	return page.State != PageSeen || page.Login || page.Status >= 400 || lost(page)
}

// of judges one link. What keeps people from the page comes first and alone.
func (l linkRules) of(p *passage, at, size int, host string, page Page) []Finding {
	point := func(severity regulation.Severity, replacement, message string, args ...any) Finding {
		f := p.finding(at, size, fmt.Sprintf(message, args...))
		f.Severity = severity
		if replacement != "" && replacement != p.text[at:at+size] {
			f.Suggestions = []string{replacement}
		}
		return f
	}
	switch {
	case page.State == PageUnknown:
		return []Finding{point(regulation.SeverityAdvise, "", "El enlace no se pudo revisar: ábralo usted antes de publicarlo.")}
	case page.State == PageInner:
		return []Finding{point("", "", "El enlace lleva a una dirección interna, que el público no puede abrir: use la dirección pública.")}
	case page.State == PageGone:
		return []Finding{point("", "", "El enlace está roto: nadie responde en esa dirección.")}
	case page.Login:
		return []Finding{point("", "", "La página del enlace pide iniciar sesión: el público no la podrá leer.")}
	case page.Status >= 400:
		return []Finding{point("", "", "El enlace está roto: la página responde %d.", page.Status)}
	case lost(page):
		return []Finding{point("", "", "El enlace está roto: la página dice que no se encuentra.")}
	}
	var found []Finding
	final := hostOf(page.Final)
	switch {
	case shorteners[bareHost(host)] && final != "" && final != host:
		found = append(found, point("", page.Final, "El enlace está acortado y lleva a %s: ponga la dirección completa, para que se sepa a dónde va.", final))
	case final != "" && site(final) != site(host) && !within(host, l.redirectors):
		found = append(found, point("", page.Final, "El enlace lleva a otro sitio, %s: ponga la dirección a la que llega.", final))
	case strings.HasPrefix(strings.ToLower(p.text[at:at+size]), "http://"):
		found = append(found, point(regulation.SeverityAdvise, secure(p.text[at:at+size], page.Final), "El enlace va sin cifrar (http): ponga la dirección con https."))
	}
	return found
}

// names tells whether the page names the institution or its activity.
func (l linkRules) names(page Page) bool {
	said := " " + wordsOnly(page.Title+" "+page.Text) + " "
	for _, w := range l.activity {
		if strings.Contains(said, w) {
			return true
		}
	}
	return false
}

// wordsOnly is the text folded, with its signs as spaces.
func wordsOnly(text string) string {
	return strings.Join(splitWords(fold.Text(text)), " ")
}

// lost tells whether a page that says it is there says in its title that it is not.
func lost(page Page) bool {
	title := " " + wordsOnly(page.Title) + " "
	for _, sign := range []string{" 404 ", " pagina no encontrada ", " no se encontro la pagina ", " no encontrado ", " page not found ", " not found "} {
		if strings.Contains(title, sign) {
			return true
		}
	}
	return false
}

// shorteners hide where they lead.
var shorteners = map[string]bool{
	"bit.ly": true, "t.co": true, "goo.gl": true, "ow.ly": true, "tinyurl.com": true, "is.gd": true, "buff.ly": true, "cutt.ly": true, "rb.gy": true,
	"t.ly": true, "lnkd.in": true, "dlvr.it": true, "shorturl.at": true, "tiny.cc": true, "rebrand.ly": true, "bl.ink": true, "v.gd": true, "acortar.link": true,
	"urlz.fr": true, "n9.cl": true, "short.gy": true, "bitly.com": true, "j.mp": true, "ift.tt": true, "trib.al": true, "fb.me": true, "youtu.be": false,
}

// IsShortener tells whether links of the host hide where they lead.
func IsShortener(host string) bool { return shorteners[bareHost(strings.ToLower(host))] }

func bareHost(host string) string { return strings.TrimPrefix(host, "www.") }

// hostOf is the host of an address, in small letters; "" when there is none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// site is the part of a host that its owner registered: youtu.be and youtube.com are one.
func site(host string) string {
	host = bareHost(host)
	if same, ok := sameSites[host]; ok {
		return same
	}
	if registered, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return registered
	}
	return host
}

// sameSites are hosts of one owner with several names.
var sameSites = map[string]string{"youtu.be": "youtube.com", "twitter.com": "x.com", "threads.com": "threads.net", "wa.me": "whatsapp.com", "fb.watch": "facebook.com", "telegram.me": "t.me"}

// within tells whether the host is one of the domains or under one.
func within(host string, domains []string) bool {
	for _, d := range domains {
		if d = strings.ToLower(d); host == d || strings.HasSuffix(host, "."+d) {
			return true
		}
	}
	return false
}

// secure is the link with https: where its server sends people, or the link itself.
func secure(link, final string) string {
	if strings.HasPrefix(final, "https://") {
		return final
	}
	return "https://" + link[len("http://"):]
}
