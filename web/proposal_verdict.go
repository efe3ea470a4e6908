package web

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"time"

	"pregonero/internal/fault"
	"pregonero/opening"
	"pregonero/proposal"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// maxKit is the room for the files of a graphic identity that are sent at once.
const maxKit = 64 << 20

// verdictPage shows every answer with room for what the press office says of it.
func (s *Site) verdictPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showVerdict(w, r, v, http.StatusOK, nil, nil)
}

func (s *Site) showVerdict(w http.ResponseWriter, r *http.Request, v visit, status int, form map[string]string, wrong []ui.FieldError) error {
	f, err := s.proposalFile(r, v)
	if err != nil {
		return err
	}
	if !f.May.Judge { // the refusal, recorded, with its clause
		if _, err := s.Opener.Judge(r.Context(), v.actor, f.Proposal.ID, opening.Verdict{}); err != nil {
			return err
		}
	}
	if !f.Proposal.Waits() {
		http.Redirect(w, r, f.href(""), http.StatusSeeOther)
		return nil
	}
	f.form, f.errors = form, wrong
	p := s.page(r, v, "propuestas", lang.T(r.Context(), "Contestar la propuesta"))
	p.Errors = wrong
	return s.show(w, r, status, p, verdictFormView(f))
}

// verdictGive answers the proposal.
func (s *Site) verdictGive(w http.ResponseWriter, r *http.Request, v visit) error {
	form := typedForm(r)
	in := opening.Verdict{Decision: proposal.Decision(form["decision"]), Text: form["text"]}
	for _, q := range proposal.Questions() {
		if said := form["item-"+string(q)]; said != "" {
			in.Items = append(in.Items, proposal.Remark{Question: q, OK: said == "ok", Note: noteOf(said, form["note-"+string(q)])})
		}
	}
	p, err := s.Opener.Judge(r.Context(), v.actor, r.PathValue("id"), in)
	if f, ok := again(err); ok && f.Kind == fault.Invalid {
		return s.showVerdict(w, r, v, statuses[f.Kind], form, fieldErrors(r.Context(), f))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+p.ID, lang.T(r.Context(), "Respuesta enviada: %s. Se avisó al área.", lang.Dyn(r.Context(), in.Decision.Label())))
}

// noteOf drops a note on an answer that is in order.
func noteOf(said, note string) string {
	if said == "ok" {
		return ""
	}
	return note
}

// kitAdd keeps the files of the graphic identity.
func (s *Site) kitAdd(w http.ResponseWriter, r *http.Request, v visit) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxKit)
	err := s.takeKit(r, v)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden {
		return s.showVerdict(w, r, v, statuses[f.Kind], nil, fieldErrors(r.Context(), f.On("kit")))
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+r.PathValue("id")+"/dictamen#imagen", lang.T(r.Context(), "Archivo guardado."))
}

func (s *Site) takeKit(r *http.Request, v visit) error {
	files, err := sentFiles(r, "kit")
	if err != nil {
		return err
	}
	for _, header := range files {
		in, err := header.Open()
		if err != nil {
			return err
		}
		_, err = s.Opener.AddToKit(r.Context(), v.actor, r.PathValue("id"), path.Base(header.Filename), header.Header.Get("Content-Type"), in)
		in.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// sentFiles are the files of a form; at least one.
func sentFiles(r *http.Request, name string) ([]*multipart.FileHeader, error) {
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return nil, fault.New(fault.Limit, "Los archivos son demasiado grandes.").On(name)
		}
		return nil, fault.New(fault.Invalid, "No llegó ningún archivo.").On(name).Because(err)
	}
	if len(r.MultipartForm.File[name]) == 0 {
		return nil, fault.New(fault.Invalid, "No llegó ningún archivo.").Then("Elija uno y súbalo de nuevo.").On(name)
	}
	return r.MultipartForm.File[name], nil
}

func (s *Site) kitDrop(w http.ResponseWriter, r *http.Request, v visit) error {
	if _, err := s.Opener.DropFromKit(r.Context(), v.actor, r.PathValue("id"), r.PostFormValue("hash")); err != nil {
		return err
	}
	return s.done(w, r, "/propuestas/"+r.PathValue("id")+"/dictamen#imagen", lang.T(r.Context(), "Archivo quitado."))
}

// kitFile hands over a file of the graphic identity.
func (s *Site) kitFile(w http.ResponseWriter, r *http.Request, v visit) error {
	f, body, err := s.Opener.OpenKit(r.Context(), v.actor, r.PathValue("id"), r.PathValue("hash"))
	if err != nil {
		return err
	}
	return handOver(w, r, f, body)
}

// handOver sends a kept file to be saved, never to be run.
func handOver(w http.ResponseWriter, r *http.Request, f proposal.KitFile, body io.ReadSeekCloser) error {
	defer body.Close()
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", attachment(f.Name))
	h.Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", time.Time{}, body)
	return nil
}

func decisionTag(ctx context.Context, d proposal.Decision) ui.Tag {
	state := map[proposal.Decision]ui.State{proposal.Approve: ui.OK, proposal.Return: ui.Warn, proposal.Reject: ui.Fix}[d]
	return ui.Tag{Text: lang.Dyn(ctx, d.Label()), State: state}
}

// observed lists the answers that were observed.
func observed(v proposal.Verdict) (out []proposal.Remark) {
	for _, i := range v.Items {
		if !i.OK {
			out = append(out, i)
		}
	}
	return out
}

// item is what was marked of a question.
func (f proposalFile) item(q proposal.Question) string { return f.form["item-"+string(q)] }

func (f proposalFile) itemOptions(ctx context.Context, q proposal.Question) []ui.Option {
	return []ui.Option{{Value: "ok", Label: lang.T(ctx, "En orden"), Selected: f.item(q) == "ok"}, {Value: "nota", Label: lang.T(ctx, "Con observación"), Selected: f.item(q) == "nota"}}
}

func (f proposalFile) decisions(ctx context.Context) (out []ui.Option) {
	help := map[proposal.Decision]string{proposal.Approve: lang.T(ctx, "Todo en orden y con la imagen gráfica. La cuenta empieza a abrirse."),
		proposal.Return: lang.T(ctx, "El área corrige y la presenta de nuevo, con otro oficio y otro plazo."),
		proposal.Reject: lang.T(ctx, "Termina aquí. Explique las razones.")}
	verb := map[proposal.Decision]string{proposal.Approve: lang.T(ctx, "Aprobar"), proposal.Return: lang.T(ctx, "Devolver con observaciones"), proposal.Reject: lang.T(ctx, "Rechazar")}
	for _, d := range proposal.Decisions() {
		out = append(out, ui.Option{Value: string(d), Label: verb[d], Help: help[d], Selected: f.form["decision"] == string(d)})
	}
	return out
}

// answerOf is what was said to one question.
func (f proposalFile) answerOf(ctx context.Context, q proposal.Question) ui.SummaryRow {
	for _, row := range f.answers(ctx, false) {
		if row.Key == lang.Dyn(ctx, q.Label()) {
			return row
		}
	}
	return ui.SummaryRow{}
}

// missingText lists the questions without a good answer.
func missingText(ctx context.Context, all []proposal.Question) (text string) {
	for i, q := range all {
		if i > 0 {
			text += " · "
		}
		text += lang.Dyn(ctx, q.Label())
	}
	return text
}

const kitAccept = "image/png,image/jpeg,image/webp,image/gif,application/pdf,application/zip,.zip"

func kitHelp(ctx context.Context) string {
	return lang.T(ctx, "Imágenes (PNG, JPEG, WebP o GIF), PDF o ZIP de hasta 25 MB.")
}

// attachment is a header that names a file to be kept, whatever letters it has.
func attachment(name string) string {
	return mime.FormatMediaType("attachment", map[string]string{"filename": name})
}
