// Package api is the REST interface: the same commands as the pages, behind the same gate,
// as JSON, with the OpenAPI 3.1 document at /api/openapi.json made from this code. Keys
// are people's own tokens, scoped like their roles or narrower.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pregonero/answering"
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/publishing"
	"pregonero/regulation"
)

// Service is what the interface works with.
type Service struct {
	Pack    *regulation.Pack
	Door    *entering.Door
	Desk    *publishing.Desk
	Counter *answering.Counter
	Office  *oversight.Office
	Book    *oversight.Book
	Now     func() time.Time
	Log     *slog.Logger
	BaseURL string
	Version string
}

// maxBody bounds a JSON body, in bytes.
const maxBody = 2 << 20

// Handler serves /api/.
func (s *Service) Handler() http.Handler {
	speakSpanish()
	m := http.NewServeMux()
	a := humago.New(m, s.config())
	a.UseMiddleware(s.authenticate(a))
	s.describePosts(a)
	s.describePublications(a)
	s.describeInbox(a)
	s.describeAccounts(a)
	s.describeLedger(a)
	return s.bounded(s.unknown(m))
}

func (s *Service) config() huma.Config {
	c := huma.DefaultConfig("Pregonero", s.Version)
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "/api/openapi", "", "/api/schemas"
	c.Info.Description = "Las mismas acciones que las páginas, con los mismos permisos. Cada negativa cita su criterio y queda en la bitácora."
	c.Servers = []*huma.Server{{URL: s.BaseURL}}
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"llave": {Type: "http", Scheme: "bearer", Description: "Llave de acceso creada en «Mi acceso»."}}
	c.CreateHooks = nil // no $schema member in bodies
	return c
}

func (s *Service) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// unknown answers in our own form where no operation is.
func (s *Service) unknown(m *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, pattern := m.Handler(r)
		if pattern != "" {
			m.ServeHTTP(w, r)
			return
		}
		probe := &statusOnly{header: http.Header{}}
		h.ServeHTTP(probe, r)
		if allow := probe.header.Get("Allow"); allow != "" {
			w.Header().Set("Allow", allow)
			writeProblem(w, r, http.StatusMethodNotAllowed, newProblem(http.StatusMethodNotAllowed, "Esta dirección no acepta "+r.Method+"."))
			return
		}
		writeProblem(w, r, http.StatusNotFound, newProblem(http.StatusNotFound, "Esta dirección no existe."))
	})
}

type statusOnly struct {
	header http.Header
	status int
}

func (s *statusOnly) Header() http.Header         { return s.header }
func (s *statusOnly) Write(b []byte) (int, error) { return len(b), nil }
func (s *statusOnly) WriteHeader(status int)      { s.status = status }

type actorKey struct{}

// authenticate turns the bearer's token into the person who acts; operations without
// security are for everybody.
func (s *Service) authenticate(a huma.API) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if len(ctx.Operation().Security) == 0 {
			next(ctx)
			return
		}
		token, ok := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
		if !ok {
			ctx.SetHeader("WWW-Authenticate", `Bearer realm="pregonero"`)
			_ = huma.WriteErr(a, ctx, http.StatusUnauthorized, "Falta la llave de acceso: envíela en «Authorization: Bearer …».")
			return
		}
		actor, err := s.Door.ActorByToken(ctx.Context(), strings.TrimSpace(token), host(ctx.RemoteAddr()))
		if err != nil {
			p := s.problemOf(ctx.Context(), err)
			ctx.SetHeader("WWW-Authenticate", `Bearer realm="pregonero", error="invalid_token"`)
			_ = huma.WriteErr(a, ctx, p.Status, p.Detail)
			return
		}
		next(huma.WithValue(ctx, actorKey{}, actor))
	}
}

func host(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i > 0 {
		return addr[:i]
	}
	return addr
}

// actor is who acts; authenticate put it there.
func actor(ctx context.Context) institution.Actor {
	a, _ := ctx.Value(actorKey{}).(institution.Actor)
	return a
}

var secured = []map[string][]string{{"llave": {}}}

// errorsOf are what any secured operation may answer besides its success.
var errorsOf = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusConflict,
	http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity, http.StatusInternalServerError, http.StatusBadGateway}

func operation(id, method, path, summary, tag string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: "/api/v1" + path, Summary: summary, Tags: []string{tag}, Security: secured,
		Errors: errorsOf, MaxBodyBytes: maxBody}
}

// answer turns a command's error into the answer of an operation.
func answer[O any](s *Service, ctx context.Context, out O, err error) (*O, error) {
	if err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &out, nil
}

// body is an answer with JSON.
type body[T any] struct{ Body T }
