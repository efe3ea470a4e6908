// Package web is what people see: pages that work as plain forms, made quicker by htmx.
// One file per page or action; each reads the request, calls one command of a process and
// shows the answer. It decides nothing and reads nothing by itself.
package web

import (
	"log/slog"
	"net/http"
	"time"

	"pregonero/advising"
	"pregonero/answering"
	"pregonero/closing"
	"pregonero/custody"
	"pregonero/entering"
	"pregonero/lettering"
	"pregonero/mailing"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/substituting"
	"pregonero/web/assets"
)

// Site is what the pages work with.
type Site struct {
	Pack        *regulation.Pack
	Door        *entering.Door
	Desk        *publishing.Desk
	Counter     *answering.Counter
	Keys        *custody.Custodian
	Office      *oversight.Office
	Book        *oversight.Book
	Clock       *reminding.Clock
	Advisor     *advising.Advisor
	Responder   *responding.Responder
	Clerk       *lettering.Clerk
	Opener      *opening.Opener
	Substituter *substituting.Substituter
	Closer      *closing.Closer
	Room        *mailing.Room
	Now         func() time.Time
	Log         *slog.Logger
	Practice    bool   // practice mode: the banner, and the practice network beside it
	BaseURL     string // as people reach it; https makes cookies secure
	Version     string

	ReadsPictures bool // the text of pictures is read on this machine

	Stopping <-chan struct{} // closed when the server stops: streams end

	// PracticePassword is shown on the log-in page in practice mode: everybody there is made up.
	PracticePassword string
}

// PracticePath is where the practice network is mounted in practice mode.
const PracticePath = "/red-de-practica"

// Handler serves every page. Others (API, practice network, metrics) are mounted beside it.
func (s *Site) Handler() http.Handler {
	m := http.NewServeMux()
	m.Handle("GET "+assets.Prefix, assets.Handler())
	m.HandleFunc("GET /vivo", s.inside(s.live))
	s.publicRoutes(m)
	s.enteringRoutes(m)
	s.dayRoutes(m)
	s.composeRoutes(m)
	s.reviewRoutes(m)
	s.calendarRoutes(m)
	s.inboxRoutes(m)
	s.accountRoutes(m)
	s.vaultRoutes(m)
	s.ledgerRoutes(m)
	s.adminRoutes(m)
	s.deadlineRoutes(m)
	s.requestRoutes(m)
	s.incidentRoutes(m)
	s.letterRoutes(m)
	s.proposalRoutes(m)
	s.openingRoutes(m)
	s.holidayRoutes(m)
	s.reserveRoutes(m)
	s.coverageRoutes(m)
	s.personalRoutes(m)
	s.closingRoutes(m)
	s.mailRoutes(m)
	s.directoryRoutes(m)
	m.HandleFunc("/", s.open(s.notFound))
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(s.openHandler(s.crossOrigin))
	return s.secure(s.limit(guard.Handler(m)))
}

// secure sets the policy of every page: nothing from elsewhere, nothing inline.
func (s *Site) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if s.overTLS() {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// maxForm bounds a form without files; uploads set their own.
const maxForm = 2 << 20

// limit keeps a request from growing without end.
func (s *Site) limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body != nil && !takesFiles(r.URL.Path) {
			r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		}
		next.ServeHTTP(w, r)
	})
}
