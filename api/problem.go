package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"pregonero/internal/fault"
	"pregonero/internal/id"
)

// problemJSON is an error for people and programs (RFC 9457), in Spanish.
type problemJSON struct {
	Status    int      `json:"status" doc:"El código HTTP"`
	Kind      string   `json:"kind" doc:"La clase de error: invalid, forbidden, not_found, conflict, late, limit, unavailable, internal"`
	Detail    string   `json:"detail" doc:"Qué pasó, en una frase"`
	Next      string   `json:"next,omitempty" doc:"Qué hacer"`
	Clause    string   `json:"clause,omitempty" doc:"El criterio en que se apoya la negativa"`
	Field     string   `json:"field,omitempty" doc:"El dato que debe corregirse"`
	Reference string   `json:"reference,omitempty" doc:"Con qué buscarlo en los registros"`
	Errors    []string `json:"errors,omitempty" doc:"Cada dato que no se aceptó"`
}

// Error implements error.
func (p *problemJSON) Error() string { return p.Detail }

// GetStatus implements huma.StatusError.
func (p *problemJSON) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *problemJSON) ContentType(string) string { return "application/problem+json" }

var statuses = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.Unauthenticated: http.StatusUnauthorized, fault.Forbidden: http.StatusForbidden,
	fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Late: http.StatusConflict,
	fault.Limit: http.StatusRequestEntityTooLarge, fault.Unavailable: http.StatusBadGateway, fault.Internal: http.StatusInternalServerError,
}

func kindOf(status int) fault.Kind {
	for _, k := range []fault.Kind{fault.Invalid, fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.Conflict, fault.Limit, fault.Unavailable} {
		if statuses[k] == status {
			return k
		}
	}
	if status < 500 {
		return fault.Invalid
	}
	return fault.Internal
}

func newProblem(status int, sentence string, details ...error) *problemJSON {
	p := &problemJSON{Status: status, Kind: string(kindOf(status)), Detail: sentence}
	for _, e := range details {
		if e != nil {
			p.Errors = append(p.Errors, e.Error())
		}
	}
	return p
}

// problemOf says a command's error.
func (s *Service) problemOf(ctx context.Context, err error) *problemJSON {
	if f, ok := fault.Of(err); ok && f.Kind != fault.Internal {
		return &problemJSON{Status: statuses[f.Kind], Kind: string(f.Kind), Detail: f.Sentence(), Next: f.Next, Clause: f.Clause, Field: f.Field}
	}
	ref := id.New(s.Now())
	s.Log.ErrorContext(ctx, "api request failed", "reference", ref, "error", err)
	return &problemJSON{Status: http.StatusInternalServerError, Kind: string(fault.Internal), Detail: "Algo falló de nuestro lado.",
		Next: "Si se repite, avise a quien opera el sistema con la referencia.", Reference: ref}
}

func writeProblem(w http.ResponseWriter, _ *http.Request, status int, p *problemJSON) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(p)
}

// sentences are huma's own errors, said in Spanish.
var sentences = map[string]string{
	"validation failed":            "Hay datos que no se aceptan.",
	"request body is required":     "Falta el cuerpo de la petición.",
	"unable to parse request body": "El cuerpo no es JSON válido.",
}

var once sync.Once

// speakSpanish sets the texts of the library, which keeps them in package variables.
func speakSpanish() {
	once.Do(func() {
		huma.NewError = func(status int, message string, details ...error) huma.StatusError {
			if said, ok := sentences[message]; ok {
				message = said
			}
			var large *http.MaxBytesError
			for _, d := range details {
				if errors.As(d, &large) {
					status, message = http.StatusRequestEntityTooLarge, "El cuerpo es demasiado grande."
				}
			}
			return newProblem(status, message, details...)
		}
		validation.MsgUnexpectedProperty = "este dato no existe"
		validation.MsgExpectedRFC3339DateTime = "debe ser una fecha y hora RFC 3339"
		validation.MsgExpectedRFC3339Date = "debe ser una fecha RFC 3339"
		validation.MsgExpectedRFC3986URI = "debe ser una dirección: %v"
		validation.MsgExpectedBoolean = "debe ser verdadero o falso"
		validation.MsgExpectedNumber = "debe ser un número"
		validation.MsgExpectedInteger = "debe ser un número entero"
		validation.MsgExpectedString = "debe ser un texto"
		validation.MsgExpectedBase64String = "debe ser base64"
		validation.MsgExpectedArray = "debe ser una lista"
		validation.MsgExpectedObject = "debe ser un objeto"
		validation.MsgExpectedArrayItemsUnique = "no debe repetir elementos"
		validation.MsgExpectedOneOf = "debe ser uno de «%s»"
		validation.MsgExpectedMinimumNumber = "debe ser %v o más"
		validation.MsgExpectedExclusiveMinimumNumber = "debe ser más que %v"
		validation.MsgExpectedMaximumNumber = "debe ser %v o menos"
		validation.MsgExpectedExclusiveMaximumNumber = "debe ser menos que %v"
		validation.MsgExpectedNumberBeMultipleOf = "debe ser múltiplo de %v"
		validation.MsgExpectedMinLength = "debe tener %d caracteres o más"
		validation.MsgExpectedMaxLength = "debe tener %d caracteres o menos"
		validation.MsgExpectedBePattern = "debe ser %s"
		validation.MsgExpectedMatchPattern = "debe tener la forma %s"
		validation.MsgExpectedMinItems = "debe tener %d elementos o más"
		validation.MsgExpectedMaxItems = "debe tener %d elementos o menos"
		validation.MsgExpectedRequiredProperty = "falta el dato %s"
	})
}
