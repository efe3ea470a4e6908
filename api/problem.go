package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"pregonero/internal/fault"
	"pregonero/internal/id"
)

// httpProblem is an error for people and programs (RFC 9457), in Spanish.
type httpProblem struct {
	Status    int        `json:"status" doc:"El código HTTP"`
	Kind      fault.Kind `json:"kind" doc:"La clase de error"`
	Detail    string     `json:"detail" doc:"Qué pasó, en una frase"`
	Next      string     `json:"next,omitempty" doc:"Qué hacer"`
	Clause    string     `json:"clause,omitempty" doc:"El criterio en que se apoya la negativa"`
	Field     string     `json:"field,omitempty" doc:"El dato que debe corregirse"`
	Reference string     `json:"reference,omitempty" doc:"Con qué buscarlo en los registros del sistema"`
	Errors    []wrong    `json:"errors,omitempty" nullable:"false" doc:"Cada dato que no se aceptó"`
}

// wrong is one value that was not taken. The value itself is not sent back.
type wrong struct {
	Location string `json:"location,omitempty" doc:"Dónde está, como body.content.text"`
	Message  string `json:"message" doc:"Por qué no se acepta"`
}

// Error implements error.
func (p *httpProblem) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *httpProblem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *httpProblem) ContentType(string) string { return problemType }

const problemType = "application/problem+json"

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Late: http.StatusConflict,
	fault.Limit: http.StatusRequestEntityTooLarge, fault.Unavailable: http.StatusBadGateway, fault.Internal: http.StatusInternalServerError,
}

// kindOf is the kind of a status that comes from HTTP itself and not from a command.
func kindOf(status int) fault.Kind {
	switch status {
	case http.StatusUnauthorized:
		return fault.Unauthenticated
	case http.StatusForbidden:
		return fault.Forbidden
	case http.StatusNotFound:
		return fault.NotFound
	case http.StatusRequestEntityTooLarge:
		return fault.Limit
	}
	if status >= http.StatusInternalServerError {
		return fault.Internal
	}
	return fault.Invalid
}

func newProblem(status int, sentence string) *httpProblem {
	return &httpProblem{Status: status, Kind: kindOf(status), Detail: sentence}
}

// problemOf says a command's error. What is not for people goes to the log under a
// reference, unless the client has gone: then there is nobody to tell.
func (s *Service) problemOf(ctx context.Context, err error) *httpProblem {
	if p := (*httpProblem)(nil); errors.As(err, &p) { // it is one already
		return p
	}
	if f, ok := fault.Of(err); ok && f.Kind != fault.Internal {
		return &httpProblem{Status: statuses[f.Kind], Kind: f.Kind, Detail: f.Sentence(), Next: f.Next, Clause: f.Clause, Field: f.Field}
	}
	p := newProblem(http.StatusInternalServerError, "Algo falló de nuestro lado.")
	p.Next = "Si se repite, avise a quien opera el sistema con la referencia."
	if ctx.Err() == nil {
		p.Reference = id.New(s.Now())
		s.Log.ErrorContext(ctx, "api request failed", "reference", p.Reference, "error", err)
	}
	return p
}

// writeProblem answers outside of an operation.
func writeProblem(w http.ResponseWriter, p *httpProblem) {
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(p) // the client is gone if this fails
}

// fieldOf is the field of a location of the library, such as body.content.text.
func fieldOf(location string) string {
	for _, before := range []string{"body.", "query.", "path."} {
		if field, ok := strings.CutPrefix(location, before); ok {
			return field
		}
	}
	return ""
}
