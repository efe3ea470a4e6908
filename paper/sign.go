package paper

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"fmt"
	"time"

	"github.com/digitorus/pdf"
	"github.com/digitorus/pdfsign/sign"

	"pregonero/internal/fault"
)

// Signer is a certificate with its key, held in memory for one signature.
type Signer struct {
	Certificate *x509.Certificate
	Chain       []*x509.Certificate // the issuers that came with it
	Key         crypto.Signer
}

// Sign adds the signature to the PDF as an incremental update: the document's own bytes
// stay as they were.
func Sign(document []byte, s Signer, name, reason string, now time.Time) ([]byte, error) {
	if err := inDate(s.Certificate, now); err != nil {
		return nil, err
	}
	reader, err := pdf.NewReader(bytes.NewReader(document), int64(len(document)))
	if err != nil {
		return nil, fmt.Errorf("read the PDF to sign: %w", err)
	}
	var out bytes.Buffer
	data := sign.SignData{
		Signature: sign.SignDataSignature{CertType: sign.ApprovalSignature,
			Info: sign.SignDataSignatureInfo{Name: name, Reason: reason, Date: now}},
		Signer: s.Key, DigestAlgorithm: crypto.SHA256, Certificate: s.Certificate,
		CertificateChains: [][]*x509.Certificate{append([]*x509.Certificate{s.Certificate}, s.Chain...)},
	}
	if err := sign.Sign(bytes.NewReader(document), &out, reader, int64(len(document)), data); err != nil {
		return nil, fmt.Errorf("sign the PDF: %w", err)
	}
	return out.Bytes(), nil
}

func inDate(c *x509.Certificate, now time.Time) error {
	if !now.Before(c.NotBefore) && !now.After(c.NotAfter) {
		return nil
	}
	return fault.New(fault.Invalid, "El certificado vale del %s al %s: hoy no está vigente.", day(c.NotBefore), day(c.NotAfter)).
		Then("Renueve el certificado, o suba el oficio firmado a mano y digitalizado.").On("certificate")
}

func day(t time.Time) string { return t.Format("02/01/2006") }
