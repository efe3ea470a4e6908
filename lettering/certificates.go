package lettering

import (
	"context"
	"errors"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/mail"
	"pregonero/paper"
	"pregonero/regulation"
	"pregonero/store"
)

// certifying is the act of looking after the certificates of a person: one's own, or another's.
func certifying(a institution.Actor, personID string) institution.Act {
	if a.PersonID == personID {
		return institution.CertificateOwn
	}
	return institution.CertificateManage
}

func overPerson(personID string) institution.On {
	return institution.On{Subject: "person:" + personID}
}

// Certificates lists the certificates that a person signs with, the newest first.
func (c *Clerk) Certificates(ctx context.Context, a institution.Actor, personID string) (of institution.Person, all []letter.Certificate, err error) {
	if err := c.Gate.Permit(ctx, c.Now(), a, certifying(a, personID), overPerson(personID)); err != nil {
		return of, nil, err
	}
	return of, all, c.Store.Read(ctx, func(t *store.Tx) error {
		if of, err = t.Person(ctx, personID); err != nil {
			return err
		}
		all, err = t.CertificatesOf(ctx, personID)
		return err
	})
}

// RegisterCertificate says that a person signs with a certificate, which is known from then
// on by its fingerprint. Who registers it gives their second factor now; its holder is told.
//
//clause:code 7.ii
func (c *Clerk) RegisterCertificate(ctx context.Context, a institution.Actor, personID string, file []byte, code string) (letter.Certificate, error) {
	now := c.Now()
	if err := c.Gate.Permit(ctx, now, a, certifying(a, personID), overPerson(personID)); err != nil {
		return letter.Certificate{}, err
	}
	trust, err := c.trust()
	if err != nil {
		return letter.Certificate{}, err
	}
	read, err := paper.ReadCertificate(file, trust, now)
	if err != nil {
		return letter.Certificate{}, err
	}
	if c.Confirm == nil {
		return letter.Certificate{}, errors.New("register a certificate: nobody asks for the second factor")
	}
	if err := c.Confirm(ctx, a, code); err != nil {
		return letter.Certificate{}, err
	}
	return c.register(ctx, a, personID, read)
}

func (c *Clerk) register(ctx context.Context, a institution.Actor, personID string, read paper.Certificate) (x letter.Certificate, err error) {
	now := c.Now()
	return x, c.Store.Change(ctx, func(t *store.Tx) error {
		of, err := t.Person(ctx, personID)
		if err != nil {
			return err
		}
		if x, err = letter.Register(read, of, a, now); err != nil {
			return err
		}
		if err := t.AddCertificate(ctx, x); err != nil {
			return err
		}
		if err := c.tellHolder(ctx, t, of, x, "Se registró un certificado para firmar oficios a su nombre."); err != nil {
			return err
		}
		return t.Record(ctx, c.certificateEntry(now, a, "certificate.register", x))
	})
}

// RevokeCertificate ends a registered certificate, with its reason: from then on no
// signature with it is taken. What it signed before stays signed.
//
//clause:code 7.ii
func (c *Clerk) RevokeCertificate(ctx context.Context, a institution.Actor, fingerprint, why string) (x letter.Certificate, err error) {
	now := c.Now()
	if err := c.Store.Read(ctx, func(t *store.Tx) (err error) { x, err = t.Certificate(ctx, fingerprint); return err }); err != nil {
		return x, err
	}
	if err := c.Gate.Permit(ctx, now, a, certifying(a, x.PersonID), overPerson(x.PersonID)); err != nil {
		return letter.Certificate{}, err
	}
	return x, c.Store.Change(ctx, func(t *store.Tx) error {
		if x, err = t.Certificate(ctx, fingerprint); err != nil {
			return err
		}
		if err := x.TakeOut(why, a, now); err != nil {
			return err
		}
		if err := t.UpdateCertificate(ctx, x); err != nil {
			return err
		}
		of, err := t.Person(ctx, x.PersonID)
		if err != nil {
			return err
		}
		if err := c.tellHolder(ctx, t, of, x, "Se dio de baja un certificado para firmar oficios a su nombre: "+x.OutWhy); err != nil {
			return err
		}
		e := c.certificateEntry(now, a, "certificate.revoke", x)
		e.Details["reason"] = x.OutWhy
		return t.Record(ctx, e)
	})
}

func (c *Clerk) certificateEntry(now time.Time, a institution.Actor, act string, x letter.Certificate) ledger.Entry {
	e := store.Entry(now, a, act)
	e.Subject, e.Clause = "person:"+x.PersonID, c.clause()
	e.Details = map[string]any{"fingerprint": x.Fingerprint, "serial": x.Serial, "holder": x.Name, "issuer": x.Issuer}
	return e
}

// tellHolder tells the person, who should know when it was not them.
func (c *Clerk) tellHolder(ctx context.Context, t *store.Tx, of institution.Person, x letter.Certificate, what string) error {
	if !of.Active {
		return nil
	}
	return t.QueueMail(ctx, c.Now(), mail.Message{To: store.Addresses([]institution.Person{of}), Subject: "Certificado para firmar oficios", Thread: "certificate:" + x.Fingerprint[:16],
		Greeting: "Buen día:", Clause: c.clause(), Paragraphs: []string{what, "Si no lo esperaba, avise a Informática."},
		Facts:  [][2]string{{"Certificado de", x.Name}, {"Número", x.Serial}, {"Emitido por", x.Issuer}, {"Huella (SHA-256)", x.Fingerprint}, {"Lo registró", x.ByName}},
		Action: &mail.Link{Label: "Ver mis certificados", Path: "/oficios/certificados"}})
}

func (c *Clerk) clause() string { return c.Pack.ClauseFor(regulation.RuleProposal) }

// trust is what certificates are judged by at this moment: the lists of what was revoked
// are read each time, since somebody brings them up to date outside.
func (c *Clerk) trust() (paper.Trust, error) {
	t := paper.Trust{Roots: c.Roots}
	if c.Revoked == nil {
		return t, nil
	}
	lists, err := c.Revoked()
	if err != nil {
		return t, fault.New(fault.Unavailable, "No se pudo leer la lista de certificados revocados, y sin ella no se aceptan firmas electrónicas.").
			Then("Avise a Informática, o suba el oficio firmado a mano y digitalizado.").Because(err)
	}
	t.Lists = lists
	return t, nil
}

// recognise says by what a valid signature is known to be of who signs the letter: the
// fingerprint of a registered certificate, which it gives, or the name if the pack takes that.
//
//clause:code 7.ii
func (c *Clerk) recognise(ctx context.Context, t *store.Tx, l letter.Letter, s paper.Signature) (letter.Known, *letter.Certificate, error) {
	x, err := t.Certificate(ctx, s.Fingerprint)
	switch {
	case err == nil:
		return letter.KnownByFingerprint, &x, x.Takes(l)
	case !fault.Is(err, fault.NotFound):
		return "", nil, err
	case !paper.SamePerson(s.Name, l.Document.Signer):
		return "", nil, fault.New(fault.Invalid, "La firma es de «%s» y el oficio lo firma %s.", s.Name, l.Document.Signer).
			Then("Debe firmarlo la persona titular del área con su propio certificado.").Under(l.Clause).On("signed")
	case c.Pack.Letters.Certificates != regulation.CertificatesByName:
		return "", nil, fault.New(fault.Invalid, "El certificado con que se firmó no está registrado a nombre de %s.", l.Document.Signer).
			Then("Regístrelo en «Mis certificados» y vuelva a subir el oficio firmado.").Under(l.Clause).On("signed")
	}
	return letter.KnownByName, nil, nil
}

// recognised refuses, before a file is kept, a signature that is not of who signs the letter.
func (c *Clerk) recognised(ctx context.Context, l letter.Letter, s paper.Signature) error {
	return c.Store.Read(ctx, func(t *store.Tx) error {
		_, _, err := c.recognise(ctx, t, l, s)
		return err
	})
}

// know notes by what the signature is known and that its certificate was used, so that it
// and a revocation at the same moment see each other.
func (c *Clerk) know(ctx context.Context, t *store.Tx, l *letter.Letter, e *ledger.Entry, s paper.Signature) error {
	known, x, err := c.recognise(ctx, t, *l, s)
	if err != nil {
		return err
	}
	l.Known = known
	e.Details["certificate"], e.Details["fingerprint"], e.Details["known_by"], e.Details["revocation"] = s.Serial, s.Fingerprint, string(known), s.Revocation
	if x == nil {
		return nil
	}
	x.Used = c.Now()
	return t.UpdateCertificate(ctx, *x)
}
