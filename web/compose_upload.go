package web

import (
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"

	"pregonero/internal/fault"
	"pregonero/post"
)

const (
	maxUpload = 600 << 20 // all the files sent at once, with the form
	mostFiles = 35
)

// composeUpload takes files and the form around them, keeps each file cleaned, and shows
// them in the form. One bad file does not lose the good ones.
func (s *Site) composeUpload(w http.ResponseWriter, r *http.Request, v visit) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	c, err := s.readComposition(r, v)
	if err != nil {
		return err
	}
	refused := s.takeFiles(r, v, &c)
	if f, ok := fault.Of(refused); refused != nil && (!ok || f.Kind == fault.Internal) {
		return refused
	}
	if r.Header.Get("HX-Request") == "" {
		return s.composeAgain(w, r, v, c, refused)
	}
	shown, err := s.composer(r, v, c)
	if err != nil {
		return err
	}
	if f, ok := fault.Of(refused); ok {
		shown.Errors = fieldErrors(r.Context(), f.On("media"))
	}
	return s.part(w, r, http.StatusOK, composePart(shown, "media"))
}

// takeFiles keeps what came and returns the last refusal, if any.
func (s *Site) takeFiles(r *http.Request, v visit, c *composition) error {
	var refused error
	if r.MultipartForm == nil || len(r.MultipartForm.File["files"]) == 0 {
		return fault.New(fault.Invalid, "No llegó ningún archivo.").Then("Elija uno y súbalo de nuevo.").On("media")
	}
	for i, header := range r.MultipartForm.File["files"] {
		if i >= mostFiles || len(c.Media) >= mostFiles {
			return fault.New(fault.Limit, "Una publicación lleva hasta %d archivos.", mostFiles).On("media")
		}
		m, err := s.takeFile(r, v, header)
		if f, ok := fault.Of(err); ok && f.Kind != fault.Internal {
			refused = fault.New(f.Kind, "«%s»: %s", path.Base(header.Filename), f.Sentence()).Then(f.Next).On("media")
			continue
		}
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(c.Media, func(x post.Media) bool { return x.Hash == m.Hash }) {
			c.Media = append(c.Media, m)
		}
	}
	return refused
}

func (s *Site) takeFile(r *http.Request, v visit, header *multipart.FileHeader) (post.Media, error) {
	f, err := header.Open()
	if err != nil {
		return post.Media{}, err
	}
	defer f.Close()
	return s.Desk.Upload(r.Context(), v.actor, header.Filename, header.Header.Get("Content-Type"), f)
}

// file shows a kept attachment. Its name is the hash of its bytes, so it never changes.
func (s *Site) file(w http.ResponseWriter, r *http.Request, v visit) error {
	m, body, err := s.Desk.OpenMedia(r.Context(), v.actor, r.PathValue("hash"))
	if err != nil {
		return err
	}
	defer body.Close()
	h := w.Header()
	h.Set("Content-Type", m.Type)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Disposition", "inline")
	if m.Kind == "document" {
		h.Set("Content-Disposition", "attachment")
	}
	h.Set("Cache-Control", "private, max-age="+strconv.Itoa(int((24*time.Hour).Seconds()))+", immutable")
	if seeker, ok := body.(io.ReadSeeker); ok {
		http.ServeContent(w, r, "", time.Time{}, seeker)
		return nil
	}
	h.Set("Content-Length", strconv.FormatInt(m.Bytes, 10))
	_, err = io.Copy(w, body)
	return err
}
