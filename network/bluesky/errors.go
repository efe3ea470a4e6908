package bluesky

import (
	"encoding/json"
	"errors"

	"pregonero/network"
	"pregonero/network/outbound"
)

// meaning is what one of Bluesky's error names stands for.
type meaning struct {
	kind           network.ErrorKind
	sentence, next string
}

const (
	reconnect = "Vuelva a conectar la cuenta desde su expediente, con una contraseña de aplicación nueva."
	appeal    = "Entre a Bluesky con la cuenta para ver el motivo y, si procede, apelar."
)

// meanings types the names that a server gives in {"error": …}. XRPC answers most of them
// with a bare 400, so that the status alone would call them all rejected.
var meanings = map[string]meaning{
	"ExpiredToken":            {network.Auth, "El permiso de la cuenta en Bluesky venció.", "Pregonero lo renovará; si no puede, vuelva a conectar la cuenta desde su expediente."},
	"InvalidToken":            {network.Auth, "Bluesky ya no reconoce el permiso de la cuenta.", reconnect},
	"AuthenticationRequired":  {network.Auth, "Bluesky no aceptó las credenciales de la cuenta.", reconnect},
	"AuthMissing":             {network.Auth, "La cuenta de Bluesky no está conectada.", reconnect},
	"AuthFactorTokenRequired": {network.Auth, "Bluesky pide un segundo factor: esa es la contraseña principal de la cuenta.", useAppPassword},
	"AccountTakedown":         {network.Auth, "Bluesky retiró la cuenta.", appeal},
	"AccountSuspended":        {network.Auth, "Bluesky suspendió la cuenta.", appeal},
	"AccountDeactivated":      {network.Auth, "La cuenta de Bluesky está desactivada.", "Actívela desde Bluesky y vuelva a intentar."},
	"InvalidSwap":             {network.Duplicate, "En Bluesky ya hay otra cosa en el lugar de esta publicación.", "No la envíe otra vez: revise en la red lo que ya está publicado."},
	"RecordNotFound":          {network.Gone, "Eso ya no está en Bluesky.", "Revise en la red si fue retirado."},
	"BlobTooLarge":            {network.Rejected, "Bluesky no acepta un archivo tan grande.", "Reduzca el archivo y vuelva a intentar."},
	"PayloadTooLarge":         {network.Rejected, "Bluesky no acepta un archivo tan grande.", "Reduzca el archivo y vuelva a intentar."},
	"InvalidMimeType":         {network.Rejected, "Bluesky no acepta ese tipo de archivo.", "Use una imagen JPEG, PNG o WebP, o un video MP4."},
	"XRPCNotSupported":        {network.Unsupported, "Ese servidor de Bluesky no sabe hacer esto.", "Revise la dirección del servidor en el expediente de la cuenta."},
	"MethodNotImplemented":    {network.Unsupported, "Ese servidor de Bluesky no sabe hacer esto.", "Revise la dirección del servidor en el expediente de la cuenta."},
}

// xrpcError is the name that a server gives an error, kept as the cause of ours.
type xrpcError string

func (e xrpcError) Error() string { return string(e) }

// refine gives an error the meaning of the name that the server gave. Server failures keep
// theirs: a 5xx says nothing certain about what was made, whatever its name.
func refine(err error, a outbound.Answer) error {
	var e *network.Error
	name := errorName(a)
	if !errors.As(err, &e) || name == "" {
		return err
	}
	r := *e
	r.Err = xrpcError(name)
	m, known := meanings[name]
	if known && (a.Status < 500 || a.Status == 501) {
		r.Kind, r.Sentence, r.Next = m.kind, m.sentence, m.next
	}
	return &r
}

func errorName(a outbound.Answer) string {
	var body struct {
		Error string `json:"error"`
	}
	_ = json.Unmarshal(a.Body, &body) // no JSON, no name
	return body.Error
}

// rejected is our own refusal, before anything is sent, of what the network would refuse.
func rejected(sentence, next, reason string) *network.Error {
	return &network.Error{Kind: network.Rejected, Sentence: sentence, Next: next, Reason: reason}
}
