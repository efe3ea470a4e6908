package practice

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Options configures a Network.
type Options struct {
	BaseURL  string           // the public address, with the path where it is mounted
	Now      func() time.Time // required
	Location *time.Location   // for the times on pages; nil: UTC
	Faults   *Faults          // nil: none
}

// Network is the practice network: mount it at the path of its BaseURL.
type Network struct {
	store    Store
	base     string // without a final slash
	path     string // of base
	now      func() time.Time
	location *time.Location
	faults   *Faults
	pages    *template.Template
	mux      *http.ServeMux
}

// NewNetwork serves what is in the store.
func NewNetwork(store Store, o Options) (*Network, error) {
	u, err := url.Parse(o.BaseURL)
	if err != nil || u.Host == "" || o.Now == nil {
		return nil, fmt.Errorf("practice network needs a clock and an absolute address, got %q", o.BaseURL)
	}
	pages, err := parsePages()
	if err != nil {
		return nil, fmt.Errorf("parse pages: %w", err)
	}
	n := &Network{store: store, base: strings.TrimRight(o.BaseURL, "/"), path: strings.TrimRight(u.Path, "/"), now: o.Now, location: o.Location,
		faults: o.Faults, pages: pages, mux: http.NewServeMux()}
	if n.location == nil {
		n.location = time.UTC
	}
	n.routeAPI()
	n.routePages()
	return n, nil
}

func (n *Network) handle(method, path string, h func(http.ResponseWriter, *http.Request) error, fail func(http.ResponseWriter, *http.Request, error)) {
	n.mux.HandleFunc(method+" "+n.path+path, func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			fail(w, r, err)
		}
	})
}

// ServeHTTP implements http.Handler.
func (n *Network) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	n.mux.ServeHTTP(w, r)
}

// Open makes an account, or changes its name, text and token: those that it had end.
func (n *Network) Open(ctx context.Context, handle, name, bio, token string) error {
	if handle == "" || strings.ContainsAny(handle, "/@ ") || token == "" {
		return fmt.Errorf("practice: account %q needs a plain handle and a token", handle)
	}
	if err := n.store.SaveAccount(ctx, Account{Handle: handle, Name: name, Bio: bio}); err != nil {
		return err
	}
	if err := n.store.DropTokens(ctx, handle); err != nil {
		return err
	}
	return n.store.AddToken(ctx, hashToken(token), handle)
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// account is who a request speaks for. Tokens are found by their hash, so the time that
// looking takes tells nothing about them.
func (n *Network) account(r *http.Request) (Account, error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok || token == "" {
		return Account{}, refuse(http.StatusUnauthorized, "Falta el permiso de acceso.")
	}
	a, err := n.store.OfToken(r.Context(), hashToken(token))
	if errors.Is(err, ErrNotFound) {
		return a, refuse(http.StatusUnauthorized, "El permiso de acceso no es válido.")
	}
	if err != nil {
		return a, fmt.Errorf("find whose token it is: %w", err)
	}
	return a, nil
}

func (n *Network) url(parts ...string) string {
	u := n.base
	for _, p := range parts {
		u += "/" + url.PathEscape(p)
	}
	return u
}

// noteURL is the note's public page, or its place on the page of its thread.
func (n *Network) noteURL(note Note) string {
	if note.Root == "" {
		return n.url("@"+note.Account, note.ID)
	}
	return n.url("@"+note.Account, note.Root) + "#" + note.ID
}

// refusal is an answer to who asked for something that cannot be.
type refusal struct {
	status   int
	sentence string
	note     *Note // what is already there
}

func (r *refusal) Error() string { return r.sentence }

func refuse(status int, sentence string) error { return &refusal{status: status, sentence: sentence} }

// asRefusal turns any error into an answer; what is not a refusal is told as internal.
func asRefusal(err error) *refusal {
	var r *refusal
	switch {
	case errors.As(err, &r):
		return r
	case errors.Is(err, ErrNotFound):
		return &refusal{status: http.StatusNotFound, sentence: "No existe."}
	case errors.As(err, new(*http.MaxBytesError)):
		return &refusal{status: http.StatusRequestEntityTooLarge, sentence: "Es demasiado grande."}
	}
	return &refusal{status: http.StatusInternalServerError, sentence: "La red de práctica falló."}
}
