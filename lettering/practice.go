package lettering

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/paper"
)

// PracticePassphrase opens every certificate of the practice mode.
const PracticePassphrase = "practica"

// Practice is an authority that certifies anybody, for practice mode alone. It is made anew
// at each start and lives in memory.
type Practice struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

// NewPractice makes the authority and the pool that trusts it.
func NewPractice(now time.Time) (*Practice, *x509.CertPool, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, fmt.Errorf("make the practice authority's key: %w", err)
	}
	p := &Practice{key: key}
	p.certificate, err = p.issue("Autoridad de práctica", &key.PublicKey, now, true)
	if err != nil {
		return nil, nil, err
	}
	roots := x509.NewCertPool()
	roots.AddCert(p.certificate)
	return p, roots, nil
}

func (p *Practice) issue(name string, key *ecdsa.PublicKey, now time.Time, authority bool) (*x509.Certificate, error) {
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, fmt.Errorf("number a practice certificate: %w", err)
	}
	c := &x509.Certificate{SerialNumber: serial, Subject: pkix.Name{CommonName: name}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		IsCA: authority, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageContentCommitment}
	parent := p.certificate
	if authority {
		c.KeyUsage, parent = x509.KeyUsageCertSign, c
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, parent, key, p.key)
	if err != nil {
		return nil, fmt.Errorf("make a practice certificate: %w", err)
	}
	return x509.ParseCertificate(raw)
}

// PracticeCertificate gives the actor a certificate in their own name, as a .p12 file. The
// practice authority registers what it issues to those who sign: nobody has to be asked who
// they are.
func (c *Clerk) PracticeCertificate(ctx context.Context, a institution.Actor) ([]byte, error) {
	if c.Practice == nil {
		return nil, fault.New(fault.NotFound, "Solo hay certificados de prueba en modo de práctica.")
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make a practice key: %w", err)
	}
	mine, err := c.Practice.issue(a.Name, &key.PublicKey, c.Now(), false)
	if err != nil {
		return nil, err
	}
	file, err := pkcs12.Modern.Encode(key, mine, []*x509.Certificate{c.Practice.certificate}, PracticePassphrase)
	if err != nil {
		return nil, fmt.Errorf("pack a practice certificate: %w", err)
	}
	if !institution.Allowed(c.Now(), a, institution.CertificateOwn, overPerson(a.PersonID)) {
		return file, nil
	}
	read, err := paper.ReadCertificate(mine.Raw, paper.Trust{Roots: c.Roots}, c.Now())
	if err != nil {
		return nil, err
	}
	_, err = c.register(ctx, a, a.PersonID, read)
	return file, err
}
