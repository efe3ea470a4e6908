package web

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// sourcePath takes the documents of sources, so it sets its own limit.
const sourcePath = "/redactar/fuente"

const maxSource = 60 << 20 // bytes of all the documents sent at once, with the form

// composeSource takes documents from which the information comes and shows each as a
// source. One that is refused does not lose the others.
func (s *Site) composeSource(w http.ResponseWriter, r *http.Request, v visit) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxSource)
	c, err := s.readComposition(r, v)
	if err != nil {
		return err
	}
	refused := s.takeSources(r, v, &c)
	f, told := fault.Of(refused)
	if refused != nil && (!told || f.Kind == fault.Internal) {
		return refused
	}
	if r.Header.Get("HX-Request") == "" {
		return s.composeAgain(w, r, v, c, refused)
	}
	shown, err := s.composer(r, v, c)
	if err != nil {
		return err
	}
	if told {
		shown.Errors = fieldErrors(r.Context(), f.On("sources"))
	}
	return s.part(w, r, http.StatusOK, composePart(shown, "source-list"))
}

// takeSources keeps the documents that came and returns the last refusal, if any.
func (s *Site) takeSources(r *http.Request, v visit, c *composition) (refused error) {
	if r.MultipartForm == nil || len(r.MultipartForm.File["documents"]) == 0 {
		return fault.New(fault.Invalid, "No llegó ningún archivo.").Then("Elija uno y súbalo de nuevo.").On("sources")
	}
	for _, header := range r.MultipartForm.File["documents"] {
		f, err := header.Open()
		if err != nil {
			return err
		}
		source, err := s.Desk.UploadSource(r.Context(), v.actor, header.Filename, f)
		f.Close()
		if err != nil {
			refused = err
			continue
		}
		if len(c.Sources) < mostSources {
			c.Sources = append(filled(c.Sources), source)
		}
	}
	return refused
}

// filled drops the rows in which nothing was written.
func filled(all []post.Source) (out []post.Source) {
	for _, s := range all {
		if s.Title != "" || s.URL != "" || s.Hash != "" {
			out = append(out, s)
		}
	}
	return out
}

// mostLooks is how often the composer asks again whether links were looked at.
const mostLooks = 12

// waiting tells that links and sources are being looked at, and asks again for what was
// found; a browser without scripts asks with «Revisar».
func (c *composer) waiting(r *http.Request, pending int) {
	looks, _ := strconv.Atoi(r.FormValue("looks"))
	if pending == 0 {
		return
	}
	ctx := r.Context()
	if looks >= mostLooks {
		c.Findings.Waiting = lang.T(ctx, "Los enlaces y las fuentes se siguen revisando. Lo que se encuentre aparecerá la próxima vez que revise.")
		return
	}
	c.Findings.Waiting = lang.N(ctx, pending, "Se está revisando %d enlace o fuente.", "Se están revisando %d enlaces y fuentes.")
	c.Findings.Again = templ.Attributes{"hx-post": "/redactar/revisar", "hx-trigger": "every 2s", "hx-target": "#" + findingsID, "hx-swap": "outerMorph",
		"hx-include": "#" + composeFormID, "hx-vals": `{"looks":"` + strconv.Itoa(looks+1) + `"}`}
}

// sourceDrop is where documents of sources are put.
func (c composer) sourceDrop(ctx context.Context) ui.FileDrop {
	return ui.FileDrop{ID: "documents", Name: "documents", Label: lang.T(ctx, "Subir el documento de la fuente"), Accept: ".pdf,.docx,.html,.htm,.txt", Multiple: true,
		Help: lang.T(ctx, "PDF, Word, HTML o texto, hasta 25 MB. No se publica: sirve para comparar con él las cifras, las fechas y los nombres del texto."), SendURL: sourcePath, Into: "source-list"}
}

// sourceName is what a source is called; a document without a title, by its hash.
func sourceName(s post.Source) string { return cmp.Or(s.Title, s.URL, s.Hash) }
