package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

const certificatesPath = "/oficios/certificados"

// maxCertificateForm bounds what is uploaded to register a certificate, in bytes.
const maxCertificateForm = 256 << 10

// certificatesOf is the address of the certificates of somebody else.
func certificatesOf(personID string) string {
	return certificatesPath + "?" + url.Values{"persona": {personID}}.Encode()
}

// certificatesFile are the certificates that somebody signs with, and the form of another.
type certificatesFile struct {
	confirming
	of       institution.Person
	all      []letter.Certificate
	now      time.Time
	own      bool
	practice bool
	clause   string
	revoking string // the one whose form is shown again
	errors   []ui.FieldError
}

// action is an address of these pages, about the same person.
func (f certificatesFile) action(place string) string {
	if f.own {
		return certificatesPath + place
	}
	return certificatesPath + place + "?" + url.Values{"persona": {f.of.ID}}.Encode()
}

// holder is whose certificates the address names: one's own when it names nobody.
func holder(r *http.Request, v visit) string {
	return cmp.Or(r.URL.Query().Get("persona"), v.actor.PersonID)
}

func (s *Site) certificates(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showCertificates(w, r, v, http.StatusOK, certificatesFile{})
}

func (s *Site) showCertificates(w http.ResponseWriter, r *http.Request, v visit, status int, f certificatesFile) (err error) {
	if f.of, f.all, err = s.Clerk.Certificates(r.Context(), v.actor, holder(r, v)); err != nil {
		return err
	}
	if f.confirming, err = s.confirming(r, v, len(f.errors) > 0); err != nil {
		return err
	}
	f.now, f.own, f.practice = s.Now(), f.of.ID == v.actor.PersonID, s.Practice
	f.clause = s.Pack.ClauseFor(regulation.RuleProposal)
	p := s.page(r, v, "oficios", f.title(r.Context()))
	p.Errors = f.errors
	return s.show(w, r, status, p, certificatesView(f))
}

func (f certificatesFile) title(ctx context.Context) string {
	if f.own {
		return lang.T(ctx, "Mis certificados")
	}
	return lang.T(ctx, "Certificados de %s", f.of.Name)
}

// certificateRegister registers the certificate of the form.
func (s *Site) certificateRegister(w http.ResponseWriter, r *http.Request, v visit) error {
	err := s.registerUploaded(w, r, v)
	return s.certificateDone(w, r, v, err, certificatesFile{}, lang.T(r.Context(), "Certificado registrado. Desde ahora se aceptan las firmas hechas con él."))
}

func (s *Site) registerUploaded(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := parseUpload(w, r, maxCertificateForm); err != nil {
		return err
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	file, err := letterUploaded(r, "certificate")
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return fault.New(fault.Invalid, "Elija el archivo.").On("certificate")
	}
	_, err = s.Clerk.RegisterCertificate(r.Context(), v.actor, holder(r, v), file, s.proofOf(w, r))
	return err
}

// certificatePasskey takes the answer of a passkey and leads back to the form.
func (s *Site) certificatePasskey(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.keepAnswer(w, r, certificatesOf(holder(r, v)))
}

// certificateRevoke ends a registered certificate.
func (s *Site) certificateRevoke(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Clerk.RevokeCertificate(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("reason"))
	return s.certificateDone(w, r, v, err, certificatesFile{revoking: r.PathValue("id")}, lang.T(r.Context(), "Certificado dado de baja. Lo que ya firmó sigue firmado."))
}

func (s *Site) certificateDone(w http.ResponseWriter, r *http.Request, v visit, err error, f certificatesFile, notice string) error {
	if told, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), told)
		return s.showCertificates(w, r, v, statuses[told.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, certificatesOf(holder(r, v)), notice)
}

// reasonError is the fault of the form that ends this certificate.
func (f certificatesFile) reasonError(c letter.Certificate) string {
	if f.revoking != c.Fingerprint {
		return ""
	}
	return ui.ErrorOn(f.errors, "reason")
}

func certificateTag(ctx context.Context, c letter.Certificate, expired bool) ui.Tag {
	switch {
	case c.State == letter.TakenOut:
		return ui.Tag{Text: lang.T(ctx, "Dado de baja"), State: ui.Fix}
	case expired:
		return ui.Tag{Text: lang.T(ctx, "Vencido"), State: ui.Warn, Icon: ui.IconClock}
	}
	return ui.Tag{Text: lang.T(ctx, "Vigente"), State: ui.OK}
}

func certificateSummary(ctx context.Context, c letter.Certificate) []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Titular"), Text: c.Subject}, {Key: lang.T(ctx, "Número de serie"), Text: c.Serial}, {Key: lang.T(ctx, "Emitido por"), Text: c.Issuer},
		{Key: lang.T(ctx, "Vigencia"), Text: lang.T(ctx, "Del %[1]s al %[2]s", lang.Date(ctx, c.From), lang.Date(ctx, c.Until))},
		{Key: lang.T(ctx, "Revocación"), Text: revocationText(ctx, c.Revocation)},
		{Key: lang.T(ctx, "Se registró"), Text: lang.T(ctx, "%[1]s, por %[2]s", lang.Full(ctx, c.At), c.ByName)}}
	if !c.Used.IsZero() {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Última firma"), Text: lang.Full(ctx, c.Used)})
	}
	if c.State == letter.TakenOut {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Se dio de baja"), Text: lang.T(ctx, "%[1]s, por %[2]s: %[3]s", lang.Full(ctx, c.OutAt), c.OutByName, c.OutWhy)})
	}
	return rows
}

// knownText says by what a signature is the signer's, and how much that proves.
func knownText(ctx context.Context, k letter.Known) string {
	if k == letter.KnownByFingerprint {
		return lang.T(ctx, "Por la huella del certificado, que estaba registrado a nombre de quien firma.")
	}
	return lang.T(ctx, "Solo por el nombre que lleva el certificado, que no estaba registrado.")
}

// revocationText says plainly whether anybody asked if the authority took it back.
func revocationText(ctx context.Context, revocation string) string {
	switch revocation {
	case letter.NotRevoked:
		return lang.T(ctx, "No está en la lista de revocados de su autoridad.")
	case letter.OldList:
		return lang.T(ctx, "No está en la última lista de revocados que se tenía de su autoridad, que ya estaba vencida.")
	}
	return lang.T(ctx, "No se comprobó: no hay lista de revocados de su autoridad.")
}
