package web

import (
	"net/http"
	"strings"
	"testing"

	"pregonero/mail"
	"pregonero/mailing"
	"pregonero/store"
)

// newPostOffice is a bureau whose mail room refuses one mail to luis and takes one to eva.
func newPostOffice(t *testing.T) (h *house, refused, taken store.Mail) {
	t.Helper()
	h = newBureau(t)
	letter := func(who, thread string) mail.Message {
		return mail.Message{To: []mail.Address{{Name: who, Email: who + "@ine.mx"}}, Subject: "Aviso a " + who, Thread: thread, Paragraphs: []string{"Cuerpo reservado"}, TakesReply: true,
			Action: &mail.Link{Label: "Ver", Path: "/plazos"}}
	}
	ctx := t.Context()
	var all []store.Mail
	h.must(h.w.Store.Change(ctx, func(tx *store.Tx) error {
		if err := tx.QueueMail(ctx, h.w.Clock.Now(), letter("luis", "request:1")); err != nil {
			return err
		}
		return tx.QueueMail(ctx, h.w.Clock.Now(), letter("eva", "request:1"))
	}))
	h.must(h.w.Store.Read(ctx, func(tx *store.Tx) (err error) { all, err = tx.Mails(ctx, store.MailFilter{}); return err }))
	taken, refused = all[0], all[1]
	h.must(h.site.Room.Send(ctx, store.MailJob{ID: taken.ID}))
	h.must(h.w.Store.Change(ctx, func(tx *store.Tx) error {
		m, err := tx.Mail(ctx, refused.ID)
		if err != nil {
			return err
		}
		m.State, m.Reason = store.MailFailed, "El servidor de correo lo rechazó (550): no existe"
		return tx.UpdateMail(ctx, m)
	}))
	return h, refused, taken
}

// The operator sees to whom and whether, never what a mail says.
//
//clause:test 5.1.p4
func TestMailList(t *testing.T) {
	t.Parallel()
	h, refused, _ := newPostOffice(t)
	for _, who := range []string{"olga", "rosa"} {
		p := h.as(who).get(mailPath)
		if p.status != http.StatusOK || p.Find(".table tbody tr").Length() != 2 || strings.Contains(p.text("body"), "Cuerpo reservado") {
			t.Fatalf("%s: status %d", who, p.status)
		}
		if p.Find("form[action$='/reintentar']").Length() != 1 || !strings.Contains(p.text(".table"), "rechazó (550)") {
			t.Errorf("%s: %s", who, p.text(".table"))
		}
	}
	for _, path := range []string{mailPath, inPath} {
		if p := h.as("eva").get(path); p.status != http.StatusForbidden {
			t.Errorf("a head reads %s: %d", path, p.status)
		}
	}
	if p := h.as("eva").post(mailPath + "/" + refused.ID + "/reintentar"); p.status != http.StatusForbidden {
		t.Errorf("a head sends again: %d", p.status)
	}
	if p := h.as("olga").get(mailPath + "?estado=sent&correo=EVA@ine.mx"); p.Find(".table tbody tr").Length() != 1 || p.value("#correo") != "EVA@ine.mx" {
		t.Error("the filter")
	}
	if p := h.as("olga").get(mailPath + "?estado=nada&pagina=x"); p.status != http.StatusOK || !p.has(".empty") {
		t.Errorf("nonsense in the address: %d", p.status)
	}
	if p := h.as("olga").post(mailPath + "/" + refused.ID + "/reintentar"); p.to() != mailPath {
		t.Errorf("again: %d", p.status)
	}
	if p := h.as("olga").post(mailPath + "/" + refused.ID + "/reintentar"); p.status != http.StatusSeeOther { // it waits: pushed again
		t.Errorf("twice: %d", p.status)
	}
}

func TestMailWithoutServer(t *testing.T) {
	t.Parallel()
	h, _, _ := newPostOffice(t)
	if p := h.as("olga").get(systemPath); !strings.Contains(p.text("body"), "Sale y se recibe") {
		t.Error("the system's page does not tell of mail")
	}
	h.site.Room.Out, h.site.Room.Domain = nil, ""
	for _, path := range []string{mailPath, systemPath, "/"} {
		if p := h.as("olga").get(path); !strings.Contains(p.text("body"), "No hay servidor de correo configurado") {
			t.Errorf("%s does not warn", path)
		}
	}
	if p := h.as("olga").get(inPath); !p.has(".notice") {
		t.Error("nobody is told that nothing comes in")
	}
}

func TestMailAddresses(t *testing.T) {
	t.Parallel()
	h := newBureau(t)
	h.must(h.site.Room.AskEveryone(t.Context()))
	var all []store.Mail
	h.must(h.w.Store.Read(t.Context(), func(tx *store.Tx) (err error) { all, err = tx.Mails(t.Context(), store.MailFilter{}); return err }))
	path := all[0].Message.Action.Path
	if p := h.nobody().get(path); p.status != http.StatusOK || p.Find("form[action='"+path+"']").Length() != 1 {
		t.Fatalf("the link: %d", p.status)
	}
	if p := h.as("olga").get(addressPath); p.Find("form[action$='/pedir']").Length() != 4 || strings.Contains(p.text(".table"), "Confirmada") {
		t.Error("looking at the link confirms")
	}
	if p := h.nobody().post(path); p.to() != path {
		t.Errorf("confirming: %d", p.status)
	}
	if p := h.nobody().get(path); p.has("form[action='" + path + "']") {
		t.Error("asked again")
	}
	if p := h.nobody().get(mailing.ConfirmPath + "otro"); p.status != http.StatusNotFound {
		t.Errorf("a made-up link: %d", p.status)
	}
	p := h.as("olga").get(addressPath)
	if p.Find("form[action$='/pedir']").Length() != 3 || !strings.Contains(p.text(".table"), "Confirmada") {
		t.Errorf("%s", p.text(".table"))
	}
	if p := h.as("rosa").get(addressPath); p.status != http.StatusOK || p.has("form[action$='/pedir']") {
		t.Error("the press office is offered to ask")
	}
	if p := h.as("eva").post(addressPath + "/" + h.id("luis") + "/pedir"); p.status != http.StatusForbidden {
		t.Errorf("a head asks: %d", p.status)
	}
	if p := h.as("luis").get(addressPath); p.status != http.StatusForbidden {
		t.Errorf("who holds nothing reads addresses: %d", p.status)
	}
}

func TestPracticeMailbox(t *testing.T) {
	t.Parallel()
	h, _, taken := newPostOffice(t)
	if p := h.as("luis").get(practiceMail); p.status != http.StatusNotFound {
		t.Errorf("outside the practice mode: %d", p.status)
	}
	h.site.Room.Practice = true
	if p := h.as("luis").get(practiceMail); p.status != http.StatusOK || p.Find(".table tbody tr").Length() != 1 {
		t.Fatalf("the mailbox: %d", p.status)
	}
	path := practiceMail + "/" + taken.ID
	p := h.as("luis").get(path)
	if src, _ := p.Find("iframe[sandbox='']").Attr("src"); p.status != http.StatusOK || src != path+"/html" || !p.has("a[href='/plazos']") {
		t.Errorf("the mail: %d %q", p.status, src)
	}
	inner := h.as("luis").get(path + "/html")
	if csp := inner.header.Get("Content-Security-Policy"); !strings.Contains(csp, "sandbox") || !strings.Contains(csp, "default-src 'none'") || !strings.Contains(inner.text("body"), "Cuerpo reservado") {
		t.Errorf("the frame: %q", csp)
	}
	if p := h.as("luis").post(path+"/responder", "text", " "); p.status != http.StatusUnprocessableEntity || !p.has("#text-error") {
		t.Errorf("an empty answer: %d", p.status)
	}
	if p := h.as("luis").post(path+"/responder", "text", "> solo lo citado"); p.status != http.StatusConflict || p.text("#text") != "> solo lo citado" {
		t.Errorf("an answer that says nothing: %d", p.status)
	}
	if p := h.as("luis").post(path+"/responder", "text", "De acuerdo."); p.to() != path {
		t.Errorf("an answer: %d", p.status)
	}
	if p := h.as("olga").get(inPath); !strings.Contains(p.text(".table"), "Recibido") || strings.Contains(p.text("body"), "De acuerdo.") {
		t.Errorf("what came in: %s", p.text(".table"))
	}
}
