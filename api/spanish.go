package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"

	"pregonero/internal/fault"
)

// sentences are the library's own errors, said in Spanish, by the beginning of their text.
var sentences = []struct {
	english, spanish string
	status           int // 0: as it was
}{
	{"validation failed", "Hay datos que no se aceptan.", 0},
	{"request body is required", "Falta el cuerpo de la petición.", 0},
	{"request body is too large", "El cuerpo pesa más de 2 MB.", http.StatusRequestEntityTooLarge},
	{"request body read timeout", "El cuerpo tardó demasiado en llegar.", 0},
	{"cannot read request body", "El cuerpo no llegó completo.", http.StatusBadRequest},
	{"unable to marshal response", "No se puede responder en el formato pedido: pida application/json.", 0},
	{"unexpected error occurred", "Algo falló de nuestro lado.", 0},
}

// details are the library's words on one value, by the beginning of their text. What is in
// package validation is set there; these are the rest.
var details = []struct{ english, spanish string }{
	{"unknown query parameter", "este parámetro no existe"},
	{"required ", "falta este parámetro"},
	{"invalid integer", "debe ser un número entero"},
	{"invalid float", "debe ser un número"},
	{"invalid boolean", "debe ser true o false"},
	{"invalid date/time", "debe ser una fecha y hora RFC 3339, como 2026-09-01T10:00:00-06:00"},
	{"invalid value", "no se acepta"},
	{"parsing time", "debe ser una fecha y hora RFC 3339, como 2026-09-01T10:00:00-06:00"},
	{"json: ", "hay un dato que no es del tipo esperado"},
	{"expected value to match exactly one", "no se acepta"},
	{"write only property", "no se acepta"},
}

// format is JSON as we take it: text without null characters, which no database keeps.
var format = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: func(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return err
	}
	if parsed, ok := v.(*any); ok && hasNull(*parsed) {
		return errNull
	}
	return nil
}}

var errNull = fault.New(fault.Invalid, "El cuerpo contiene caracteres nulos, que no se pueden guardar.")

func hasNull(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		for _, x := range v {
			if hasNull(x) {
				return true
			}
		}
	case map[string]any:
		for name, x := range v {
			if strings.ContainsRune(name, 0) || hasNull(x) {
				return true
			}
		}
	}
	return false
}

var once sync.Once

// speakSpanish sets the texts of the library, which keeps them in package variables.
func speakSpanish() {
	once.Do(func() {
		huma.NewError = func(status int, message string, causes ...error) huma.StatusError {
			return told(status, message, causes)
		}
		setMessages()
	})
}

// told turns an error of the library into ours.
func told(status int, message string, causes []error) *httpProblem {
	var large *http.MaxBytesError
	if errors.As(errors.Join(causes...), &large) {
		return newProblem(http.StatusRequestEntityTooLarge, "El cuerpo pesa más de 2 MB.")
	}
	for _, s := range sentences {
		if !strings.HasPrefix(message, s.english) {
			continue
		}
		message = s.spanish
		if s.status != 0 {
			status = s.status
		}
	}
	p := newProblem(status, message)
	switch status {
	case http.StatusUnsupportedMediaType:
		p.Detail, p.Next = "El cuerpo no viene en un formato que se acepte.", "Envíelo como JSON, con «Content-Type: application/json»."
		return p
	case http.StatusBadRequest:
		return unreadable(p, causes)
	}
	for _, c := range causes {
		if w, ok := wrongValue(c); ok {
			p.Errors = append(p.Errors, w)
		}
	}
	if len(p.Errors) > 0 {
		p.Field = fieldOf(p.Errors[0].Location)
	}
	return p
}

// unreadable says why a body is no JSON that we take.
func unreadable(p *httpProblem, causes []error) *httpProblem {
	for _, c := range causes {
		d, ok := c.(huma.ErrorDetailer) //nolint:errorlint // the library hands them over bare
		switch {
		case ok && d.ErrorDetail().Message == errNull.Error():
			p.Detail = errNull.Error()
			return p
		case ok && d.ErrorDetail().Location == "body":
			p.Detail, p.Next = "El cuerpo no es JSON válido.", "Revise comillas, comas y llaves, y que esté en UTF-8."
		}
	}
	return p
}

// wrongValue says one value that was not taken, without the value: it may be a secret or
// as long as the body.
func wrongValue(cause error) (wrong, bool) {
	d, ok := cause.(huma.ErrorDetailer) //nolint:errorlint // the library hands them over bare
	if !ok {
		return wrong{}, false
	}
	w := wrong{Location: d.ErrorDetail().Location, Message: d.ErrorDetail().Message}
	for _, x := range details {
		if strings.HasPrefix(w.Message, x.english) {
			w.Message = x.spanish
		}
	}
	return w, true
}

func setMessages() {
	validation.MsgUnexpectedProperty = "este dato no existe"
	validation.MsgExpectedRFC3339DateTime = "debe ser una fecha y hora RFC 3339, como 2026-09-01T10:00:00-06:00"
	validation.MsgExpectedRFC3339Date = "debe ser una fecha, como 2026-09-01"
	validation.MsgExpectedRFC3986URI = "debe ser una dirección: %v"
	validation.MsgExpectedBoolean = "debe ser true o false"
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
	validation.MsgExpectedMinProperties = "debe tener %d datos o más"
	validation.MsgExpectedMaxProperties = "debe tener %d datos o menos"
	validation.MsgExpectedRequiredProperty = "falta el dato %s"
	validation.MsgExpectedDependentRequiredProperty = "falta el dato %s, que acompaña a %s"
	validation.MsgExpectedMatchExactlyOneSchema = "no se acepta"
	validation.MsgExpectedMatchAtLeastOneSchema = "no se acepta"
	validation.MsgExpectedNotMatchSchema = "no se acepta"
}
