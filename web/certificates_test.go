package web

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"mime/multipart"
	"net/http"
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
)

// hand sends a form with one file; pairs are names and values in turn.
func (b *browser) hand(path, field, name string, file []byte, pairs ...string) *answer {
	b.h.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, name)
	b.h.must(err)
	_, err = part.Write(file)
	b.h.must(err)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.h.must(form.WriteField(pairs[i], pairs[i+1]))
	}
	b.h.must(form.Close())
	r, err := http.NewRequestWithContext(b.h.Context(), http.MethodPost, b.h.base+path, &body)
	b.h.must(err)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return b.do(r)
}

// trusted makes certificates of an authority that the site trusts from then on.
func (h *house) trusted() func(name string) []byte {
	h.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	h.must(err)
	now, serial := h.w.Clock.Now(), int64(0)
	var ca *x509.Certificate
	make := func(name string) *x509.Certificate {
		serial++
		c := &x509.Certificate{SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: name}, NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0), IsCA: ca == nil, BasicConstraintsValid: true}
		parent := ca
		if parent == nil {
			parent, c.KeyUsage = c, x509.KeyUsageCertSign
		}
		raw, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, key)
		h.must(err)
		c, err = x509.ParseCertificate(raw)
		h.must(err)
		return c
	}
	ca = make("Autoridad de prueba")
	h.site.Clerk.Roots.AddCert(ca)
	return func(name string) []byte { return make(name).Raw }
}

// A head registers their certificate with their second factor and takes it out with a
// reason; an operator does so for others; nobody else sees any.
//
//clause:test 7.ii
func TestCertificates(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
	h.w.Person("ana", "mando_medio", "jle-jal").Administers(institution.Lead, "x")
	h.w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
	h.site.Clerk.Confirm = func(_ context.Context, _ institution.Actor, code string) error {
		if code != vaultCode {
			return fault.New(fault.Invalid, "El código no es correcto.").On("code")
		}
		return nil
	}
	issue, eva, olga := h.trusted(), h.as("eva"), h.as("olga")
	of := certificatesOf(h.w.Actor("eva").PersonID)
	if a := eva.get("/oficios"); !a.has("a[href='" + certificatesPath + "']") {
		t.Error("nothing leads to one's certificates")
	}
	for who, path := range map[string]string{"ana": of, "olga": certificatesPath} {
		if a := h.as(who).get(path); a.status != http.StatusForbidden || !a.has("a[href*='7.ii']") {
			t.Errorf("%s at %s: status %d: %s", who, path, a.status, a.text("main"))
		}
	}
	mine := issue("Persona eva")
	for what, a := range map[string]*answer{
		"code":         eva.hand(certificatesPath, "certificate", "mio.cer", mine, "code", "000000"),
		"certificate":  eva.hand(certificatesPath, "certificate", "mio.cer", []byte("basura"), "code", vaultCode),
		"certificate ": eva.hand(certificatesPath, "certificate", "suyo.cer", issue("Otra Persona"), "code", vaultCode),
	} {
		if a.status != http.StatusUnprocessableEntity || !a.has("[aria-invalid='true']") || !a.has(".error-summary, [role='alert']") {
			t.Errorf("%s: status %d: %s", what, a.status, a.text("main"))
		}
	}
	if a := eva.hand(certificatesPath, "certificate", "mio.cer", mine, "code", vaultCode); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	a := eva.get(certificatesPath)
	form := a.Find("form[action$='/baja']").AttrOr("action", "")
	if form == "" || !a.has("code, [data-copy]") {
		t.Fatalf("what was registered is not shown: %s", a.text("main"))
	}
	if a := olga.get(of); a.status != http.StatusOK || !a.has("form[action$='"+of[len("/oficios/certificados"):]+"']") {
		t.Errorf("the operator: status %d: %s", a.status, a.text("main"))
	}
	if a := olga.get("/administracion/personas/" + h.w.Actor("eva").PersonID); !a.has("a[href='" + of + "']") {
		t.Error("a person's page does not lead to their certificates")
	}
	if a := eva.post(form, "reason", ""); a.status != http.StatusUnprocessableEntity || !a.has("[aria-invalid='true']") {
		t.Errorf("without a reason: status %d", a.status)
	}
	if a := eva.post(form, "reason", "Se renovó."); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	if a := eva.get(certificatesPath); a.has("form[action$='/baja']") || !a.has(".tag.state-fix, .state-fix") {
		t.Errorf("it was not taken out: %s", a.text("main"))
	}
}
