package mail_test

import (
	"errors"
	"strings"
	"testing"

	"pregonero/mail"
)

func crlf(s string) []byte { return []byte(strings.ReplaceAll(s, "\n", "\r\n")) }

const (
	gmail = `From: =?UTF-8?Q?Ana_N=C3=BA=C3=B1ez?= <Ana@INE.mx>
To: responder@x
Subject: =?ISO-8859-1?Q?Re:_Solicitud_de_difusi=F3n?=
Message-ID: <abc@mail.gmail.com>
References: <first@ine.mx>
 <second@ine.mx>
In-Reply-To: <second@ine.mx>
Date: Tue, 01 Sep 2026 10:00:00 -0600
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

S=ED, de acuerdo.

Gracias.

El mar, 1 sept 2026 a la(s) 9:58 a.m., Pregonero INE (<pregonero@ine.mx>)
escribi=F3:

> Buen d=EDa:
> Se pide su visto bueno.
--b
Content-Type: text/html; charset="iso-8859-1"

<div>S&iacute;</div>
--b--
`
	outlook = `From: ana@ine.mx
Subject: RE: x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><head><title>no</title><style>p{}</style></head><body><p>De acuerdo,&nbsp;procedan.<br>Saludos</p>
<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De:</b> Pregonero</div><blockquote><p>viejo</p></blockquote></body></html>
`
	bounce = `From: MAILER-DAEMON@mx.ine.mx
To: rebote+t@x
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <dsn@mx>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.ine.mx

Final-Recipient: rfc822; ana@ine.mx
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <ana@ine.mx>:
    Recipient address rejected
--b
Content-Type: text/rfc822-headers

Message-ID: <01k4abcdefghjkmnpqrstvwxyz@ine.mx>
Subject: x
--b--
`
	absent = `From: ana@ine.mx
Subject: Fuera de la oficina
Auto-Submitted: auto-replied; owner-email="ana@ine.mx"
Message-ID: <auto@x>

Vuelvo el lunes.
`
	attached = `From: ana@ine.mx
Subject: con archivo
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

Va el archivo.
--b
Content-Type: application/pdf; name="=?UTF-8?Q?acci=C3=B3n.pdf?="
Content-Disposition: attachment
Content-Transfer-Encoding: base64

AAAA
--b--
`
)

func TestRead(t *testing.T) {
	t.Parallel()
	in, err := mail.Read(crlf(gmail))
	if err != nil || in.Text != "Sí, de acuerdo.\n\nGracias." || in.From != (mail.Address{Name: "Ana Núñez", Email: "ana@ine.mx"}) ||
		in.Subject != "Re: Solicitud de difusión" || in.MessageID != "abc@mail.gmail.com" || len(in.Earlier) != 3 || in.Date.Hour() != 16 || in.Automatic != "" {
		t.Errorf("Gmail: %+v %v", in, err)
	}
	if in, err = mail.Read(crlf(outlook)); err != nil || in.Text != "De acuerdo, procedan.\nSaludos" {
		t.Errorf("HTML alone: %q %v", in.Text, err)
	}
	if in, err = mail.Read(crlf(bounce)); err != nil || in.Bounce == nil || !in.Bounce.Failed || in.Bounce.Status != "5.1.1" || in.Bounce.Recipient != "ana@ine.mx" ||
		in.Bounce.Original != "01k4abcdefghjkmnpqrstvwxyz@ine.mx" || !strings.Contains(in.Bounce.Reason(), "no existe") || !strings.Contains(in.Bounce.Said, "Recipient address rejected") {
		t.Errorf("bounce: %+v %v", in.Bounce, err)
	}
	late := strings.NewReplacer("Action: failed", "Action: delayed", "5.1.1", "4.4.1").Replace(bounce)
	if in, err = mail.Read(crlf(late)); err != nil || in.Bounce == nil || in.Bounce.Failed {
		t.Errorf("late: %+v %v", in.Bounce, err)
	}
	if in, err = mail.Read(crlf(absent)); err != nil || in.Automatic == "" || in.Bounce != nil {
		t.Errorf("absence notice: %+v %v", in, err)
	}
	if in, err = mail.Read(crlf(attached)); err != nil || in.Text != "Va el archivo." || len(in.Files) != 1 || in.Files[0] != "acción.pdf" {
		t.Errorf("attachment: %+v %v", in, err)
	}
	for _, nothing := range []string{"", "\x00\x01"} {
		if in, err := mail.Read([]byte(nothing)); err == nil && (in.Text != "" || in.From.Email != "") {
			t.Errorf("%q: %+v", nothing, in)
		}
	}
	if _, err := mail.Read([]byte("no header here\r\n\r\nx")); !errors.Is(err, mail.ErrUnreadable) {
		t.Errorf("no header: %v", err)
	}
}

// Parts inside parts inside parts end somewhere.
func TestReadDeep(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("From: a@ine.mx\n")
	for range 5000 {
		b.WriteString("Content-Type: multipart/mixed; boundary=\"b\"\n\n--b\n")
	}
	b.WriteString("Content-Type: text/plain\n\nhola\n")
	if in, err := mail.Read(crlf(b.String())); err != nil || in.Text != "" {
		t.Errorf("%q %v", in.Text, err)
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"nothing quoted":          {"Hola\n\nSí.", "Hola\n\nSí."},
		"Thunderbird":             {"Sí.\n\nEl 01/09/26 a las 10:00, Pregonero INE escribió:\n> viejo\n> más", "Sí."},
		"under the quote":         {"El 01/09/26 a las 10:00, Pregonero escribió:\n> viejo\n\nSí, abajo.", "Sí, abajo."},
		"between the lines":       {"El 01/09/26, Pregonero escribió:\n> ¿Uno?\nSí.\n> ¿Dos?\nNo.", "Sí.\nNo."},
		"Apple, English":          {"Sí.\n\nOn Sep 1, 2026, at 10:00, Pregonero <p@ine.mx> wrote:\n\n> viejo", "Sí."},
		"Outlook":                 {"Sí.\n\n________________________________\nDe: Pregonero INE <p@ine.mx>\nEnviado: martes, 1 de septiembre de 2026 10:00\nPara: Ana\nAsunto: x\n\nviejo", "Sí."},
		"Outlook without a ruler": {"Sí.\n\nDe: Pregonero\nEnviado el: martes\nPara: Ana\nAsunto: x\nviejo", "Sí."},
		"original message":        {"Sí.\n-----Mensaje original-----\nviejo", "Sí."},
		"signature":               {"Sí.\n-- \nAna Núñez\nINE", "Sí."},
		"telephone":               {"Sí.\n\nEnviado desde mi iPhone", "Sí."},
		"without marks":           {"Sí.\n\nEl mar, 1 sept 2026, Pregonero escribió:\n\nviejo sin marcas", "Sí."},
		"a list of people":        {"De: aquí en adelante\nsomos tres.", "De: aquí en adelante\nsomos tres."},
		"only a quote":            {"> viejo\n> viejo", ""},
		"who wrote is told":       {"El director me escribió: que sí.\nYo contesté.", "El director me escribió: que sí.\nYo contesté."},
	} {
		if got := mail.Answer(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestBoxOf(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]mail.Box{
		"responder+" + token + "@respuestas.ine.mx": mail.ReplyBox, "<REBOTE+" + token + "@Respuestas.INE.mx>": mail.BounceBox, "ayuda@ine.mx": mail.HelpBox,
		"responder+corto@respuestas.ine.mx": mail.NotOurs, "responder@respuestas.ine.mx": mail.NotOurs, "ana@ine.mx": mail.NotOurs,
		"responder+" + token + "@otro.mx": mail.NotOurs, "": mail.NotOurs, "otro+" + token + "@respuestas.ine.mx": mail.NotOurs,
	} {
		if got, _ := mail.BoxOf(address, "respuestas.ine.mx", "ayuda@ine.mx"); got != want {
			t.Errorf("%s: %d, want %d", address, got, want)
		}
	}
	if got, _ := mail.BoxOf("responder+"+token+"@", "", ""); got != mail.NotOurs {
		t.Error("an address without a domain")
	}
}

// Whatever comes is read in bounds, and what is kept of it can go into a header.
func FuzzRead(f *testing.F) {
	for _, s := range []string{gmail, outlook, bounce, absent, attached, "", "From: x\n\n> y", "Content-Type: multipart/mixed\n\n--\n--"} {
		f.Add(crlf(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		in, err := mail.Read(raw)
		if err != nil {
			return
		}
		for _, s := range append(in.Files, in.Subject, in.From.Email, in.From.Name, in.MessageID) {
			if strings.ContainsAny(s, "\r\n\x00") {
				t.Errorf("a line break in %q", s)
			}
		}
		if strings.ContainsRune(in.Text, 0) || len([]rune(in.Text)) > 100_000 {
			t.Errorf("text of %d bytes", len(in.Text))
		}
	})
}

func FuzzAnswer(f *testing.F) {
	f.Add("Sí.\n\nEl 1, Pregonero escribió:\n> x")
	f.Add("De: a\nPara: b\nAsunto: c")
	f.Fuzz(func(t *testing.T, s string) {
		if once := mail.Answer(s); len(once) > len(s) {
			t.Errorf("%q grew to %q", s, once)
		}
	})
}
