package outbound

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"unicode"
	"unicode/utf8"

	"pregonero/network"
)

// unanswered types the absence of a whole answer. Before there is a connection (DNS, TCP,
// TLS) nothing can have been made; after it, a creating request may have been.
func unanswered(r Request, err error, connected bool) *network.Error {
	err = withoutURL(err)
	if errors.Is(err, errForbiddenAddress) {
		return badAddress(r, err)
	}
	if r.Creates && connected {
		return &network.Error{Kind: network.Ambiguous, Err: err,
			Sentence: r.begins() + " no terminó de responder: no se sabe si quedó publicado.",
			Next:     "No lo envíe otra vez: Pregonero buscará la publicación en la red antes de hacer cualquier otra cosa."}
	}
	return &network.Error{Kind: network.Temporary, Err: err,
		Sentence: "No fue posible comunicarse con " + r.Network + ".",
		Next:     "Se puede intentar de nuevo en unos minutos; si continúa, avise a quien opera el sistema."}
}

func badAddress(r Request, err error) *network.Error {
	return &network.Error{Kind: network.Rejected, Err: err,
		Sentence: "La dirección del servidor de " + r.Network + " no está permitida: debe ser pública y empezar con https.",
		Next:     "Revise la dirección; si es un servidor propio, quien opera el sistema debe permitirla en la configuración."}
}

// refusal types an answer outside 2xx.
func (c *Client) refusal(r Request, a Answer) *network.Error {
	e := &network.Error{Status: a.Status, Reason: reason(r, a)}
	switch {
	case a.Status == http.StatusUnauthorized || a.Status == http.StatusForbidden:
		e.Kind, e.Sentence = network.Auth, r.begins()+" no aceptó las credenciales de la cuenta o su permiso."
		e.Next = "Vuelva a conectar la cuenta desde su expediente."
	case a.Status == http.StatusTooManyRequests:
		e.Kind, e.Sentence = network.RateLimited, r.begins()+" pide esperar: se alcanzó su límite de solicitudes."
		e.Next = "Espere; se podrá intentar de nuevo cuando la red lo permita."
		e.ResetAt = c.reset(a.Header)
	case a.Status == http.StatusNotFound || a.Status == http.StatusGone:
		e.Kind, e.Sentence = network.Gone, "Lo que se buscaba en "+r.Network+" ya no está."
		e.Next = "Revise en la red si la publicación o el comentario fue retirado."
	case a.Status == http.StatusConflict:
		e.Kind, e.Sentence = network.Duplicate, r.begins()+" dice que eso ya existe."
		e.Next = "No lo envíe otra vez: revise en la red lo que ya está publicado."
	case a.Status == http.StatusNotImplemented:
		e.Kind, e.Sentence = network.Unsupported, "El servidor de "+r.Network+" no sabe hacer esto."
		e.Next = "Hágalo directamente en la red o use otra cuenta."
	case a.Status >= 500 || a.Status == http.StatusRequestTimeout:
		c.serverFailure(e, r)
	case a.Status < 400:
		e.Kind, e.Sentence = network.Rejected, "El servidor de "+r.Network+" mandó a otra dirección."
		e.Next = "Revise la dirección del servidor en el expediente de la cuenta."
	default:
		e.Kind, e.Sentence = network.Rejected, r.begins()+" rechazó la solicitud."
		e.Next = "Lea el motivo que dio la red, corrija y vuelva a intentar."
	}
	return e
}

// serverFailure is a 5xx (or 408): the server says nothing certain about what it did.
func (c *Client) serverFailure(e *network.Error, r Request) {
	if r.Creates {
		e.Kind, e.Sentence = network.Ambiguous, r.begins()+" respondió con un error interno: no se sabe si quedó publicado."
		e.Next = "No lo envíe otra vez: Pregonero buscará la publicación en la red antes de hacer cualquier otra cosa."
		return
	}
	e.Kind, e.Sentence = network.Temporary, r.begins()+" tiene un problema en este momento."
	e.Next = "Se puede intentar de nuevo en unos minutos."
}

// Decode reads a JSON answer into v. An answer that cannot be read, after a request that
// creates, leaves its outcome unknown.
func (a Answer) Decode(v any) error {
	err := json.Unmarshal(a.Body, v)
	if err == nil {
		return nil
	}
	return a.Unreadable(fmt.Errorf("decode answer: %w", err))
}

// Unreadable is the error for a 2xx answer that lacks what it must have.
func (a Answer) Unreadable(err error) error {
	e := unanswered(a.request, err, true)
	e.Status = a.Status
	if e.Kind == network.Temporary {
		e.Sentence = a.request.Network + " respondió algo que no se entiende."
		e.Next = "Revise que la dirección sea la de un servidor de " + a.request.Network + "."
	}
	return e
}

// begins is the network's name at the beginning of a sentence.
func (r Request) begins() string {
	first, size := utf8.DecodeRuneInString(r.Network)
	return string(unicode.ToUpper(first)) + r.Network[size:]
}
