package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Refusal says why a letter was not taken.
type Refusal struct {
	Permanent bool   // trying again would not help
	Code      int    // of SMTP; 0 when the server did not answer with one
	Said      string // Spanish, or what the server said
	Err       error  // for the log
}

func (r *Refusal) Error() string {
	if r.Err != nil {
		return "mail refused: " + r.Err.Error()
	}
	return "mail refused: " + r.Said
}

func (r *Refusal) Unwrap() error { return r.Err }

// Reason is a sentence in Spanish for people.
func (r *Refusal) Reason() string {
	switch {
	case r.Code == 0:
		return upper(r.Said) + "."
	case ours(r.Code):
		return fmt.Sprintf("El servidor de correo no aceptó el usuario o la contraseña (%d). Lo corrige quien opera el sistema.", r.Code)
	case r.Permanent:
		return fmt.Sprintf("El servidor de correo lo rechazó (%d): %s", r.Code, r.Said)
	}
	return fmt.Sprintf("El servidor de correo pidió intentar más tarde (%d): %s", r.Code, r.Said)
}

func upper(s string) string {
	if s == "" {
		return "No se sabe por qué"
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// refusal reads what the way to the server answered. Only the server's word about this
// letter is final: a log-in or a certificate that fails is ours to mend, and is tried again.
func refusal(err error) *Refusal {
	var send *gomail.SendError
	if errors.As(err, &send) && send.ErrorCode() > 0 {
		return &Refusal{Permanent: send.ErrorCode() >= 500 && !ours(send.ErrorCode()), Code: send.ErrorCode(), Said: serverSaid(err), Err: err}
	}
	var proto *textproto.Error
	if errors.As(err, &proto) {
		return &Refusal{Code: proto.Code, Said: cut(line(proto.Msg), maxSaid), Err: err}
	}
	return &Refusal{Said: whyNot(err), Err: err}
}

// ours tells whether the code is about our log-in, not about the letter (RFC 4954).
func ours(code int) bool { return code == 530 || code == 534 || code == 535 || code == 538 }

const maxSaid = 300

func serverSaid(err error) string {
	var proto *textproto.Error
	if errors.As(err, &proto) {
		return cut(line(proto.Msg), maxSaid)
	}
	said := err.Error()
	if _, after, ok := strings.Cut(said, "): "); ok {
		said = after
	}
	said, _, _ = strings.Cut(said, ", affected")
	return cut(line(said), maxSaid)
}

func whyNot(err error) string {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var network net.Error
	switch {
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &verify):
		return "el certificado del servidor de correo no es de confianza"
	case strings.Contains(err.Error(), "STARTTLS"):
		return "el servidor de correo no ofrece una conexión segura (STARTTLS)"
	case errors.As(err, &network) && network.Timeout():
		return "el servidor de correo no contestó a tiempo"
	}
	return "no se pudo hablar con el servidor de correo"
}

func cut(s string, n int) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}
