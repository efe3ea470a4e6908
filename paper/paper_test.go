package paper

import (
	"bytes"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/digitorus/pkcs7"
	"github.com/youmark/pkcs8"
	"software.sslmate.com/src/go-pkcs12"

	"pregonero/internal/fault"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func letter() Document {
	return Document{Institution: "Instituto Nacional Electoral", Area: "Junta Local Ejecutiva en Jalisco", Number: "INE/JLE-JAL/0012/2026", Place: "Guadalajara",
		Day: "25 de noviembre de 2026", Subject: "Propuesta de cuenta institucional", To: []string{"Mtra. Rebeca Solórzano Luna", "Coordinadora Nacional de Comunicación Social"},
		Paragraphs: []string{"Por este medio se propone abrir una cuenta institucional, por las razones que siguen: ñandú, pingüino, ¿acción?, «útil».", strings.Repeat("La cuenta atiende a la ciudadanía de la entidad. ", 12)},
		Facts:      [][2]string{{"Red", "Mastodon"}, {"Nombre", "@JaliscoINE"}, {"Fines", "3.iv Difusión: informar lo que hace la Junta. 3.x Servicio: módulos y trámites."}},
		Signer:     "Carmen Villaseñor Ochoa", SignerTitle: "Vocal Ejecutiva", Copies: []string{"Archivo"}, Foot: "Huella del documento en la bitácora de la cuenta.", At: now}
}

// authority makes certificates; keys are few, because RSA keys are slow to make.
type authority struct {
	certificate *x509.Certificate
	key         *rsa.PrivateKey
	roots       *x509.CertPool
}

var keys = sync.OnceValue(func() [3]*rsa.PrivateKey {
	var out [3]*rsa.PrivateKey
	for i := range out {
		k, err := rsa.GenerateKey(rand.Reader, 2048)
		if err != nil {
			panic(err)
		}
		out[i] = k
	}
	return out
})

func newAuthority(t *testing.T, name string, key *rsa.PrivateKey) authority {
	t.Helper()
	c := issue(t, &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: now.AddDate(-5, 0, 0), NotAfter: now.AddDate(5, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign}, nil, key, key)
	roots := x509.NewCertPool()
	roots.AddCert(c)
	return authority{c, key, roots}
}

func issue(t *testing.T, c, parent *x509.Certificate, key, by *rsa.PrivateKey) *x509.Certificate {
	t.Helper()
	if parent == nil {
		parent = c
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	out, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (a authority) trust(lists ...*x509.RevocationList) Trust {
	return Trust{Roots: a.roots, Lists: lists}
}

func (a authority) signer(t *testing.T, name string, until time.Time) Signer {
	t.Helper()
	key := keys()[2]
	c := issue(t, &x509.Certificate{SerialNumber: big.NewInt(77), Subject: pkix.Name{CommonName: name}, NotBefore: now.AddDate(-4, 0, 0), NotAfter: until,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}}, a.certificate, key, a.key)
	return Signer{Certificate: c, Key: key}
}

func render(t *testing.T) []byte {
	t.Helper()
	b, err := Render(letter())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheSameLetterIsTheSameBytes(t *testing.T) {
	t.Parallel()
	one, two := render(t), render(t)
	if !bytes.Equal(one, two) {
		t.Fatal("two prints of one letter differ")
	}
	d := letter()
	d.Paragraphs = append(d.Paragraphs, "Más.")
	other, err := Render(d)
	if err != nil || bytes.Equal(one, other) {
		t.Fatalf("another letter, the same bytes: %v", err)
	}
	if dir := os.Getenv("PREGONERO_KEEP"); dir != "" {
		_ = os.WriteFile(filepath.Join(dir, "oficio.pdf"), one, 0o600)
	}
}

func TestMoreThanAPage(t *testing.T) {
	t.Parallel()
	d := letter()
	d.Paragraphs = []string{strings.Repeat("Renglón largo de un oficio muy largo. ", 2000)}
	if b, err := Render(d); err != nil || len(b) == 0 {
		t.Fatal(err)
	}
}

//clause:test 7.ii
func TestSignatures(t *testing.T) {
	t.Parallel()
	k := keys()
	ca, stranger := newAuthority(t, "Autoridad de prueba", k[0]), newAuthority(t, "Otra autoridad", k[1])
	document := render(t)
	sign := func(a authority, name string, until time.Time, at time.Time) []byte {
		out, err := Sign(document, a.signer(t, name, until), name, "Oficio", at)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	good := sign(ca, "CARMEN VILLASENOR OCHOA", now.AddDate(1, 0, 0), now)
	s, err := VerifyPDF(document, good, ca.trust(), now)
	if err != nil || s.Name != "CARMEN VILLASENOR OCHOA" || s.Serial != "77" || s.Issuer != "Autoridad de prueba" {
		t.Fatalf("%+v, %v", s, err)
	}
	another := letter()
	another.Subject = "Otro asunto"
	otherDocument, err := Render(another)
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Clone(good)
	altered[len(document)+200] ^= 1
	inside := bytes.Clone(good)
	inside[len(document)/2] ^= 1
	later := append(bytes.Clone(good), []byte("\n1 0 obj\n<< /Type /Catalog >>\nendobj\nstartxref\n0\n%%EOF\n")...)
	twice, err := Sign(good, ca.signer(t, "OTRA PERSONA", now.AddDate(1, 0, 0)), "Otra", "", now)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		document, signed []byte
		roots            *x509.CertPool
		at               time.Time
		says             string
	}{
		"not a PDF":               {document, []byte("hola"), ca.roots, now, "no es un PDF"},
		"a megabyte of junk":      {document, bytes.Repeat([]byte{7}, 1<<20), ca.roots, now, "no es un PDF"},
		"not signed":              {document, document, ca.roots, now, "no trae una firma"},
		"of another document":     {otherDocument, good, ca.roots, now, "contenido es otro"},
		"altered inside":          {document, inside, ca.roots, now, "contenido es otro"},
		"altered signature":       {document, altered, ca.roots, now, ""},
		"something added later":   {document, later, ca.roots, now, "no cubre"},
		"a second signature":      {document, twice, ca.roots, now, "más de una firma"},
		"of an unknown authority": {document, sign(stranger, "X", now.AddDate(1, 0, 0), now), ca.roots, now, "no reconoce"},
		"nobody is trusted":       {document, good, x509.NewCertPool(), now, "no reconoce"},
		"expired":                 {document, sign(ca, "X", now.AddDate(0, -1, 0), now.AddDate(0, -2, 0)), ca.roots, now, "no está vigente"},
	} {
		_, err := VerifyPDF(c.document, c.signed, Trust{Roots: c.roots}, c.at)
		if f, ok := fault.Of(err); !ok || f.Kind != fault.Invalid || f.Next == "" || !strings.Contains(f.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Sign(document, ca.signer(t, "X", now.AddDate(0, -1, 0)), "X", "", now); !fault.Is(err, fault.Invalid) {
		t.Errorf("signed with an expired certificate: %v", err)
	}
}

// Other words put over the letter and signed together with it are not the letter.
//
//clause:test 7.ii
func TestOtherWordsSignedOverTheLetter(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Autoridad de prueba", keys()[0])
	document := render(t)
	stream := regexp.MustCompile(`(?s)(\d+) 0 obj\n<<[^>]*/Length \d+>>\nstream`).FindSubmatch(document)
	last := regexp.MustCompile(`(?s)/Size (\d+).*startxref\n(\d+)\n%%EOF`).FindSubmatch(document)
	root := regexp.MustCompile(`/Root (\d+ 0 R)`).FindSubmatch(document)
	if stream == nil || last == nil || root == nil {
		t.Fatal("the PDF is not printed as this test thinks")
	}
	var forged bytes.Buffer
	forged.Write(document)
	at := forged.Len()
	fmt.Fprintf(&forged, "%s 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\n", stream[1])
	xref := forged.Len()
	fmt.Fprintf(&forged, "xref\n%s 1\n%010d 00000 n \ntrailer\n<</Size %s /Root %s /Prev %s>>\nstartxref\n%d\n%%%%EOF\n", stream[1], at, last[1], root[1], last[2], xref)
	if looksTheSame(document, forged.Bytes()) {
		t.Error("other words pass for the letter")
	}
	signed, err := Sign(forged.Bytes(), ca.signer(t, "CARMEN", now.AddDate(1, 0, 0)), "Carmen", "", now)
	if err != nil {
		t.Fatal(err)
	}
	_, err = VerifyPDF(document, signed, ca.trust(), now)
	if f, ok := fault.Of(err); !ok || !strings.Contains(f.Error(), "se cambió antes de firmarlo") {
		t.Errorf("%v", err)
	}
}

// Other people's tool says that our signature is good.
func TestPopplerVerifies(t *testing.T) {
	t.Parallel()
	tool, err := exec.LookPath("pdfsig")
	if err != nil {
		t.Fatal("pdfsig is missing: install poppler-utils")
	}
	ca := newAuthority(t, "Autoridad de prueba", keys()[0])
	signed, err := Sign(render(t), ca.signer(t, "CARMEN VILLASENOR OCHOA", time.Now().AddDate(1, 0, 0)), "Carmen", "Oficio", now)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "firmado.pdf")
	if err := os.WriteFile(file, signed, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), tool, "-nocert", file).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("Signature is Valid")) || !bytes.Contains(out, []byte("Total document signed")) || !bytes.Contains(out, []byte("CARMEN VILLASENOR OCHOA")) {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestDetached(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Autoridad de prueba", keys()[0])
	document := render(t)
	s := ca.signer(t, "CARMEN", now.AddDate(1, 0, 0))
	p7, err := pkcs7.NewSignedData(document)
	if err != nil {
		t.Fatal(err)
	}
	if err := p7.AddSigner(s.Certificate, s.Key.(*rsa.PrivateKey), pkcs7.SignerInfoConfig{}); err != nil {
		t.Fatal(err)
	}
	p7.Detach()
	container, err := p7.Finish()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := VerifyDetached(document, container, ca.trust(), now); err != nil || got.Name != "CARMEN" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := VerifyDetached(append(bytes.Clone(document), ' '), container, ca.trust(), now); !fault.Is(err, fault.Invalid) {
		t.Errorf("over another document: %v", err)
	}
	if _, err := VerifyDetached(document, []byte("basura"), ca.trust(), now); !fault.Is(err, fault.Invalid) {
		t.Errorf("junk: %v", err)
	}
}

func TestKeyFiles(t *testing.T) {
	t.Parallel()
	ca := newAuthority(t, "Autoridad de prueba", keys()[0])
	s := ca.signer(t, "CARMEN", now.AddDate(1, 0, 0))
	p12, err := pkcs12.Modern.Encode(s.Key, s.Certificate, nil, "secreta")
	if err != nil {
		t.Fatal(err)
	}
	key, err := pkcs8.MarshalPrivateKey(s.Key.(crypto.PrivateKey), []byte("secreta"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := OpenPKCS12(p12, "secreta"); err != nil || !got.Certificate.Equal(s.Certificate) {
		t.Error(err)
	}
	if got, err := OpenPair(s.Certificate.Raw, key, "secreta"); err != nil || !got.Certificate.Equal(s.Certificate) {
		t.Error(err)
	}
	for name, try := range map[string]func() error{
		"wrong pass-phrase":   func() error { _, err := OpenPKCS12(p12, "otra"); return err },
		"pair, wrong phrase":  func() error { _, err := OpenPair(s.Certificate.Raw, key, "otra"); return err },
		"not of each other":   func() error { _, err := OpenPair(ca.certificate.Raw, key, "secreta"); return err },
		"junk":                func() error { _, err := OpenPKCS12([]byte("basura"), ""); return err },
		"too large":           func() error { _, err := OpenPKCS12(make([]byte, 1<<20), ""); return err },
		"nothing":             func() error { _, err := OpenPair(nil, nil, ""); return err },
		"a certificate alone": func() error { _, err := OpenPair(s.Certificate.Raw, []byte("x"), ""); return err },
	} {
		if err := try(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSamePerson(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		holder, person string
		want           bool
	}{
		{"CARMEN VILLASENOR OCHOA", "Carmen Villaseñor Ochoa", true}, {"Villaseñor Ochoa Carmen", "Carmen Villaseñor Ochoa", true},
		{"CARMEN VILLASENOR", "Carmen Villaseñor Ochoa", false}, {"", "", false}, {"ANA ANA LUZ", "Ana Luz Luz", false}, {"Otra Persona Más", "Carmen Villaseñor Ochoa", false},
	} {
		if SamePerson(c.holder, c.person) != c.want {
			t.Errorf("%q, %q: not %v", c.holder, c.person, c.want)
		}
	}
}
