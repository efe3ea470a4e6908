package api_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/gorillamux"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/api"
	"pregonero/closing"
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/lettering"
	"pregonero/mailing"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/substituting"
	"pregonero/vault"
)

const (
	site = "https://pregonero.test"
	home = "jle-jal" // the area of the house
	here = "192.0.2.7"
)

// house is the interface over a newsroom: ana leads and luis is alternate of one account,
// eva heads its area, raul endorses for it; zoe heads another area; the offices are there.
type house struct {
	responder *responding.Responder
	clerk     *lettering.Clerk
	advisor   *advising.Advisor
	opener    *opening.Opener
	closer    *closing.Closer
	office    *oversight.Office
	proposals int    // made so far
	proposed  string // the name of the last
	*testing.T
	*testworld.Newsroom
	door    *entering.Door
	book    *oversight.Book
	handler http.Handler
	account account.Account
	log     *bytes.Buffer
	router  routers.Router
}

// each runs f over a house on each database.
func each(t *testing.T, f func(h *house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(newHouse(t, s)) })
}

func newHouse(t *testing.T, s *store.Store) *house {
	t.Helper()
	n := testworld.NewNewsroom(t, s)
	n.Everyone(home)
	n.Person("raul", "mando_medio", home).Grant(institution.Endorser, home)
	n.Person("zoe", "mando_superior", "jle-yuc").Grant(institution.Head, "jle-yuc")
	for username, role := range map[string]institution.Role{"marisol": institution.Press, "ulises": institution.IT, "olga": institution.Operator,
		"aurora": institution.Auditor, "patricia": institution.President, "sergio": institution.Secretary, "consuelo": institution.Councillor} {
		n.Person(username, "mando_medio", "oic").Grant(role, "")
	}
	h := &house{T: t, Newsroom: n, log: &bytes.Buffer{}}
	h.account = n.Account("jalisco", home, "ana", "luis")
	log := slog.New(slog.NewJSONHandler(h.log, nil))
	h.door = &entering.Door{Store: s, Pack: n.Pack, Vault: n.Vault, Now: n.Clock.Now, Gate: n.Gate, BaseURL: site}
	secret, public, err := ledger.GenerateKey(rand.Reader, "pregonero.test/bitacora")
	h.must(err)
	signer, err := ledger.ReadSigner(secret)
	h.must(err)
	h.book = &oversight.Book{Store: s, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Signer: signer, Verifier: public, Holder: "test"}
	h.office = &oversight.Office{Store: s, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Log: log}
	h.clerk = &lettering.Clerk{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Media: h.Desk.Media, Roots: x509.NewCertPool(), Now: n.Clock.Now}
	h.responder = &responding.Responder{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now}
	h.opener = &opening.Opener{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Media: n.Media, Now: n.Clock.Now}
	h.advisor = &advising.Advisor{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now}
	h.closer = &closing.Closer{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Keys: n.Keys, Media: n.Media, Now: n.Clock.Now}
	h.handler = (&api.Service{Closer: h.closer, Pack: n.Pack, Door: h.door, Desk: n.Desk, Counter: n.Counter, Keys: n.Custodian, Office: h.office, Book: h.book,
		Substituter: &substituting.Substituter{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now},
		Clock:       &reminding.Clock{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now}, Responder: h.responder, Clerk: h.clerk, Advisor: h.advisor, Opener: h.opener,
		Room: &mailing.Room{Store: n.Store, Pack: n.Pack, Gate: n.Gate, Now: n.Clock.Now, Log: log}, Now: n.Clock.Now,
		Log: log, BaseURL: site, Version: "prueba"}).Handler()
	h.router, err = gorillamux.NewRouter(document(t, h.handler))
	h.must(err)
	return h
}

// must ends the test on an error.
func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// token is a new key of somebody, narrowed to acts; none is all that the person may do.
func (h *house) token(username string, acts ...institution.Act) string {
	h.Helper()
	session, now := vault.Token(32), h.Clock.Now()
	kept := store.Session{Hash: vault.HashToken(session), PersonID: h.Actor(username).PersonID, Full: true, Created: now, Seen: now, Expires: now.Add(time.Hour)}
	h.must(h.Store.Change(h.Context(), func(t *store.Tx) error { return t.PutSession(h.Context(), kept) }))
	a, _, err := h.door.Actor(h.Context(), session, here)
	h.must(err)
	key, _, err := h.door.CreateToken(h.Context(), a, "pruebas", acts, now.Add(24*time.Hour))
	h.must(err)
	return key
}

// reply is an answer of the interface.
type reply struct {
	*httptest.ResponseRecorder
	t *testing.T
}

// call asks the interface and holds what comes back against its own document.
func (h *house) call(method, path, token string, body any) reply {
	h.Helper()
	r := request(h.T, method, path, body)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return h.send(r)
}

func request(t testing.TB, method, path string, body any) *http.Request {
	t.Helper()
	if form, ok := body.(upload); ok {
		r := httptest.NewRequest(method, site+path, bytes.NewReader(form.body))
		r.Header.Set("Content-Type", form.contentType)
		return r
	}
	if body == nil {
		return httptest.NewRequest(method, site+path, nil)
	}
	text, ok := body.(string)
	if !ok {
		b, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		text = string(b)
	}
	r := httptest.NewRequest(method, site+path, strings.NewReader(text))
	r.Header.Set("Content-Type", "application/json")
	return r
}

func (h *house) send(r *http.Request) reply {
	h.Helper()
	r.RemoteAddr = here + ":4711"
	w := httptest.NewRecorder()
	h.handler.ServeHTTP(w, r)
	if err := conforms(h.Context(), h.router, r, w); err != nil {
		h.Errorf("%s %s: the answer is not as documented: %v\n%s", r.Method, r.URL.Path, err, w.Body)
	}
	return reply{w, h.T}
}

// conforms holds an answer against the document; what is not in it is nobody's promise.
func conforms(ctx context.Context, router routers.Router, r *http.Request, w *httptest.ResponseRecorder) error {
	route, params, err := router.FindRoute(r)
	if err != nil || r.Method == http.MethodHead {
		return nil //nolint:nilerr // an address or a method outside of the document
	}
	in := &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route}
	out := &openapi3filter.ResponseValidationInput{RequestValidationInput: in, Status: w.Code, Header: w.Header(),
		Options: &openapi3filter.Options{IncludeResponseStatus: true}}
	out.SetBodyBytes(w.Body.Bytes())
	return openapi3filter.ValidateResponse(ctx, out)
}

// document is the interface's own, read and validated once.
func document(t testing.TB, handler http.Handler) *openapi3.T {
	t.Helper()
	theDocument.Do(func() {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/openapi.json", nil))
		loaded.doc, loaded.err = openapi3.NewLoader().LoadFromData(w.Body.Bytes())
		if loaded.err == nil {
			loaded.err = loaded.doc.Validate(context.Background(), openapi3.IsOpenAPI31OrLater())
		}
		openapi3filter.RegisterBodyDecoder("application/problem+json", openapi3filter.RegisteredBodyDecoder("application/json"))
	})
	if loaded.err != nil {
		t.Fatal(loaded.err)
	}
	return loaded.doc
}

var (
	theDocument sync.Once
	loaded      struct {
		doc *openapi3.T
		err error
	}
)

// wants the status.
func (r reply) wants(status int) reply {
	r.t.Helper()
	if r.Code != status {
		r.t.Fatalf("status %d, want %d: %s", r.Code, status, r.Body)
	}
	return r
}

// into reads the body.
func (r reply) into(v any) {
	r.t.Helper()
	if err := json.Unmarshal(r.Body.Bytes(), v); err != nil {
		r.t.Fatalf("%v in %s", err, r.Body)
	}
}

// problem is an error as programs read it.
type problem struct {
	Status                                       int
	Kind                                         fault.Kind
	Detail, Next, Clause, Field, Reference, Type string
	Errors                                       []struct{ Location, Message string }
}

// problem wants one with that status, in our form and in Spanish.
func (r reply) problem(status int) problem {
	r.t.Helper()
	r.wants(status)
	if got := r.Header().Get("Content-Type"); got != "application/problem+json" {
		r.t.Fatalf("content type %q for %s", got, r.Body)
	}
	var p problem
	r.into(&p)
	if p.Status != status || p.Kind == "" || p.Detail == "" {
		r.t.Errorf("incomplete problem: %s", r.Body)
	}
	said := p.Detail + " " + strings.ReplaceAll(p.Next, "application/json", "")
	for _, e := range p.Errors {
		said += " " + e.Message
	}
	if word := english(said); word != "" {
		r.t.Errorf("%q is not Spanish: %s", word, r.Body)
	}
	return p
}

// english finds a word that our Spanish never has.
func english(text string) string {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch w {
		case "the", "of", "is", "expected", "invalid", "required", "unknown", "unexpected", "cannot", "must", "should", "failed", "request", "property", "missing", "too", "large":
			return w
		}
	}
	return ""
}

// view is a post as programs read it.
type view struct {
	Post struct {
		ID, State string
		Revision  int
		Content   struct{ Text string }
	}
	Hash string
	May  []institution.Act
}

func (r reply) view(status int) (v view) {
	r.t.Helper()
	r.wants(status).into(&v)
	return v
}

// draft is the JSON of a complete content for the house's account.
func (h *house) draft(text string) map[string]any {
	return map[string]any{"content": h.Content(text, h.account)}
}

// upload is a multipart body.
type upload struct {
	contentType string
	body        []byte
}

func file(t testing.TB, part, name, contentType string, content []byte) upload {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, part, name)}, "Content-Type": {contentType}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(p, bytes.NewReader(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return upload{w.FormDataContentType(), b.Bytes()}
}

func picture(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 4))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// refusals counts what the ledger has of somebody's refused act.
func (h *house) refusals(username string, act institution.Act) int {
	h.Helper()
	n, who := 0, h.Actor(username).PersonID
	for _, e := range h.Ledger(string(act)) {
		if e.Outcome == ledger.Refused && e.Actor == who && e.Via == "api" && e.From == here {
			n++
		}
	}
	return n
}

// newHouseOn is a house for a test that is not about the database.
func newHouseOn(t *testing.T) *house {
	t.Helper()
	return newHouse(t, storetest.SQLite(t))
}

// revoke ends every key of somebody.
func (h *house) revoke(username string) {
	h.Helper()
	who := h.Actor(username).PersonID
	h.must(h.Store.Change(h.Context(), func(t *store.Tx) error {
		all, err := t.TokensOf(h.Context(), who)
		for _, k := range all {
			if err == nil && k.Revoked.IsZero() {
				err = t.RevokeToken(h.Context(), who, k.ID, h.Clock.Now())
			}
		}
		return err
	}))
}

// disable ends somebody's access.
func (h *house) disable(username string) {
	h.Helper()
	h.must(h.Store.Change(h.Context(), func(t *store.Tx) error {
		p, err := t.PersonByUsername(h.Context(), username)
		if err != nil {
			return err
		}
		p.Active = false
		return t.UpdatePerson(h.Context(), p)
	}))
}
