package store

import (
	"context"

	"pregonero/internal/fault"
	"pregonero/letter"
)

// certificates have their fingerprint as identifier, so that one is registered once, and
// their holder as subject.
var certificates = kind[letter.Certificate]{
	name: "certificate", what: "ese certificado",
	index: func(c letter.Certificate) Index {
		return Index{ID: c.Fingerprint, State: c.State, Subject: "person:" + c.PersonID, At: c.At, Version: c.Version}
	},
	set: func(c *letter.Certificate, v int) { c.Version = v },
}

// Certificate reads the registered certificate of a fingerprint.
func (t *Tx) Certificate(ctx context.Context, fingerprint string) (letter.Certificate, error) {
	return certificates.one(ctx, t, fingerprint)
}

// CertificatesOf lists the certificates registered for a person, the newest first.
func (t *Tx) CertificatesOf(ctx context.Context, personID string) ([]letter.Certificate, error) {
	return certificates.list(ctx, t, MatterFilter{Subject: "person:" + personID})
}

// AddCertificate registers a certificate; one that was registered already is a conflict.
func (t *Tx) AddCertificate(ctx context.Context, c letter.Certificate) error {
	err := certificates.add(ctx, t, c)
	if duplicate(err) {
		return fault.New(fault.Conflict, "Ese certificado ya se registró.").Then("Un certificado se registra una vez; si se dio de baja, use otro.").On("certificate")
	}
	return err
}

// UpdateCertificate changes a registered certificate.
func (t *Tx) UpdateCertificate(ctx context.Context, c letter.Certificate) error {
	return certificates.update(ctx, t, c)
}
