package lettering

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/ledger"
	"pregonero/letter"
	"pregonero/paper"
	"pregonero/store"
)

const pdfType = "application/pdf"

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Sign signs a letter with the head's certificate, which is used for this signature and
// forgotten. The result is verified like one that comes from outside.
//
//clause:code 7.ii
func (c *Clerk) Sign(ctx context.Context, a institution.Actor, letterID string, s paper.Signer) (letter.Letter, error) {
	l, document, err := c.toSign(ctx, a, letterID)
	if err != nil {
		return l, err
	}
	signed, err := paper.Sign(document, s, l.Document.Signer, "Oficio "+l.Number, c.Now())
	if err != nil {
		return l, err
	}
	return c.accept(ctx, a, l, document, signed)
}

// SignWith signs with the certificate in a file: a .p12 alone, or a .cer with its .key. They
// are read into memory, used once and forgotten.
func (c *Clerk) SignWith(ctx context.Context, a institution.Actor, letterID string, certificate, key []byte, passphrase string) (letter.Letter, error) {
	if l, err := c.read(ctx, a, letterID, institution.LetterSign); err != nil {
		return l, err // before the files are looked at
	}
	var (
		with paper.Signer
		err  error
	)
	if len(key) > 0 {
		with, err = paper.OpenPair(certificate, key, passphrase)
	} else {
		with, err = paper.OpenPKCS12(certificate, passphrase)
	}
	if err != nil {
		return letter.Letter{}, err
	}
	return c.Sign(ctx, a, letterID, with)
}

// TakeSigned takes the letter signed elsewhere, inside the PDF.
//
//clause:code 7.ii
func (c *Clerk) TakeSigned(ctx context.Context, a institution.Actor, letterID string, signed []byte) (letter.Letter, error) {
	l, document, err := c.toSign(ctx, a, letterID)
	if err != nil {
		return l, err
	}
	return c.accept(ctx, a, l, document, signed)
}

// TakeDetached takes a signature of the letter in a file of its own (.p7s).
//
//clause:code 7.ii
func (c *Clerk) TakeDetached(ctx context.Context, a institution.Actor, letterID string, container []byte) (letter.Letter, error) {
	l, document, err := c.toSign(ctx, a, letterID)
	if err != nil {
		return l, err
	}
	trust, err := c.trust()
	if err != nil {
		return l, err
	}
	s, err := paper.VerifyDetached(document, container, trust, c.Now())
	if err != nil {
		return l, err
	}
	if err := c.recognised(ctx, l, s); err != nil {
		return l, err
	}
	file, err := c.keepSigned(ctx, container, "application/octet-stream", "text/plain; charset=utf-8")
	if err != nil {
		return l, err
	}
	return c.signed(ctx, a, letterID, letter.Detached, file.Hash, "application/pkcs7-signature", &s)
}

// TakeScan takes the letter that was signed on paper, scanned. Nothing proves its signature
// but the word of who brings it, and so it is shown.
//
//clause:code 7.ii
func (c *Clerk) TakeScan(ctx context.Context, a institution.Actor, letterID string, scan []byte) (letter.Letter, error) {
	if _, _, err := c.toSign(ctx, a, letterID); err != nil {
		return letter.Letter{}, err
	}
	file, err := c.keepSigned(ctx, scan, pdfType, "image/png", "image/jpeg")
	if err != nil {
		return letter.Letter{}, err
	}
	return c.signed(ctx, a, letterID, letter.Scan, file.Hash, file.Type, nil)
}

// toSign reads a letter that waits for the signature of the actor, who heads its area.
func (c *Clerk) toSign(ctx context.Context, a institution.Actor, letterID string) (letter.Letter, []byte, error) {
	l, err := c.read(ctx, a, letterID, institution.LetterSign)
	if err != nil {
		return l, nil, err
	}
	if l.State != letter.Issued {
		return l, nil, l.Sign("", "", "", nil, a, c.Now())
	}
	if l.SignerID != a.PersonID {
		return l, nil, fault.New(fault.Conflict, "El oficio está a nombre de %s, que era titular cuando se hizo.", l.Document.Signer).
			Then("Cancélelo y haga otro: saldrá a nombre de usted.").Under(l.Clause)
	}
	document, err := print(l)
	return l, document, err
}

// accept verifies a signed PDF and keeps it.
func (c *Clerk) accept(ctx context.Context, a institution.Actor, l letter.Letter, document, signed []byte) (letter.Letter, error) {
	trust, err := c.trust()
	if err != nil {
		return l, err
	}
	s, err := paper.VerifyPDF(document, signed, trust, c.Now())
	if err != nil {
		return l, err
	}
	if err := c.recognised(ctx, l, s); err != nil {
		return l, err
	}
	file, err := c.keepSigned(ctx, signed, pdfType)
	if err != nil {
		return l, err
	}
	return c.signed(ctx, a, l.ID, letter.PAdES, file.Hash, pdfType, &s)
}

func (c *Clerk) signed(ctx context.Context, a institution.Actor, letterID, how, hash, kind string, s *paper.Signature) (letter.Letter, error) {
	return c.keep(ctx, a, letterID, "letter.sign", func(t *store.Tx, l *letter.Letter, e *ledger.Entry) error {
		e.Details["how"], e.Details["document"], e.Details["signed"] = how, l.Hash, hash
		if s != nil {
			if err := c.know(ctx, t, l, e, *s); err != nil {
				return err
			}
		}
		return l.Sign(how, hash, kind, s, a, c.Now())
	})
}

// Cancel cancels a letter that was not signed; its number is not used again.
func (c *Clerk) Cancel(ctx context.Context, a institution.Actor, letterID, why string) (letter.Letter, error) {
	if l, err := c.read(ctx, a, letterID, institution.LetterSign); err != nil {
		return l, err
	}
	return c.keep(ctx, a, letterID, "letter.cancel", func(_ *store.Tx, l *letter.Letter, e *ledger.Entry) error {
		e.Details["reason"] = why
		return l.Cancel(why)
	})
}
