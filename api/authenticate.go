package api

import (
	"context"
	"net"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pregonero/institution"
)

type actorKey struct{}

// authenticate turns the bearer's token into the person who acts; operations without
// security are for everybody (RFC 6750).
func (s *Service) authenticate(ctx huma.Context, next func(huma.Context)) {
	if len(ctx.Operation().Security) == 0 {
		next(ctx)
		return
	}
	_, w := humago.Unwrap(ctx)
	token, ok := bearer(ctx.Header("Authorization"))
	if !ok {
		w.Header().Set("WWW-Authenticate", `Bearer realm="pregonero"`)
		p := newProblem(http.StatusUnauthorized, "Falta la llave de acceso.")
		p.Next = "Envíela en el encabezado «Authorization: Bearer …»; se crea en «Mi acceso»."
		writeProblem(w, p)
		return
	}
	actor, err := s.Door.ActorByToken(ctx.Context(), token, host(ctx.RemoteAddr()))
	if err != nil {
		p := s.problemOf(ctx.Context(), err)
		if p.Status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", `Bearer realm="pregonero", error="invalid_token"`)
		}
		writeProblem(w, p)
		return
	}
	next(huma.WithValue(ctx, actorKey{}, actor))
}

func bearer(header string) (token string, ok bool) {
	scheme, token, _ := strings.Cut(header, " ")
	token = strings.TrimSpace(token)
	return token, strings.EqualFold(scheme, "Bearer") && token != ""
}

func host(addr string) string {
	if h, _, err := net.SplitHostPort(addr); err == nil {
		return h
	}
	return addr
}

// actor is who acts; authenticate put it there.
func actor(ctx context.Context) institution.Actor {
	a, _ := ctx.Value(actorKey{}).(institution.Actor)
	return a
}
