package lettering_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/lettering"
	"pregonero/media"
	"pregonero/paper"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/store/storetest"
)

// scribe has eva, who heads jle-jal, ana who administers there, nora the press office,
// otto of elsewhere and olga the operator, and an authority that is trusted.
type scribe struct {
	*testing.T
	w   *testworld.World
	c   *lettering.Clerk
	key *rsa.PrivateKey
	ca  *x509.Certificate
}

var key = sync.OnceValue(func() *rsa.PrivateKey {
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return k
})

func each(t *testing.T, f func(s scribe)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, st *store.Store) {
		w := testworld.New(t, st)
		w.Area("jle-jal")
		w.Person("eva", "mando_superior", "jle-jal").Head("jle-jal")
		w.Person("ana", "mando_medio", "jle-jal").Administers(institution.Lead, "x")
		w.Person("nora", "mando_medio", "cncs").Grant(institution.Press, "")
		w.Person("otto", "mando_superior", "derfe").Head("derfe")
		w.Person("olga", "operativo", "unicom").Grant(institution.Operator, "")
		files, err := media.Open(t.Context(), "file://"+t.TempDir(), media.Keys{})
		s := scribe{T: t, w: w, key: key()}
		s.must(err)
		s.ca = s.certificate("Autoridad de prueba", nil)
		roots := x509.NewCertPool()
		roots.AddCert(s.ca)
		s.c = &lettering.Clerk{Store: st, Pack: w.Pack, Gate: w.Gate, Media: files, Roots: roots, Now: w.Clock.Now, Confirm: func(_ context.Context, _ institution.Actor, code string) error {
			if code != "123456" {
				return fault.New(fault.Invalid, "El código no es correcto.").On("code")
			}
			return nil
		}}
		f(s)
	})
}

func (s scribe) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// serials are never the same: two of one name are two.
var serials atomic.Int64

func serial() *big.Int { return big.NewInt(1000 + serials.Add(1)) }

func (s scribe) certificate(name string, parent *x509.Certificate) *x509.Certificate {
	s.Helper()
	now := s.w.Clock.Now()
	c := &x509.Certificate{SerialNumber: serial(), Subject: pkix.Name{CommonName: name}, NotBefore: now.AddDate(-1, 0, 0), NotAfter: time.Now().AddDate(4, 0, 0),
		IsCA: parent == nil, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign | x509.KeyUsageDigitalSignature}
	if parent == nil {
		parent = c
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, parent, &s.key.PublicKey, s.key)
	s.must(err)
	out, err := x509.ParseCertificate(raw)
	s.must(err)
	return out
}

// registered is the signer of a certificate that eva registered.
func (s scribe) registered(name string) paper.Signer {
	s.Helper()
	with := s.signer(name)
	_, err := s.c.RegisterCertificate(s.Context(), s.w.Actor("eva"), s.w.Actor("eva").PersonID, with.Certificate.Raw, "123456")
	s.must(err)
	return with
}

func (s scribe) signer(name string) paper.Signer {
	s.Helper()
	return paper.Signer{Certificate: s.certificate(name, s.ca), Key: s.key}
}

// issue makes a letter of jle-jal that eva signs.
func (s scribe) issue() (l letter.Letter, err error) {
	s.Helper()
	err = s.c.Store.Change(s.Context(), func(t *store.Tx) error {
		area, err := t.Area(s.Context(), "jle-jal")
		if err != nil {
			return err
		}
		head, err := t.Person(s.Context(), s.w.Actor("eva").PersonID)
		if err != nil {
			return err
		}
		l, err = t.IssueLetter(s.Context(), s.w.Pack, s.w.Actor("ana"), letter.Order{Kind: regulation.LetterProposal, Subject: "proposal:1", Area: area, Head: head,
			HeadTitle: "Vocal Ejecutiva", To: []string{"Nora"}, Values: map[string]string{"need": "Nadie atiende a la entidad.", "folio": "PRO/0001/2026", "network": "Mastodon"}}, s.w.Clock.Now())
		return err
	})
	return l, err
}

func (s scribe) refused(err error, kind fault.Kind, clause, says string) {
	s.Helper()
	if f, ok := fault.Of(err); !ok || f.Kind != kind || f.Clause != clause || !strings.Contains(f.Error(), says) {
		s.Fatalf("want %s under %q saying %q, got %v", kind, clause, says, err)
	}
}

//clause:test 7.ii
func TestNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		var (
			mu      sync.Mutex
			numbers []string
			wait    sync.WaitGroup
		)
		for range 8 {
			wait.Go(func() {
				l, err := s.issue()
				s.must(err)
				mu.Lock()
				defer mu.Unlock()
				numbers = append(numbers, l.Number)
			})
		}
		wait.Wait()
		slices.Sort(numbers)
		for i, n := range numbers {
			if want := fmt.Sprintf("INE/JLE-JAL/%04d/%d", i+1, s.w.Clock.Now().Year()); n != want {
				t.Errorf("number %s, want %s", n, want)
			}
		}
	})
}

// The head signs with the certificate, which is used once; others are refused, and so is a
// good signature of somebody else. The letter reaches those it is addressed to.
//
//clause:test 7.ii
func TestSigning(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx := s.Context()
		l, err := s.issue()
		s.must(err)
		for _, who := range []string{"ana", "nora", "otto", "olga"} {
			_, err := s.c.Sign(ctx, s.w.Actor(who), l.ID, s.signer("Persona eva"))
			s.refused(err, fault.Forbidden, "7.ii", "")
		}
		_, err = s.c.Read(ctx, s.w.Actor("otto"), l.ID)
		s.refused(err, fault.Forbidden, "7.ii", "")
		_, err = s.c.Sign(ctx, s.w.Actor("eva"), l.ID, s.signer("Otra Persona"))
		s.refused(err, fault.Invalid, "7.ii", "Otra Persona")
		_, document, err := s.c.Document(ctx, s.w.Actor("eva"), l.ID)
		s.must(err)
		signed, err := s.c.Sign(ctx, s.w.Actor("eva"), l.ID, s.registered("PERSONA EVA"))
		s.must(err)
		if signed.State != letter.Signed || signed.How != letter.PAdES || signed.Known != letter.KnownByFingerprint || signed.Signature.Name != "PERSONA EVA" {
			t.Errorf("%+v", signed)
		}
		_, r, err := s.c.SignedFile(ctx, s.w.Actor("nora"), l.ID)
		s.must(err)
		defer r.Close()
		var kept bytes.Buffer
		_, err = kept.ReadFrom(r)
		s.must(err)
		if _, err := paper.VerifyPDF(document, kept.Bytes(), paper.Trust{Roots: s.c.Roots}, s.w.Clock.Now()); err != nil {
			t.Errorf("what is kept is not signed: %v", err)
		}
		_, err = s.c.TakeSigned(ctx, s.w.Actor("eva"), l.ID, kept.Bytes())
		s.refused(err, fault.Conflict, "", "firmado")
		_, err = s.c.Cancel(ctx, s.w.Actor("eva"), l.ID, "Siempre no.")
		s.refused(err, fault.Conflict, "", "firmado")
		e := s.w.Ledger("letter.sign")
		if done := slices.IndexFunc(e, func(x ledger.Entry) bool { return x.Outcome == ledger.Done }); done < 0 || e[done].Details["signed"] != signed.SignedHash {
			t.Errorf("ledger: %+v", e)
		}
		s.must(s.c.Store.Read(ctx, func(t *store.Tx) error {
			sent, err := t.Mails(ctx, store.MailFilter{Thread: "letter:" + l.ID})
			if len(sent) != 1 || !strings.HasPrefix(sent[0].To.Email, "nora@") || len(sent[0].Message.Files) != 1 {
				s.Errorf("delivered: %+v", sent)
			}
			return err
		}))
	})
}

// What comes signed from outside is the letter itself, signed by the head, and nothing else.
//
//clause:test 7.ii
func TestWhatComesFromOutside(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		ctx := s.Context()
		l, err := s.issue()
		s.must(err)
		other, err := s.issue()
		s.must(err)
		_, document, err := s.c.Document(ctx, s.w.Actor("eva"), l.ID)
		s.must(err)
		eva := s.registered("Persona eva")
		sign := func(name string) []byte {
			with := eva
			if name != "Persona eva" {
				with = s.signer(name)
			}
			out, err := paper.Sign(document, with, name, "", s.w.Clock.Now())
			s.must(err)
			return out
		}
		for says, file := range map[string][]byte{"no es un PDF": []byte("falso"), "no trae una firma": document, "Otra Persona": sign("Otra Persona"),
			"no cubre": append(sign("Persona eva"), "\n% algo más"...)} {
			_, err := s.c.TakeSigned(ctx, s.w.Actor("eva"), l.ID, file)
			s.refused(err, fault.Invalid, map[bool]string{true: "7.ii"}[says == "Otra Persona"], says)
		}
		_, err = s.c.TakeSigned(ctx, s.w.Actor("eva"), other.ID, sign("Persona eva"))
		s.refused(err, fault.Invalid, "", "contenido es otro")
		if _, err := s.c.TakeSigned(ctx, s.w.Actor("eva"), l.ID, sign("Persona eva")); err != nil {
			t.Fatal(err)
		}
		_, err = s.c.TakeScan(ctx, s.w.Actor("eva"), other.ID, []byte("<html><script>alert(1)</script>"))
		s.refused(err, fault.Invalid, "", "no se acepta")
		scanned, err := s.c.TakeScan(ctx, s.w.Actor("eva"), other.ID, document)
		if err != nil || scanned.How != letter.Scan || scanned.Signature != nil {
			t.Errorf("%+v, %v", scanned, err)
		}
	})
}

// A letter that is not sent keeps its number, with the reason.
func TestCancelled(t *testing.T) {
	t.Parallel()
	each(t, func(s scribe) {
		l, err := s.issue()
		s.must(err)
		_, err = s.c.Cancel(s.Context(), s.w.Actor("eva"), l.ID, " ")
		s.refused(err, fault.Invalid, "", "por qué")
		_, err = s.c.Cancel(s.Context(), s.w.Actor("eva"), l.ID, "Cambió el nombre.")
		s.must(err)
		next, err := s.issue()
		s.must(err)
		if !strings.Contains(next.Number, "/0002/") {
			t.Errorf("the number was used again: %s", next.Number)
		}
	})
}
