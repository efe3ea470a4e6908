package main

import (
	"crypto/x509"
	"os"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/lettering"
	"pregonero/paper"
)

// openClerk joins what signs letters: the trusted authorities come from a file, or in
// practice mode from an authority that lives as long as the program.
func (a *app) openClerk(gate institution.Gate) (*lettering.Clerk, error) {
	c := &lettering.Clerk{Store: a.store, Pack: a.pack, Gate: gate, Media: a.media, Roots: x509.NewCertPool(), Now: a.now, Log: a.log}
	if a.cfg.Practice {
		var err error
		c.Practice, c.Roots, err = lettering.NewPractice(a.now())
		return c, err
	}
	if a.cfg.SignTrust == "" {
		return c, nil
	}
	text, err := os.ReadFile(a.cfg.SignTrust)
	if err != nil {
		return nil, fault.New(fault.Invalid, "No se pudo leer el archivo de autoridades de firma %s.", a.cfg.SignTrust).Then("Corrija «sign_trust».").Because(err)
	}
	if !c.Roots.AppendCertsFromPEM(text) {
		return nil, fault.New(fault.Invalid, "El archivo %s no tiene certificados en formato PEM.", a.cfg.SignTrust).Then("Ponga ahí los certificados de las autoridades, uno tras otro.")
	}
	return c, a.revocations(c)
}

// revocations gives the clerk the lists of revoked certificates; a file that cannot be read
// now is refused at the start, not at the first signature.
func (a *app) revocations(c *lettering.Clerk) error {
	if a.cfg.SignRevoked == "" {
		return nil
	}
	c.Revoked = func() ([]*x509.RevocationList, error) {
		file, err := os.ReadFile(a.cfg.SignRevoked)
		if err != nil {
			return nil, err
		}
		return paper.ReadRevocations(file)
	}
	if _, err := c.Revoked(); err != nil {
		return fault.New(fault.Invalid, "No se pudo leer el archivo de certificados revocados %s.", a.cfg.SignRevoked).
			Then("Corrija «sign_revoked»: es una lista de revocación (CRL) en PEM o DER.").Because(err)
	}
	return nil
}
