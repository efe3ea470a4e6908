package scim

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"pregonero/internal/fault"
	"pregonero/internal/id"
)

// mediaType is of every answer (RFC 7644, 3.1).
const mediaType = "application/scim+json"

// problem is what is wrong with a request, as SCIM says it (RFC 7644, 3.12).
type problem struct {
	status   int
	scimType string
	detail   string // Spanish
}

// Error implements error.
func (p *problem) Error() string { return p.detail }

// Problems of the protocol itself.
var (
	errNoKey          = &problem{http.StatusUnauthorized, "", "Falta la llave del directorio. Envíela en el encabezado «Authorization: Bearer …»; se crea en Administración, en «Directorio»."}
	errTooMany        = &problem{http.StatusTooManyRequests, "", "Llegan demasiadas peticiones. Espere un segundo y repita."}
	errTooLarge       = &problem{http.StatusRequestEntityTooLarge, "", "La petición es demasiado grande (máximo 512 KiB)."}
	errAddress        = &problem{http.StatusBadRequest, "invalidValue", "La dirección contiene caracteres que no se aceptan."}
	errNoEndpoint     = &problem{http.StatusNotFound, "", "Esta dirección no existe."}
	errNotImplemented = &problem{http.StatusNotImplemented, "", "Esta operación de SCIM no se ofrece."}
	errSyntax         = &problem{http.StatusBadRequest, "invalidSyntax", "El cuerpo no es un objeto JSON bien formado."}
	errMediaType      = &problem{http.StatusUnsupportedMediaType, "", "Envíe el cuerpo como application/scim+json."}
	errStale          = &problem{http.StatusPreconditionFailed, "", "Cambió desde que se leyó. Vuelva a leerla y repita el cambio."}
)

// invalid is a value, path or filter that cannot be taken.
func invalid(scimType, detail string) error {
	return &problem{http.StatusBadRequest, scimType, detail}
}

// fail answers what is wrong.
func (p *Provider) fail(w http.ResponseWriter, r *http.Request, err error) {
	told := p.problemOf(r, err)
	if told.status == http.StatusUnauthorized {
		challenge := `Bearer realm="pregonero"`
		if told != errNoKey {
			challenge += `, error="invalid_token"`
		}
		w.Header().Set("WWW-Authenticate", challenge)
	}
	body := map[string]any{"schemas": []string{errorSchema}, "status": strconv.Itoa(told.status), "detail": told.detail}
	if told.scimType != "" {
		body["scimType"] = told.scimType
	}
	write(w, told.status, body)
}

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusBadRequest, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Late: http.StatusConflict,
	fault.Limit: http.StatusRequestEntityTooLarge, fault.Unavailable: http.StatusServiceUnavailable,
}

// problemOf says an error. What is not for people goes to the log under a reference.
func (p *Provider) problemOf(r *http.Request, err error) *problem {
	var told *problem
	var large *http.MaxBytesError
	f, forPeople := fault.Of(err)
	switch {
	case errors.As(err, &told):
		return told
	case errors.As(err, &large):
		return errTooLarge
	case stale(err):
		return errStale
	case forPeople && f.Kind != fault.Internal:
		return &problem{statuses[f.Kind], scimTypeOf(f), sentence(f)}
	}
	reference := id.New(p.Now())
	if r.Context().Err() == nil {
		p.Log.ErrorContext(r.Context(), "scim request failed", "reference", reference, "error", err)
	}
	return &problem{http.StatusInternalServerError, "", "Algo falló de nuestro lado. Referencia: " + reference + "."}
}

func scimTypeOf(f *fault.Fault) string {
	switch {
	case f.Kind == fault.Invalid:
		return "invalidValue"
	case f.Kind == fault.Conflict && (strings.EqualFold(f.Field, "userName") || f.Field == "displayName" || f.Field == "emails"):
		return "uniqueness"
	}
	return ""
}

// sentence is all that a fault says: what happened, what to do, and the clause behind it.
func sentence(f *fault.Fault) string {
	out := f.Sentence()
	if f.Next != "" {
		out += " " + f.Next
	}
	if f.Clause != "" {
		out += " (criterio " + f.Clause + ")"
	}
	return out
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(status)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	_ = e.Encode(body) // the client is gone if this fails
}
