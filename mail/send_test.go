package mail_test

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"pregonero/internal/testmail"
	"pregonero/mail"
)

var now = time.Date(2026, 9, 1, 16, 0, 0, 0, time.UTC)

const token = "abcdefghijklmnopqrstuvwxyz"

func letter() mail.Letter {
	return mail.Letter{ID: "01K4ABCDEFGHJKMNPQRSTVWXYZ", To: mail.Address{Name: "Ana Núñez", Email: "ana@ine.mx"}, Token: token, Date: now,
		From: mail.Address{Name: "Pregonero INE", Email: "pregonero@ine.mx"}, Inbound: "respuestas.ine.mx", BaseURL: "https://cuentas.ine.mx", Institution: "Instituto Nacional Electoral",
		Earlier: []string{"first@ine.mx", "bad id@x", "second@ine.mx"},
		Message: mail.Message{Subject: "Solicitud de difusión: «¿Dónde voto?»", Thread: "request:1", Greeting: "Buen día:", TakesReply: true, Clause: "5.3.p2",
			Paragraphs: []string{"Primer párrafo con <b>marcas</b> & más.", "Segundo."}, Facts: [][2]string{{"Folio", "CNCS/1"}, {"Vence", "mañana"}},
			Action: &mail.Link{Label: "Ver la solicitud", Path: "/solicitudes/1"}, Files: []mail.Attachment{{Name: "nota.txt", Type: "text/plain", Hash: "h"}}}}
}

func files(_ context.Context, hash string) (io.ReadCloser, error) {
	return io.NopCloser(strings.NewReader("contenido de " + hash)), nil
}

func TestArrives(t *testing.T) {
	t.Parallel()
	pit := testmail.Start(t, testmail.Options{TLS: true, Auth: "pregonero:secreta"})
	s := &mail.Server{Address: pit.SMTP, Security: mail.StartTLS, User: "pregonero", Password: "secreta", CA: pit.CA, Files: files}
	if err := s.Send(t.Context(), letter()); err != nil {
		t.Fatal(err)
	}
	all := pit.Messages()
	if len(all) != 1 {
		t.Fatalf("%d messages", len(all))
	}
	m := all[0]
	if m.Subject != letter().Message.Subject || m.To[0] != (testmail.Address{Name: "Ana Núñez", Address: "ana@ine.mx"}) || m.From.Name != "Pregonero INE" {
		t.Errorf("heading: %+v", m)
	}
	for name, want := range map[string]string{"Message-Id": "<01k4abcdefghjkmnpqrstvwxyz@ine.mx>", "In-Reply-To": "<second@ine.mx>", "References": "<first@ine.mx> <second@ine.mx>",
		"Auto-Submitted": "auto-generated", "Content-Language": "es", "Reply-To": `"Pregonero INE" <responder+` + token + "@respuestas.ine.mx>", "Return-Path": "<rebote+" + token + "@respuestas.ine.mx>"} {
		if got := m.Headers[name]; len(got) != 1 || got[0] != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, part := range []string{m.Text, m.HTML} {
		for _, want := range []string{"Buen día:", "Segundo.", "Folio", "CNCS/1", "https://cuentas.ine.mx/solicitudes/1", "Ver la solicitud", "Criterio: 5.3.p2", "Instituto Nacional Electoral", "su respuesta llega al asunto"} {
			if !strings.Contains(part, want) {
				t.Errorf("without %q:\n%s", want, part)
			}
		}
	}
	if !strings.Contains(m.Text, "<b>marcas</b> & más") || !strings.Contains(m.HTML, "&lt;b&gt;marcas&lt;/b&gt; &amp; más") {
		t.Errorf("escaping:\n%s\n%s", m.Text, m.HTML)
	}
	if len(m.Attachments) != 1 || m.Attachments[0].FileName != "nota.txt" {
		t.Errorf("attachments: %+v", m.Attachments)
	}
	if strings.Contains(m.Raw, "secreta") || strings.Contains(m.HTML, "<img") || strings.Contains(m.HTML, "<table") {
		t.Error("a secret, an image or a table in the message")
	}
}

func TestHeadersCannotBeInjected(t *testing.T) {
	t.Parallel()
	l := letter()
	evil := "x\r\nBcc: eva@mal.example\r\n\r\ncuerpo"
	l.Message.Subject, l.To.Name, l.From.Name = evil, evil, evil
	l.Message.Files[0].Name, l.Message.Files[0].Type = evil, evil
	l.Earlier = []string{"a@b\r\nBcc: eva@mal.example", evil}
	l.Message.Action = &mail.Link{Label: "Ir", Path: "//mal.example/x"}
	raw, err := l.Bytes(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range strings.Split(string(raw), "\r\n") {
		if strings.HasPrefix(strings.ToLower(x), "bcc:") {
			t.Errorf("a header of its own: %q", x)
		}
	}
	if strings.Contains(string(raw), "mal.example/x") {
		t.Error("a link that leads elsewhere")
	}
	l.To.Email = "ana@ine.mx\r\nRCPT TO:<eva@mal.example>"
	var r *mail.Refusal
	if _, err := l.Bytes(t.Context(), files); !errors.As(err, &r) || !r.Permanent {
		t.Errorf("an address with a line of its own: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	pit := testmail.Start(t, testmail.Options{TLS: true, Auth: "pregonero:secreta"})
	l := letter()
	l.Message.Files = nil
	good := mail.Server{Address: pit.SMTP, Security: mail.StartTLS, User: "pregonero", Password: "secreta", CA: pit.CA}
	with := func(f func(*mail.Server)) *mail.Server { s := good; f(&s); return &s }
	for _, c := range []struct {
		name      string
		server    *mail.Server
		recipient int
		sender    int
		permanent bool
		code      int
		says      string
	}{
		{"later", &good, 451, 0, false, 451, "más tarde (451)"},
		{"no such mailbox", &good, 550, 0, true, 550, "lo rechazó (550)"},
		{"sender refused", &good, 0, 553, true, 553, "lo rechazó (553)"},
		{"wrong password", with(func(s *mail.Server) { s.Password = "otra" }), 0, 0, false, 535, "usuario o la contraseña"},
		{"unknown authority", with(func(s *mail.Server) { s.CA = "" }), 0, 0, false, 0, "certificado"},
		{"nobody there", with(func(s *mail.Server) { s.Address = "127.0.0.1:1" }), 0, 0, false, 0, "No se pudo hablar"},
		{"no TLS", with(func(s *mail.Server) { s.Security, s.User = mail.Plain, "" }), 0, 0, false, 530, "usuario"},
	} {
		pit.Refuse(c.sender, c.recipient)
		err := c.server.Send(t.Context(), l)
		var r *mail.Refusal
		if !errors.As(err, &r) || r.Permanent != c.permanent || r.Code != c.code || !strings.Contains(r.Reason(), c.says) {
			t.Errorf("%s: %+v", c.name, err)
			continue
		}
		if strings.Contains(r.Reason()+err.Error(), "secreta") {
			t.Errorf("%s tells the password", c.name)
		}
	}
	pit.Refuse(0, 0)
	if err := good.Send(t.Context(), l); err != nil || len(pit.Messages()) != 1 {
		t.Errorf("at last: %v", err)
	}
}

// A server without TLS is not spoken to in the clear unless the configuration says so.
func TestNoDowngrade(t *testing.T) {
	t.Parallel()
	pit := testmail.Start(t, testmail.Options{})
	l := letter()
	l.Message.Files = nil
	var r *mail.Refusal
	if err := (&mail.Server{Address: pit.SMTP}).Send(t.Context(), l); !errors.As(err, &r) || r.Permanent || !strings.Contains(r.Reason(), "STARTTLS") {
		t.Errorf("STARTTLS: %v", err)
	}
	if err := (&mail.Server{Address: pit.SMTP, Security: mail.Plain}).Send(t.Context(), l); err != nil {
		t.Error(err)
	}
}

// A connection that breaks after the server has taken the letter is no failure.
func TestFarewell(t *testing.T) {
	t.Parallel()
	pit := testmail.Start(t, testmail.Options{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		up, err := net.Dial("tcp", pit.SMTP)
		if err != nil {
			return
		}
		defer up.Close()
		go func() { _, _ = io.Copy(c, up) }()
		relayUntil(c, up, "QUIT")
	}()
	x := letter()
	x.Message.Files = nil
	if err := (&mail.Server{Address: l.Addr().String(), Security: mail.Plain}).Send(t.Context(), x); err != nil {
		t.Errorf("taken, yet %v", err)
	}
	if len(pit.Messages()) != 1 {
		t.Error("not taken")
	}
}

func relayUntil(from, to net.Conn, word string) {
	buf := make([]byte, 4096)
	for {
		n, err := from.Read(buf)
		if err != nil || strings.HasPrefix(string(buf[:n]), word) {
			return
		}
		if _, err := to.Write(buf[:n]); err != nil {
			return
		}
	}
}
