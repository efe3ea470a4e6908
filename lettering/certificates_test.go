package lettering_test

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/paper"
	"pregonero/regulation"
	"pregonero/store"
)

// A head registers the certificates they sign with, an operator those of others, nobody
// else any; with the second factor, once, and in one's own name.
//
//clause:test 7.ii
func TestRegisteringACertificate(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx, eva := s.Context(), s.w.Actor("eva").PersonID
		mine, strange := s.signer("PERSONA EVA").Certificate.Raw, s.signer("E. PERSONA").Certificate.Raw
		for _, who := range []string{"ana", "nora", "otto"} {
			_, err := s.c.RegisterCertificate(ctx, s.w.Actor(who), eva, mine, "123456")
			s.refused(err, fault.Forbidden, "7.ii", "")
			_, _, err = s.c.Certificates(ctx, s.w.Actor(who), eva)
			s.refused(err, fault.Forbidden, "7.ii", "")
		}
		for _, who := range []string{"ana", "olga"} {
			_, err := s.c.RegisterCertificate(ctx, s.w.Actor(who), s.w.Actor(who).PersonID, mine, "123456")
			s.refused(err, fault.Forbidden, "7.ii", "")
		}
		_, err := s.c.RegisterCertificate(ctx, s.w.Actor("eva"), eva, mine, "000000")
		s.refused(err, fault.Invalid, "", "código")
		_, err = s.c.RegisterCertificate(ctx, s.w.Actor("eva"), eva, []byte("basura"), "123456")
		s.refused(err, fault.Invalid, "", "no es un certificado")
		_, err = s.c.RegisterCertificate(ctx, s.w.Actor("eva"), eva, strange, "123456")
		s.refused(err, fault.Invalid, "", "usted es")
		x, err := s.c.RegisterCertificate(ctx, s.w.Actor("eva"), eva, mine, "123456")
		s.must(err)
		if x.State != letter.InForce || x.PersonID != eva || x.Name != "PERSONA EVA" || len(x.Fingerprint) != 64 {
			t.Errorf("%+v", x)
		}
		_, err = s.c.RegisterCertificate(ctx, s.w.Actor("olga"), s.w.Actor("otto").PersonID, mine, "123456")
		s.refused(err, fault.Conflict, "", "ya se registró")
		_, err = s.c.RegisterCertificate(ctx, s.w.Actor("olga"), eva, strange, "123456")
		s.must(err)
		if _, all, err := s.c.Certificates(ctx, s.w.Actor("eva"), eva); err != nil || len(all) != 2 {
			t.Errorf("%+v, %v", all, err)
		}
		if e := s.w.Ledger("certificate.register"); len(e) != 2 || e[0].Details["fingerprint"] != x.Fingerprint || e[0].Clause != "7.ii" {
			t.Errorf("ledger: %+v", e)
		}
		s.must(s.c.Store.Read(ctx, func(t *store.Tx) error {
			told, err := t.Mails(ctx, store.MailFilter{})
			if len(told) != 2 || !strings.HasPrefix(told[0].To.Email, "eva@") {
				s.Errorf("told: %+v", told)
			}
			return err
		}))
	})
}

// A signature passes by the fingerprint of a registered certificate, whatever name it
// bears; one that is not registered, was taken out or is somebody else's is refused with
// the next step; a pack may take names.
//
//clause:test 7.ii
func TestKnownByItsFingerprint(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx, eva := s.Context(), s.w.Actor("eva")
		otto := s.signer("Persona otto")
		_, err := s.c.RegisterCertificate(ctx, s.w.Actor("otto"), s.w.Actor("otto").PersonID, otto.Certificate.Raw, "123456")
		s.must(err)
		married := s.signer("EVA DE OTRO APELLIDO")
		_, err = s.c.RegisterCertificate(ctx, s.w.Actor("olga"), eva.PersonID, married.Certificate.Raw, "123456")
		s.must(err)
		l, err := s.issue()
		s.must(err)
		for says, with := range map[string]paper.Signer{"no está registrado": s.signer("Persona eva"), "a nombre de Persona otto": otto} {
			_, err := s.c.Sign(ctx, eva, l.ID, with)
			s.refused(err, fault.Invalid, "7.ii", says)
		}
		signed, err := s.c.Sign(ctx, eva, l.ID, married)
		s.must(err)
		if signed.Known != letter.KnownByFingerprint || signed.Signature.Revocation != paper.NotAsked || signed.Signature.Name != "EVA DE OTRO APELLIDO" {
			t.Errorf("%+v", signed)
		}
		s.pdfsig(signed.ID)
		for _, who := range []string{"ana", "nora", "otto"} {
			_, err := s.c.RevokeCertificate(ctx, s.w.Actor(who), signed.Signature.Fingerprint, "Porque sí.")
			s.refused(err, fault.Forbidden, "7.ii", "")
		}
		_, err = s.c.RevokeCertificate(ctx, eva, signed.Signature.Fingerprint, " ")
		s.refused(err, fault.Invalid, "", "por qué")
		x, err := s.c.RevokeCertificate(ctx, eva, signed.Signature.Fingerprint, "Perdió la memoria en que estaba.")
		s.must(err)
		if x.State != letter.TakenOut || !x.OutAt.Equal(s.w.Clock.Now()) || x.Used.IsZero() || len(s.w.Ledger("certificate.revoke")) == 0 {
			t.Errorf("%+v", x)
		}
		_, err = s.c.RevokeCertificate(ctx, eva, signed.Signature.Fingerprint, "Otra vez.")
		s.refused(err, fault.Conflict, "", "ya se dio de baja")
		next, err := s.issue()
		s.must(err)
		_, err = s.c.Sign(ctx, eva, next.ID, married)
		s.refused(err, fault.Invalid, "7.ii", "se dio de baja")

		lax := *s.w.Pack
		lax.Letters.Certificates = regulation.CertificatesByName
		s.c.Pack = &lax
		byName, err := s.c.Sign(ctx, eva, next.ID, s.signer("Persona eva"))
		if err != nil || byName.Known != letter.KnownByName {
			t.Errorf("%+v, %v", byName, err)
		}
	})
}

// pdfsig, which is other people's, says that the signed letter is well signed.
func (s scribe) pdfsig(letterID string) {
	s.Helper()
	tool, err := exec.LookPath("pdfsig")
	if err != nil {
		s.Fatal("pdfsig is missing: install poppler-utils")
	}
	_, r, err := s.c.SignedFile(s.Context(), s.w.Actor("eva"), letterID)
	s.must(err)
	defer r.Close()
	var kept bytes.Buffer
	_, err = kept.ReadFrom(r)
	s.must(err)
	file := filepath.Join(s.TempDir(), "firmado.pdf")
	s.must(os.WriteFile(file, kept.Bytes(), 0o600))
	out, err := exec.CommandContext(s.Context(), tool, "-nocert", file).CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("Signature is Valid")) {
		s.Errorf("%v\n%s", err, out)
	}
}

// With the authority's list the certificate that it took back neither is registered nor
// signs; when the list cannot be read nothing electronic is taken.
//
//clause:test 7.ii
func TestRevokedByItsAuthority(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx, eva, now := s.Context(), s.w.Actor("eva"), s.w.Clock.Now()
		with := s.registered("Persona eva")
		raw, err := x509.CreateRevocationList(rand.Reader, &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: now, NextUpdate: now.Add(time.Hour),
			RevokedCertificateEntries: []x509.RevocationListEntry{{SerialNumber: with.Certificate.SerialNumber, RevocationTime: now}}}, s.ca, s.key)
		s.must(err)
		file := raw
		s.c.Revoked = func() ([]*x509.RevocationList, error) { return paper.ReadRevocations(file) }
		l, err := s.issue()
		s.must(err)
		_, err = s.c.Sign(ctx, eva, l.ID, with)
		s.refused(err, fault.Invalid, "", "lo revocó")
		s.w.Clock.Advance(time.Second)
		good := s.registered("Persona eva")
		signed, err := s.c.Sign(ctx, eva, l.ID, good)
		if err != nil || signed.Signature.Revocation != paper.NotRevoked {
			t.Errorf("%+v, %v", signed, err)
		}
		file = []byte("basura")
		l, err = s.issue()
		s.must(err)
		_, err = s.c.Sign(ctx, eva, l.ID, good)
		s.refused(err, fault.Unavailable, "", "lista de certificados revocados")
		if e := s.w.Ledger("letter.sign"); len(e) != 1 || e[0].Outcome != ledger.Done || e[0].Details["revocation"] != paper.NotRevoked || e[0].Details["known_by"] != string(letter.KnownByFingerprint) {
			t.Errorf("ledger: %+v", e)
		}
	})
}
