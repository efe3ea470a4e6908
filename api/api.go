// Package api is the REST interface: the same commands as the pages, behind the same gate,
// as JSON, with the OpenAPI 3.1 document at /api/openapi.json made from this code. Keys
// are people's own tokens, scoped like their roles or narrower. docs/api.md tells programs
// how to use it.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

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
)

// Service is what the interface works with.
type Service struct {
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
	BaseURL     string
	Version     string
}

// maxBody bounds a JSON body, in bytes. Media have their own bound: see upload.
const maxBody = 2 << 20

// Handler serves /api/.
func (s *Service) Handler() http.Handler {
	speakSpanish()
	m := http.NewServeMux()
	a := humago.New(m, s.config())
	a.UseMiddleware(s.authenticate, noEmptyParameters)
	s.describePosts(a)
	s.describePublications(a)
	s.describeMedia(a)
	s.describeInbox(a)
	s.describeAccounts(a)
	s.describeCustody(a)
	s.describePeople(a)
	s.describePack(a)
	s.describeLedger(a)
	s.describeDeadlines(a)
	s.describeReserve(a)
	s.describeRequests(a)
	s.describeCoverages(a)
	s.describeProposals(a)
	s.describeOpening(a)
	s.describeCalendar(a)
	s.describeIncidents(a)
	s.describeLetters(a)
	s.describeCertificates(a)
	s.describeMail(a)
	s.describePersonals(a)
	s.describeClosing(a)
	s.describeDossier(a)
	s.describeAttendance(a)
	finish(a.OpenAPI())
	return s.bounded(unknown(m))
}

// bounded keeps what no command should have to deal with away from them: answers that are
// stored on the way, addresses that no database takes, endless bodies.
func (s *Service) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if !isText(r.URL.Path) || !queryIsText(r) {
			writeProblem(w, newProblem(http.StatusUnprocessableEntity, "La dirección contiene caracteres que no se aceptan."))
			return
		}
		if r.URL.Path != apiPath+mediaPath {
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		}
		next.ServeHTTP(w, r)
	})
}

func queryIsText(r *http.Request) bool {
	for name, values := range r.URL.Query() {
		if !isText(name + strings.Join(values, "")) {
			return false
		}
	}
	return true
}

// isText tells whether both databases can keep s and look it up.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

// unknown answers in our own form where no operation is.
func unknown(m *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := m.Handler(r)
		if pattern != "" {
			m.ServeHTTP(w, r)
			return
		}
		probe := &headerOnly{header: http.Header{}}
		h.ServeHTTP(probe, r)
		allow := probe.header.Get("Allow")
		switch {
		case allow == "":
			writeProblem(w, newProblem(http.StatusNotFound, "Esta dirección no existe."))
		case r.Method == http.MethodOptions:
			w.Header().Set("Allow", allow)
			w.WriteHeader(http.StatusNoContent)
		default:
			w.Header().Set("Allow", allow)
			writeProblem(w, newProblem(http.StatusMethodNotAllowed, "Esta dirección no acepta "+r.Method+"; acepta "+allow+"."))
		}
	})
}

// headerOnly keeps the headers of an answer and drops the rest.
type headerOnly struct{ header http.Header }

func (h *headerOnly) Header() http.Header         { return h.header }
func (h *headerOnly) Write(b []byte) (int, error) { return len(b), nil }
func (h *headerOnly) WriteHeader(int)             {}

// apiPath is before every operation.
const apiPath = "/api/v1"

var secured = []map[string][]string{{"llave": {}}}

func operation(id, method, path, summary, tag string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: apiPath + path, Summary: summary, Tags: []string{tag}, Security: secured, MaxBodyBytes: maxBody}
}

// creating is an operation that answers 201.
func creating(id, path, summary, tag string) huma.Operation {
	op := operation(id, http.MethodPost, path, summary, tag)
	op.DefaultStatus = http.StatusCreated
	return op
}

// IDInput names one thing in the path.
type IDInput struct {
	ID string `path:"id" maxLength:"64" doc:"Identificador"`
}

// pageOf is a list and how many there are in all.
type pageOf[T any] struct {
	Items []T `json:"items" nullable:"false"`
	Total int `json:"total" doc:"Cuántos hay en total, no solo en esta página"`
}

// body is an answer with JSON.
type body[T any] struct{ Body T }

// answer turns what a command returned into the answer of an operation.
func answer[T any](ctx context.Context, s *Service, out T, err error) (*body[T], error) {
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &body[T]{out}, nil
}

// done is answer for commands that return nothing: 204.
func (s *Service) done(ctx context.Context, err error) (*struct{}, error) {
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return nil, nil
}

// some is a list that is never null.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
