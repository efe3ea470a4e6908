package web

import (
	"context"
	"io"
	"net/http"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) letterRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /oficios", s.inside(s.letters))
	m.HandleFunc("GET /oficios/lista.csv", s.inside(s.lettersCSV))
	m.HandleFunc("GET /oficios/certificados", s.inside(s.certificates))
	m.HandleFunc("POST /oficios/certificados", s.inside(s.certificateRegister))
	m.HandleFunc("POST /oficios/certificados/llave", s.inside(s.certificatePasskey))
	m.HandleFunc("POST /oficios/certificados/{id}/baja", s.inside(s.certificateRevoke))
	m.HandleFunc("GET /oficios/{id}", s.inside(s.oficioPage))
	m.HandleFunc("GET /oficios/{id}/oficio.pdf", s.inside(s.letterDocument))
	m.HandleFunc("GET /oficios/{id}/firmado", s.inside(s.letterSignedFile))
	m.HandleFunc("POST /oficios/{id}/firmar", s.inside(s.letterSign))
	m.HandleFunc("POST /oficios/{id}/subir", s.inside(s.letterUpload))
	m.HandleFunc("POST /oficios/{id}/cancelar", s.inside(s.letterCancel))
	m.HandleFunc("POST /oficios/{id}/rehacer", s.inside(s.letterAgain))
	if s.Practice {
		m.HandleFunc("GET /practica/certificado.p12", s.inside(s.practiceCertificate))
	}
}

// maxLetterForm bounds what is uploaded to sign a letter, in bytes.
const maxLetterForm = 26 << 20

// letterFile is a letter as its page shows it.
type letterFile struct {
	letter.Letter
	sign     bool // the person may sign it
	again    bool // or make another in its place
	practice bool
	errors   []ui.FieldError
}

func (s *Site) oficioPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showOficio(w, r, v, http.StatusOK, letterFile{})
}

func (s *Site) showOficio(w http.ResponseWriter, r *http.Request, v visit, status int, f letterFile) (err error) {
	if f.Letter, err = s.Clerk.Read(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	heads := institution.Allowed(s.Now(), v.actor, institution.LetterSign, institution.On{AreaID: f.AreaID})
	f.sign, f.again = heads && f.State == letter.Issued, heads && f.MayAgain()
	f.practice = s.Practice
	p := s.page(r, v, "oficios", lang.T(r.Context(), "Oficio %s", f.Number))
	p.Errors = f.errors
	return s.show(w, r, status, p, letterView(f))
}

func (s *Site) letterDocument(w http.ResponseWriter, r *http.Request, v visit) error {
	l, file, err := s.Clerk.Document(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	fileHeaders(w, "application/pdf", fileName(l, "pdf"))
	_, err = w.Write(file)
	return err
}

func (s *Site) letterSignedFile(w http.ResponseWriter, r *http.Request, v visit) error {
	l, file, err := s.Clerk.SignedFile(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	defer file.Close()
	end := map[string]string{"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "application/pkcs7-signature": "p7s"}[l.SignedType]
	fileHeaders(w, l.SignedType, fileName(l, end))
	_, err = io.Copy(w, file)
	return err
}

// fileHeaders makes a file a download: it is never shown inside a page of ours.
func fileHeaders(w http.ResponseWriter, kind, name string) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
}

func fileName(l letter.Letter, end string) string {
	return strings.NewReplacer("/", "-", " ", "-", `"`, "").Replace(l.Number) + "." + end
}

// letterSign signs with a certificate that is read into memory, used once and forgotten.
func (s *Site) letterSign(w http.ResponseWriter, r *http.Request, v visit) error {
	err := s.signWith(w, r, v)
	return s.letterDone(w, r, v, err, lang.T(r.Context(), "Oficio firmado. Ya se envió a quien va dirigido."))
}

func (s *Site) signWith(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := parseUpload(w, r, maxLetterForm); err != nil {
		return err
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	certificate, err := letterUploaded(r, "certificate")
	if err != nil {
		return err
	}
	key, err := letterUploaded(r, "key")
	if err != nil {
		return err
	}
	_, err = s.Clerk.SignWith(r.Context(), v.actor, r.PathValue("id"), certificate, key, r.PostFormValue("passphrase"))
	return err
}

// letterUpload takes the letter signed elsewhere, its signature apart, or the scan of the
// signed paper.
func (s *Site) letterUpload(w http.ResponseWriter, r *http.Request, v visit) error {
	err := s.takeSigned(w, r, v)
	return s.letterDone(w, r, v, err, lang.T(r.Context(), "Oficio firmado. Ya se envió a quien va dirigido."))
}

func (s *Site) takeSigned(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := parseUpload(w, r, maxLetterForm); err != nil {
		return err
	}
	defer func() { _ = r.MultipartForm.RemoveAll() }()
	file, err := letterUploaded(r, "signed")
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return fault.New(fault.Invalid, "Elija el archivo.").On("signed")
	}
	take := s.Clerk.TakeSigned
	switch r.PostFormValue("how") {
	case letter.Detached:
		take = s.Clerk.TakeDetached
	case letter.Scan:
		take = s.Clerk.TakeScan
	}
	_, err = take(r.Context(), v.actor, r.PathValue("id"), file)
	return err
}

// parseUpload reads a form with files, bounded.
func parseUpload(w http.ResponseWriter, r *http.Request, most int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		return fault.New(fault.Limit, "El archivo es demasiado grande o no llegó completo.").Then("Súbalo otra vez.").On("signed").Because(err)
	}
	return nil
}

// letterUploaded reads one file of a form; none is no error.
func letterUploaded(r *http.Request, field string) ([]byte, error) {
	f, _, err := r.FormFile(field)
	if err != nil {
		return nil, nil // it was not chosen
	}
	defer f.Close()
	return io.ReadAll(f)
}

func (s *Site) letterCancel(w http.ResponseWriter, r *http.Request, v visit) error {
	_, err := s.Clerk.Cancel(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("reason"))
	return s.letterDone(w, r, v, err, lang.T(r.Context(), "Oficio cancelado. Su número no se vuelve a usar."))
}

// letterAgain makes another letter in the place of one that was cancelled.
func (s *Site) letterAgain(w http.ResponseWriter, r *http.Request, v visit) error {
	l, err := s.Clerk.Again(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.done(w, r, "/oficios/"+l.ID, lang.T(r.Context(), "Oficio hecho de nuevo, con otro número. Falta firmarlo."))
}

func (s *Site) letterDone(w http.ResponseWriter, r *http.Request, v visit, err error, notice string) error {
	if f, ok := again(err); ok {
		return s.showOficio(w, r, v, statuses[f.Kind], letterFile{errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/oficios/"+r.PathValue("id"), notice)
}

func letterTag(ctx context.Context, l letter.Letter) ui.Tag {
	switch l.State {
	case letter.Issued:
		return ui.Tag{Text: lang.T(ctx, "Por firmar"), State: ui.Warn, Icon: ui.IconClock}
	case letter.Signed:
		return ui.Tag{Text: lang.T(ctx, "Firmado"), State: ui.OK}
	}
	return ui.Tag{Text: lang.T(ctx, "Cancelado")}
}

// howText says how a letter was signed, and how much that proves.
func howText(ctx context.Context, l letter.Letter) string {
	switch l.How {
	case letter.PAdES:
		return lang.T(ctx, "Firma electrónica dentro del PDF, verificada.")
	case letter.Detached:
		return lang.T(ctx, "Firma electrónica en archivo aparte, verificada.")
	}
	return lang.T(ctx, "Firmado en papel y digitalizado. Lo certifica con su palabra quien lo subió.")
}

func (f letterFile) summary(ctx context.Context) []ui.SummaryRow {
	rows := []ui.SummaryRow{{Key: lang.T(ctx, "Número"), Text: f.Number}, {Key: lang.T(ctx, "Asunto"), Text: f.Document.Subject}, {Key: lang.T(ctx, "De"), Text: f.Document.Area},
		{Key: lang.T(ctx, "Para"), Text: strings.Join(f.Document.To, " · ")}, {Key: lang.T(ctx, "Lo firma"), Text: f.Document.Signer}, {Key: lang.T(ctx, "Se hizo"), Text: lang.Full(ctx, f.IssuedAt)}}
	if f.State == letter.Signed {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Firma"), Text: howText(ctx, f.Letter) + " " + lang.Full(ctx, f.SignedAt)})
	}
	if f.Signature != nil {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Certificado"), Text: lang.T(ctx, "%s, número %s, emitido por %s.", f.Signature.Name, f.Signature.Serial, f.Signature.Issuer)},
			ui.SummaryRow{Key: lang.T(ctx, "Cómo se reconoció"), Text: knownText(ctx, f.Known)}, ui.SummaryRow{Key: lang.T(ctx, "Revocación"), Text: revocationText(ctx, f.Signature.Revocation)})
	}
	if f.CancelledWhy != "" {
		rows = append(rows, ui.SummaryRow{Key: lang.T(ctx, "Se canceló"), Text: f.CancelledWhy})
	}
	return rows
}

// practiceCertificate gives a certificate to play with.
func (s *Site) practiceCertificate(w http.ResponseWriter, r *http.Request, v visit) error {
	file, err := s.Clerk.PracticeCertificate(r.Context(), v.actor)
	if err != nil {
		return err
	}
	fileHeaders(w, "application/x-pkcs12", "certificado-de-practica.p12")
	_, err = w.Write(file)
	return err
}
