package api

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pregonero/internal/fault"
	"pregonero/post"
)

const mediaPath = "/media"

func (s *Service) describeMedia(a huma.API) {
	op := creating("upload-media", mediaPath, "Subir una imagen, un video o un audio", "publicaciones")
	op.Description = "Se quitan sus metadatos y se guarda por la huella de lo que queda. Imágenes JPEG, PNG, GIF y WebP hasta 40 MB y 40 megapíxeles; video MP4 y MOV " +
		"y audio M4A, MP3 y WAV hasta 512 MB y una hora. Lo que devuelve va tal cual en content.media, con su texto alternativo en alt."
	uploading(a, op, s.upload)
}

// uploading registers an operation that takes one file, read as it comes.
func uploading[I, O any](a huma.API, op huma.Operation, do func(context.Context, *I) (*O, error)) {
	op.Middlewares = huma.Middlewares{withRequest}
	huma.Register(a, op, do)
	// Told after the registration: the library reads the body of what has one.
	a.OpenAPI().Paths[op.Path].Post.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {Schema: &huma.Schema{
		Type: huma.TypeObject, Required: []string{filePart}, AdditionalProperties: true,
		Properties: map[string]*huma.Schema{filePart: {Type: huma.TypeString, Format: "binary", Description: "El archivo, con su nombre y su tipo; lo que venga después no se lee"}},
	}}}}
}

// filePart names the one part of an upload.
const filePart = "file"

type requestKey struct{}

// withRequest hands the request on: a film is read as it comes, never held whole.
func withRequest(ctx huma.Context, next func(huma.Context)) {
	r, _ := humago.Unwrap(ctx)
	next(huma.WithValue(ctx, requestKey{}, r))
}

func (s *Service) upload(ctx context.Context, _ *struct{}) (*body[post.Media], error) {
	m, err := received(ctx, func(name, mimeType string, r io.Reader) (post.Media, error) {
		return s.Desk.Upload(ctx, actor(ctx), name, mimeType, r)
	})
	return answer(ctx, s, m, err)
}

// received hands the file of an upload to who keeps it, and says when it did not come whole.
func received[T any](ctx context.Context, keep func(name, mimeType string, r io.Reader) (T, error)) (kept T, err error) {
	r, _ := ctx.Value(requestKey{}).(*http.Request)
	part, err := firstPart(r)
	if err != nil {
		return kept, err
	}
	from := &watched{Reader: part}
	kept, err = keep(part.FileName(), part.Header.Get("Content-Type"), from)
	if err != nil && from.err != nil {
		err = fault.New(fault.Invalid, "El archivo no llegó completo.").Then("Envíelo de nuevo.").On(filePart).Because(err)
	}
	return kept, err
}

// firstPart is the file of an upload; what comes after it is not read.
func firstPart(r *http.Request) (*multipart.Part, error) {
	form, err := r.MultipartReader()
	if err != nil {
		p := newProblem(http.StatusUnsupportedMediaType, "El cuerpo no viene en un formato que se acepte.")
		p.Next = "Envíelo como multipart/form-data, con el archivo en la parte «file»."
		return nil, p
	}
	part, err := form.NextPart()
	if err != nil {
		return nil, newProblem(http.StatusBadRequest, "El cuerpo no es un multipart/form-data completo.")
	}
	if part.FormName() != filePart {
		p := newProblem(http.StatusUnprocessableEntity, "Falta el archivo.")
		p.Next, p.Field = "Envíelo en la parte «file», la primera.", filePart
		return nil, p
	}
	return part, nil
}

// watched remembers that its reader failed: then it is the sender's doing, not ours.
type watched struct {
	io.Reader
	err error
}

func (w *watched) Read(b []byte) (int, error) {
	n, err := w.Reader.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}
