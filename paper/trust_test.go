package paper

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

// list is what the authority took back, published at now and due again at next.
func (a authority) list(t *testing.T, next time.Time, entries ...x509.RevocationListEntry) *x509.RevocationList {
	t.Helper()
	raw, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now.AddDate(0, 0, -2), NextUpdate: next, RevokedCertificateEntries: entries}, a.certificate, a.key)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := ReadRevocations(pem.EncodeToMemory(&pem.Block{Type: "X509 CRL", Bytes: raw}))
	if err != nil || len(lists) != 1 {
		t.Fatal(lists, err)
	}
	return lists[0]
}

// A revoked certificate signs nothing; what was not asked is said.
//
//clause:test 7.ii
func TestRevocation(t *testing.T) {
	t.Parallel()
	k := keys()
	ca, namesake := newAuthority(t, "Autoridad de prueba", k[0]), newAuthority(t, "Autoridad de prueba", k[1])
	document := render(t)
	signed, err := Sign(document, ca.signer(t, "CARMEN", now.AddDate(1, 0, 0)), "Carmen", "", now)
	if err != nil {
		t.Fatal(err)
	}
	entry := func(serial int64, reason int) x509.RevocationListEntry {
		return x509.RevocationListEntry{SerialNumber: big.NewInt(serial), RevocationTime: now.AddDate(0, 0, -3), ReasonCode: reason}
	}
	soon, past := now.AddDate(0, 0, 5), now.AddDate(0, 0, -1)
	for name, c := range map[string]struct {
		lists []*x509.RevocationList
		want  string
		says  string
	}{
		"nobody asks":                 {nil, NotAsked, ""},
		"another is revoked":          {[]*x509.RevocationList{ca.list(t, soon, entry(78, 1))}, NotRevoked, ""},
		"it is revoked":               {[]*x509.RevocationList{ca.list(t, soon, entry(77, 1))}, "", "lo revocó el 22/11/2026"},
		"revoked in an old list":      {[]*x509.RevocationList{ca.list(t, past, entry(77, 4))}, "", "lo revocó"},
		"the suspension was lifted":   {[]*x509.RevocationList{ca.list(t, soon, entry(77, removeFromList))}, NotRevoked, ""},
		"an old list":                 {[]*x509.RevocationList{ca.list(t, past)}, OldList, ""},
		"an old list and a new one":   {[]*x509.RevocationList{ca.list(t, past), ca.list(t, soon)}, NotRevoked, ""},
		"a list of another's":         {[]*x509.RevocationList{namesake.list(t, soon, entry(77, 1))}, NotAsked, ""},
		"another's and the authority": {[]*x509.RevocationList{namesake.list(t, soon, entry(77, 1)), ca.list(t, soon)}, NotRevoked, ""},
	} {
		s, err := VerifyPDF(document, signed, ca.trust(c.lists...), now)
		if c.says == "" && (err != nil || s.Revocation != c.want) {
			t.Errorf("%s: %q, %v", name, s.Revocation, err)
		}
		if f, ok := fault.Of(err); c.says != "" && (!ok || f.Kind != fault.Invalid || f.Next == "" || !strings.Contains(f.Error(), c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, junk := range map[string][]byte{"junk": []byte("basura"), "another thing in PEM": pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: ca.certificate.Raw})} {
		if _, err := ReadRevocations(junk); err == nil {
			t.Errorf("%s is a list", name)
		}
	}
}

//clause:test 7.ii
func TestReadCertificate(t *testing.T) {
	t.Parallel()
	k := keys()
	ca, stranger := newAuthority(t, "Autoridad de prueba", k[0]), newAuthority(t, "Otra autoridad", k[1])
	mine := ca.signer(t, "CARMEN VILLASENOR", now.AddDate(1, 0, 0)).Certificate
	armoured := func(c *x509.Certificate) []byte {
		return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
	}
	for name, file := range map[string][]byte{"DER": mine.Raw, "PEM": armoured(mine), "PEM with its issuer": append(armoured(mine), armoured(ca.certificate)...)} {
		c, err := ReadCertificate(file, ca.trust(), now)
		if err != nil || c.Name != "CARMEN VILLASENOR" || c.Serial != "77" || len(c.Fingerprint) != 64 || !c.Until.Equal(mine.NotAfter) || c.Revocation != NotAsked {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
	for says, file := range map[string][]byte{
		"no es un certificado": []byte("basura"), "no es un certificado.": bytes.Repeat([]byte{7}, maxKeyFile+1), "no es un certificado..": nil,
		"de una autoridad": ca.certificate.Raw, "no reconoce": stranger.signer(t, "CARMEN", now.AddDate(1, 0, 0)).Certificate.Raw,
		"no está vigente": ca.signer(t, "CARMEN", now.AddDate(0, 0, -1)).Certificate.Raw,
	} {
		_, err := ReadCertificate(file, ca.trust(), now)
		if f, ok := fault.Of(err); !ok || f.Field != "certificate" || f.Next == "" || !strings.Contains(f.Error(), strings.TrimRight(says, ".")) {
			t.Errorf("%s: %v", says, err)
		}
	}
}
