// Package scim is the door of the institution's directory of people: a SCIM 2.0 service
// provider (RFC 7643, RFC 7644) under /scim/v2. It reads what Entra ID, Okta and the like
// send, hands it to oversight, and answers as the standard says, with the reason in
// Spanish. It decides nothing: who somebody becomes and which roles a group gives is
// oversight's and the pack's.
package scim

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/oversight"
)

// Path is where the provider stands.
const Path = "/scim/v2"

// Bounds of a request.
const (
	maxBody   = 512 << 10 // bytes; a group of some thousand members fits
	maxFilter = 1000      // bytes
	pageSize  = 200       // resources, at most
)

// Provider is what the door works with. Use it by its address.
type Provider struct {
	Office  *oversight.Office
	Now     func() time.Time
	Log     *slog.Logger
	BaseURL string // of the site, without a slash at the end
	Rate    int    // requests a second of one address; 0: DefaultRate

	pace pace
}

// visit is one request of the directory, whose key was good.
type visit struct {
	actor institution.Actor
	w     http.ResponseWriter
	r     *http.Request
}

// handler does one request, or returns what is wrong.
type handler func(visit) error

// Handler serves everything under Path.
func (p *Provider) Handler() http.Handler {
	m := http.NewServeMux()
	on := func(pattern string, h handler) {
		method, path, _ := strings.Cut(pattern, " ")
		m.HandleFunc(method+" "+Path+path, p.let(h))
	}
	on("GET /ServiceProviderConfig", p.config)
	on("GET /ResourceTypes", p.resourceTypes)
	on("GET /ResourceTypes/{id}", p.resourceType)
	on("GET /Schemas", p.schemas)
	on("GET /Schemas/{id}", p.schema)
	on("GET /Users", p.listUsers)
	on("POST /Users", p.addUser)
	on("POST /Users/.search", p.searchUsers)
	on("GET /Users/{id}", p.readUser)
	on("PUT /Users/{id}", p.replaceUser)
	on("PATCH /Users/{id}", p.patchUser)
	on("DELETE /Users/{id}", p.removeUser)
	on("GET /Groups", p.listGroups)
	on("POST /Groups", p.addGroup)
	on("POST /Groups/.search", p.searchGroups)
	on("GET /Groups/{id}", p.readGroup)
	on("PUT /Groups/{id}", p.replaceGroup)
	on("PATCH /Groups/{id}", p.patchGroup)
	on("DELETE /Groups/{id}", p.removeGroup)
	for _, absent := range []string{"/Me", "/Bulk", "/.search"} {
		m.HandleFunc(Path+absent, p.let(func(visit) error { return errNotImplemented }))
	}
	return p.bounded(m)
}

// let runs a handler for whoever comes with a directory's key.
func (p *Provider) let(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		actor, err := p.authenticate(r)
		if err == nil {
			err = h(visit{actor, w, r})
		}
		if err != nil {
			p.fail(w, r, err)
		}
	}
}

// bounded keeps away what no handler should deal with: too many requests, endless bodies,
// addresses that no database takes, paths that are not there.
func (p *Provider) bounded(m *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		switch {
		case !p.pace.take(host(r.RemoteAddr), p.Now(), p.Rate):
			w.Header().Set("Retry-After", "1")
			p.fail(w, r, errTooMany)
			return
		case !isText(r.URL.Path) || !isText(r.URL.RawQuery) || !queryIsText(r):
			p.fail(w, r, errAddress)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if _, pattern := m.Handler(r); pattern == "" {
			p.absent(w, r, m)
			return
		}
		m.ServeHTTP(w, r)
	})
}

// absent answers where nothing is, or where something is but not with that method. It
// tells nothing to whoever has no key.
func (p *Provider) absent(w http.ResponseWriter, r *http.Request, m *http.ServeMux) {
	p.let(func(visit) error {
		var allowed []string
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			other := r.Clone(r.Context())
			other.Method = method
			if _, pattern := m.Handler(other); pattern != "" {
				allowed = append(allowed, method)
			}
		}
		if len(allowed) == 0 {
			return errNoEndpoint
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		return &problem{status: http.StatusMethodNotAllowed, detail: "Esta dirección no acepta " + r.Method + "; acepta " + strings.Join(allowed, ", ") + "."}
	})(w, r)
}

// isText tells whether both databases can look s up.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func queryIsText(r *http.Request) bool {
	for name, values := range r.URL.Query() {
		if !isText(name + strings.Join(values, "")) {
			return false
		}
	}
	return true
}

// stale tells whether what was to be changed is not what was read.
func stale(err error) bool { return errors.Is(err, oversight.ErrStale) }

// note keeps what came of a change that the directory asked for; that it cannot be kept is
// no reason to refuse the change.
func (p *Provider) note(v visit, what string, err error) {
	if stale(err) || fault.Is(err, fault.Forbidden) {
		return // the directory reads it again; the gate has recorded it
	}
	if failed := p.Office.NoteDirectory(v.r.Context(), v.actor, what, err); failed != nil && v.r.Context().Err() == nil {
		p.Log.ErrorContext(v.r.Context(), "directory refusal not kept", "error", failed)
	}
}
