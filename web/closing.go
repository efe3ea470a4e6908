package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/closing"
	"pregonero/closure"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

func (s *Site) closingRoutes(m *http.ServeMux) {
	m.HandleFunc("GET /cuentas/{id}/cierre", s.inside(s.closingPage))
	m.HandleFunc("POST /cuentas/{id}/cierre/{paso}", s.inside(s.closingStep))
	m.HandleFunc("GET /cuentas/{id}/cierre/archivo.zip", s.inside(s.closingArchive))
}

// closingFile is an account's closing as its page shows it, with what was typed.
type closingFile struct {
	closing.File
	now              time.Time
	zone             *time.Location
	pack             *regulation.Pack
	clause           string
	reason, on, note string
	failed           string // the publication of the note
	errors           []ui.FieldError
}

func (s *Site) closingPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showClosing(w, r, v, http.StatusOK, closingFile{})
}

func (s *Site) showClosing(w http.ResponseWriter, r *http.Request, v visit, status int, f closingFile) (err error) {
	if f.File, err = s.Closer.Read(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	f.now, f.zone, f.pack, f.clause = s.Now(), v.zone, s.Pack, s.Pack.ClauseFor(regulation.RuleClosingDone)
	p := s.page(r, v, "cuentas", lang.T(r.Context(), "Cierre de %s", f.Account.At()))
	p.Errors = f.errors
	return s.show(w, r, status, p, closingView(f))
}

// closingStep takes the step of the address.
func (s *Site) closingStep(w http.ResponseWriter, r *http.Request, v visit) error {
	f := closingFile{reason: r.PostFormValue("reason"), on: r.PostFormValue("on"), note: r.PostFormValue("note"), failed: r.PostFormValue("publication")}
	err := s.takeClosing(r, v, f)
	if x, ok := again(err); ok {
		f.errors = fieldErrors(r.Context(), x)
		return s.showClosing(w, r, v, statuses[x.Kind], f)
	}
	if err != nil {
		return err
	}
	return s.done(w, r, closing.Path(r.PathValue("id")), lang.T(r.Context(), "Paso anotado."))
}

func (s *Site) takeClosing(r *http.Request, v visit, f closingFile) (err error) {
	ctx, id := r.Context(), r.PathValue("id")
	switch r.PathValue("paso") {
	case "decidir":
		_, err = s.Closer.Decide(ctx, v.actor, id, f.reason)
	case "archivar":
		_, err = s.Closer.Archive(ctx, v.actor, id)
	case "borrar":
		_, err = s.Closer.Erase(ctx, v.actor, id)
	case "a-mano":
		_, err = s.Closer.ByHand(ctx, v.actor, id, f.failed, f.note)
	case "cancelar":
		on, _ := time.ParseInLocation(time.DateOnly, f.on, v.zone) // a day that is none is the zero one, which is refused
		_, err = s.Closer.Cancelled(ctx, v.actor, id, on, f.note)
	case "destruir":
		_, err = s.Closer.Destroy(ctx, v.actor, id)
	case "terminar":
		_, err = s.Closer.Finish(ctx, v.actor, id)
	case "de-una-vez":
		on, _ := time.ParseInLocation(time.DateOnly, f.on, v.zone) // idem
		_, err = s.Closer.AtOnce(ctx, v.actor, id, f.reason, closure.Cancellation{On: on, Note: f.note})
	case "informar":
		_, err = s.Closer.Inform(ctx, v.actor, id)
	default:
		err = fault.New(fault.NotFound, "Ese paso no existe.").Then("Vuelva al cierre de la cuenta.")
	}
	return err
}

// closingArchive hands over the package.
func (s *Site) closingArchive(w http.ResponseWriter, r *http.Request, v visit) error {
	file, f, err := s.Closer.OpenArchive(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	defer file.Close()
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Disposition", `attachment; filename="archivo-`+f.Account.ID+`.zip"`)
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// stepPath is the last word of a step's address.
func stepPath(s closure.Step) string {
	return map[closure.Step]string{closure.Decide: "decidir", closure.Archive: "archivar", closure.Erase: "borrar", closure.Cancel: "cancelar",
		closure.Destroy: "destruir", closure.Finish: "terminar"}[s]
}

func (f closingFile) action(word string) string { return closing.Path(f.Account.ID) + "/" + word }

// next is the step that is owed.
func (f closingFile) next() closure.Step {
	if !f.Begun {
		return closure.Decide
	}
	return f.Closure.Next()
}

func (f closingFile) tag(ctx context.Context, s closure.Step) ui.Tag {
	_, done := f.Closure.Done[s]
	switch {
	case done:
		return ui.Tag{Text: lang.T(ctx, "Hecho"), State: ui.OK}
	case f.Closure.Running == s:
		return ui.Tag{Text: lang.T(ctx, "En marcha"), State: ui.Info}
	case f.next() == s:
		return ui.Tag{Text: lang.T(ctx, "Sigue"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Después"), State: ui.Info}
}

// proof says what a step left.
func (f closingFile) proof(ctx context.Context, s closure.Step) string {
	c := f.Closure
	switch s {
	case closure.Decide:
		return lang.T(ctx, "Razón: %s", c.Reason)
	case closure.Archive, closure.Erase, closure.Destroy:
		if c.Nothing {
			return lang.T(ctx, "No había nada: la cuenta no tenía contenidos ni accesos.")
		}
	}
	switch s {
	case closure.Archive:
		return lang.T(ctx, "%d publicaciones y %d comentarios, en un paquete de %d archivos.", c.Archive.Posts, c.Archive.Items, c.Archive.Files)
	case closure.Erase:
		return lang.T(ctx, "%d borradas desde Pregonero y %d a mano.", c.Erased, c.ByHand)
	case closure.Cancel:
		return lang.T(ctx, "Cancelada en la red el %s.", lang.Full(ctx, c.Cancelled))
	case closure.Destroy:
		return lang.N(ctx, len(c.Secrets), "%d acceso destruido.", "%d accesos destruidos.")
	}
	if c.Signed != "" {
		return lang.T(ctx, "Oficio firmado: %s", c.Signed)
	}
	if f.Letter.State == letter.Cancelled {
		return lang.T(ctx, "El oficio %s se canceló: falta informar con otro.", f.Letter.Number)
	}
	return lang.T(ctx, "El oficio espera la firma de la persona titular.")
}

// noteOf is what was typed about that publication.
func (f closingFile) noteOf(pubID string) string {
	if pubID == f.failed {
		return f.note
	}
	return ""
}

func (f closingFile) errorOf(pubID string) string {
	if pubID == f.failed {
		return ui.ErrorOn(f.errors, "note")
	}
	return ""
}
