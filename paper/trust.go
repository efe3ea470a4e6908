package paper

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"time"

	"pregonero/internal/fault"
)

// Trust is whom certificates are believed from.
type Trust struct {
	Roots *x509.CertPool         // the authorities
	Lists []*x509.RevocationList // of the certificates that they took back; may be none
}

// Whether the authority took a certificate back.
const (
	NotRevoked = "clear"     // its authority's list, in force, does not name it
	NotAsked   = "unchecked" // there is no list of its authority
	OldList    = "stale"     // the list does not name it, but its authority should have published another
)

// believe says whether the certificate comes from an authority that is trusted and was not
// taken back; among are the certificates that may stand between the two.
func (t Trust) believe(c *x509.Certificate, among []*x509.Certificate, now time.Time) (revocation string, err error) {
	between := x509.NewCertPool()
	for _, x := range among {
		between.AddCert(x)
	}
	chains, err := c.Verify(x509.VerifyOptions{Roots: t.Roots, Intermediates: between, CurrentTime: now, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageAny}})
	var unknown x509.UnknownAuthorityError
	switch {
	case errors.As(err, &unknown):
		return "", refuse("El certificado lo emitió una autoridad que la institución no reconoce.", "Firme con su e.firma u otro certificado reconocido.")
	case err != nil:
		return "", refuse("El certificado no es válido.", "Firme con un certificado vigente.")
	}
	chain := chains[0]
	for i := len(chain) - 2; i >= 0; i-- {
		if revocation, err = t.revoked(chain[i], chain[i+1], now); err != nil {
			return "", err
		}
	}
	if revocation == "" {
		revocation = NotAsked // it is an authority itself: nobody stands over it
	}
	return revocation, nil
}

// revoked looks for the certificate in the lists of who issued it (RFC 5280, section 6.3).
func (t Trust) revoked(c, issuer *x509.Certificate, now time.Time) (string, error) {
	found := NotAsked
	for _, list := range t.Lists {
		if !bytes.Equal(list.RawIssuer, issuer.RawSubject) || list.CheckSignatureFrom(issuer) != nil {
			continue
		}
		for _, x := range list.RevokedCertificateEntries {
			if x.SerialNumber.Cmp(c.SerialNumber) == 0 && x.ReasonCode != removeFromList {
				return "", fault.New(fault.Invalid, "La autoridad que emitió el certificado lo revocó el %s.", day(x.RevocationTime)).
					Then("Firme con un certificado que no esté revocado, o suba el oficio firmado a mano y digitalizado.").On("signed")
			}
		}
		switch inForce := list.NextUpdate.IsZero() || !now.After(list.NextUpdate); {
		case inForce:
			found = NotRevoked
		case found == NotAsked:
			found = OldList
		}
	}
	return found, nil
}

// removeFromList is the reason of an entry that takes a suspension back (RFC 5280, 5.3.1).
const removeFromList = 8

// ReadRevocations reads the revocation lists of a file: one in DER, or any number in PEM.
func ReadRevocations(file []byte) (lists []*x509.RevocationList, err error) {
	if !bytes.Contains(file, []byte("-----BEGIN")) {
		list, err := x509.ParseRevocationList(file)
		if err != nil {
			return nil, fmt.Errorf("read the revocation list: %w", err)
		}
		return append(lists, list), nil
	}
	for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
		list, err := x509.ParseRevocationList(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("read the revocation list %d: %w", len(lists)+1, err)
		}
		lists = append(lists, list)
	}
	return lists, nil
}
