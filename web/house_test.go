package web

import (
	"crypto/x509"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"pregonero/advising"
	"pregonero/answering"
	"pregonero/check"
	"pregonero/check/words"
	"pregonero/closing"
	"pregonero/custody"
	"pregonero/entering"
	"pregonero/internal/testworld"
	"pregonero/keyring"
	"pregonero/lettering"
	"pregonero/mail"
	"pregonero/mailing"
	"pregonero/media"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/publishing"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/substituting"
	"pregonero/vault"
)

// house is the site over the world of one test: real processes on a real store.
//
//	h := newHouse(t)
//	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
//	p := h.as("ana").get("/")
//	if p.status != 200 || p.Find("h1").Text() != "…" { … }
type house struct {
	*testing.T
	w    *testworld.World
	site *Site
	base string
}

// What every test may share: both are safe for concurrent use and slow to make.
var (
	theHasher = sync.OnceValue(func() *vault.Hasher { return vault.NewHasher(2) })
	theWords  = sync.OnceValues(words.Open)
)

func newHouse(t *testing.T) *house {
	t.Helper()
	w := testworld.New(t, storetest.SQLite(t))
	h := &house{T: t, w: w}
	dictionary, err := theWords()
	h.must(err)
	checker, err := check.New(w.Pack, dictionary)
	h.must(err)
	safe, err := vault.Create(filepath.Join(t.TempDir(), "vault.json"))
	h.must(err)
	files, err := media.Open(t.Context(), "file://"+t.TempDir(), media.Keys{})
	h.must(err)
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	ring := &keyring.Keyring{Store: w.Store, Vault: safe, Now: w.Clock.Now, Holder: "test"}
	h.site = &Site{Pack: w.Pack, Now: w.Clock.Now, Log: log, Version: "prueba",
		Desk:      &publishing.Desk{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Checker: checker, Keys: ring, Media: files, Lease: time.Minute, Now: w.Clock.Now, Log: log},
		Counter:   &answering.Counter{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Checker: checker, Keys: ring, Now: w.Clock.Now, Log: log},
		Keys:      &custody.Custodian{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Keys: ring, Vault: safe, Now: w.Clock.Now, Log: log},
		Office:    &oversight.Office{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Log: log},
		Book:      &oversight.Book{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Holder: "test"},
		Advisor:   &advising.Advisor{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Log: log},
		Clerk:     &lettering.Clerk{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Media: files, Roots: x509.NewCertPool(), Now: w.Clock.Now, Log: log},
		Responder: &responding.Responder{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Log: log},
		Clock:     &reminding.Clock{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Log: log},
		Room: &mailing.Room{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Out: mailing.PracticeSender{}, From: mail.Address{Email: "pregonero@ine.mx"}, Domain: "respuestas.ine.mx",
			Topics: map[string]bool{"request": true, "help": true}, Now: w.Clock.Now, Log: log},
		Substituter: &substituting.Substituter{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now},
		Closer:      &closing.Closer{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Keys: ring, Media: files, Now: w.Clock.Now, Log: log},
		Opener:      &opening.Opener{Store: w.Store, Pack: w.Pack, Gate: w.Gate, Media: files, Now: w.Clock.Now, Log: log},
		Door:        &entering.Door{Store: w.Store, Pack: w.Pack, Vault: safe, Hasher: theHasher(), Now: w.Clock.Now, Gate: w.Gate},
	}
	h.at("http://localhost")
	var handler http.Handler
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	t.Cleanup(server.Close)
	h.base, handler = server.URL, h.site.Handler()
	return h
}

// at says what address people reach the site by.
func (h *house) at(baseURL string) {
	h.Helper()
	keys, err := entering.Passkeys(h.w.Pack, baseURL)
	h.must(err)
	h.site.BaseURL, h.site.Door.BaseURL, h.site.Door.WebAuthn = baseURL, baseURL, keys
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// browser is one window with its cookies. It follows no redirect by itself.
type browser struct {
	h      *house
	client *http.Client
}

// nobody is a window in which nobody has logged in.
func (h *house) nobody() *browser {
	h.Helper()
	jar, err := cookiejar.New(nil)
	h.must(err)
	return &browser{h, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// as is a window in which the person has a full session.
func (h *house) as(username string) *browser {
	h.Helper()
	token, now := vault.Token(32), h.w.Clock.Now()
	h.must(h.w.Store.Change(h.Context(), func(t *store.Tx) error {
		return t.PutSession(h.Context(), store.Session{Hash: vault.HashToken(token), PersonID: h.w.Actor(username).PersonID, Full: true,
			Created: now, Seen: now, Expires: now.Add(8 * time.Hour), From: "192.0.2.1"})
	}))
	b := h.nobody()
	b.setCookie(cookieName, token)
	return b
}

func (b *browser) address() *url.URL {
	u, _ := url.Parse(b.h.base)
	return u
}

func (b *browser) setCookie(name, value string) {
	b.client.Jar.SetCookies(b.address(), []*http.Cookie{{Name: name, Value: value, Path: "/"}})
}

// cookie is what the window would send to a page, "" for none.
func (b *browser) cookie(name string) string {
	for _, c := range b.client.Jar.Cookies(b.address()) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// answer is a page, to be asked by selector.
type answer struct {
	*goquery.Document
	status int
	header http.Header
	body   string
}

// to is where the answer leads.
func (a *answer) to() string { return a.header.Get("Location") }

// text is what the selector shows, its spaces made one.
func (a *answer) text(selector string) string {
	return strings.Join(strings.Fields(a.Find(selector).Text()), " ")
}

// has tells whether anything fits the selector.
func (a *answer) has(selector string) bool { return a.Find(selector).Length() > 0 }

// value is what a control holds.
func (a *answer) value(selector string) string { return a.Find(selector).AttrOr("value", "") }

func (b *browser) get(path string) *answer {
	b.h.Helper()
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodGet, b.h.base+path, nil)
	b.h.must(err)
	return b.do(r)
}

// post sends a form; pairs are names and values in turn.
func (b *browser) post(path string, pairs ...string) *answer {
	b.h.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodPost, b.h.base+path, strings.NewReader(form.Encode()))
	b.h.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *browser) do(r *http.Request) *answer {
	b.h.Helper()
	res, err := b.client.Do(r)
	b.h.must(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	b.h.must(err)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(body)))
	b.h.must(err)
	return &answer{doc, res.StatusCode, res.Header, string(body)}
}
