package paper

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"time"

	"pregonero/internal/fault"
)

// Certificate is what a certificate says of its holder. The certificate itself is public;
// its key is never seen here.
type Certificate struct {
	Name        string    `json:"name"`    // of the holder
	Subject     string    `json:"subject"` // the holder with all that the authority says of them (RFC 4514)
	Serial      string    `json:"serial"`
	Issuer      string    `json:"issuer"`
	Fingerprint string    `json:"fingerprint"` // hex SHA-256
	From        time.Time `json:"from"`
	Until       time.Time `json:"until"`
	Revocation  string    `json:"revocation"` // NotRevoked, NotAsked or OldList, when it was read
}

// ReadCertificate reads a certificate to sign with (.cer, .pem or .der; in PEM those of its
// issuers may follow it), and refuses one that could not sign a letter now.
func ReadCertificate(file []byte, trust Trust, now time.Time) (Certificate, error) {
	all, err := certificates(file)
	if err != nil {
		return Certificate{}, err
	}
	c := all[0]
	if c.IsCA {
		return Certificate{}, fault.New(fault.Invalid, "Ese certificado es de una autoridad, no de una persona.").Then("Suba el certificado de quien firma: el .cer de su e.firma.").On("certificate")
	}
	if err := inDate(c, now); err != nil {
		return Certificate{}, err
	}
	revocation, err := trust.believe(c, all[1:], now)
	if f, ok := fault.Of(err); ok {
		return Certificate{}, f.On("certificate")
	}
	return Certificate{Name: c.Subject.CommonName, Subject: c.Subject.String(), Serial: c.SerialNumber.String(), Issuer: c.Issuer.CommonName,
		Fingerprint: fingerprint(c), From: c.NotBefore, Until: c.NotAfter, Revocation: revocation}, err
}

// certificates reads one certificate in DER, or those of a PEM file, the holder's first.
func certificates(file []byte) (all []*x509.Certificate, err error) {
	if len(file) > 0 && len(file) <= maxKeyFile {
		all, err = x509.ParseCertificates(ders(file))
	}
	if err != nil || len(all) == 0 {
		return nil, fault.New(fault.Invalid, "El archivo no es un certificado.").Then("Suba el archivo .cer, .pem o .der de su certificado, sin la llave privada.").On("certificate")
	}
	return all, nil
}

// ders joins what a PEM file holds; a DER file is itself.
func ders(file []byte) (out []byte) {
	for block, rest := pem.Decode(file); block != nil; block, rest = pem.Decode(rest) {
		if block.Type == "CERTIFICATE" {
			out = append(out, block.Bytes...)
		}
	}
	if out == nil {
		return file
	}
	return out
}

// fingerprint is the certificate's SHA-256, in hexadecimal.
func fingerprint(c *x509.Certificate) string {
	sum := sha256.Sum256(c.Raw)
	return hex.EncodeToString(sum[:])
}
