package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/letter"
)

func (s *Service) describeLetters(a huma.API) {
	const tag = "oficios"
	huma.Register(a, operation("list-letters", http.MethodGet, "/letters", "Los oficios que puede ver", tag), s.listLetters)
	huma.Register(a, operation("read-letter", http.MethodGet, "/letters/{id}", "Un oficio", tag), s.readLetter)
	huma.Register(a, operation("read-letter-document", http.MethodGet, "/letters/{id}/document", "El PDF de un oficio, por firmar", tag), s.readLetterDocument)
	huma.Register(a, operation("sign-letter", http.MethodPost, "/letters/{id}/signature", "Entregar el PDF firmado, su firma aparte o el digitalizado", tag), s.signLetter)
	huma.Register(a, operation("reissue-letter", http.MethodPost, "/letters/{id}/again", "Hacer de nuevo, con otro número, un oficio cancelado", tag), s.reissueLetter)
	huma.Register(a, operation("cancel-letter", http.MethodPost, "/letters/{id}/cancel", "Cancelar un oficio sin firmar; conserva su número", tag), s.cancelLetter)
}

func (s *Service) listLetters(ctx context.Context, in *struct {
	State   string `query:"state" enum:"issued,signed,cancelled" doc:"Solo en este estado"`
	Area    string `query:"area" maxLength:"80" doc:"Solo de esta área"`
	Account string `query:"account" maxLength:"64" doc:"Solo sobre esta cuenta"`
	Kind    string `query:"kind" maxLength:"40" doc:"Solo de esta clase, de las que tienen las normas"`
	Number  string `query:"number" maxLength:"80" doc:"Solo los que llevan esto en su número"`
	Year    int    `query:"year" minimum:"0" maximum:"9999" doc:"Solo los de este año"`
}) (*body[pageOf[letter.Letter]], error) {
	all, err := s.Clerk.Letters(ctx, actor(ctx), letter.Filter{State: in.State, Area: in.Area, Account: in.Account, Kind: in.Kind, Number: in.Number, Year: in.Year})
	return answer(ctx, s, pageOf[letter.Letter]{some(all), len(all)}, err)
}

func (s *Service) readLetter(ctx context.Context, in *IDInput) (*body[letter.Letter], error) {
	l, err := s.Clerk.Read(ctx, actor(ctx), in.ID)
	return answer(ctx, s, l, err)
}

type letterDocument struct {
	Number   string `json:"number" doc:"El número del oficio"`
	Hash     string `json:"hash" doc:"SHA-256 del PDF"`
	Document []byte `json:"document" doc:"El PDF, en base64"`
}

func (s *Service) readLetterDocument(ctx context.Context, in *IDInput) (*body[letterDocument], error) {
	l, file, err := s.Clerk.Document(ctx, actor(ctx), in.ID)
	return answer(ctx, s, letterDocument{l.Number, l.Hash, file}, err)
}

func (s *Service) signLetter(ctx context.Context, in *struct {
	IDInput
	Body struct {
		How  string `json:"how" enum:"pades,detached,scan" doc:"Cómo se firmó"`
		File []byte `json:"file" doc:"El archivo, en base64"`
	}
}) (*body[letter.Letter], error) {
	take := s.Clerk.TakeSigned
	switch in.Body.How {
	case letter.Detached:
		take = s.Clerk.TakeDetached
	case letter.Scan:
		take = s.Clerk.TakeScan
	}
	l, err := take(ctx, actor(ctx), in.ID, in.Body.File)
	return answer(ctx, s, l, err)
}

func (s *Service) cancelLetter(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Reason string `json:"reason" maxLength:"2000" doc:"El motivo"`
	}
}) (*body[letter.Letter], error) {
	l, err := s.Clerk.Cancel(ctx, actor(ctx), in.ID, in.Body.Reason)
	return answer(ctx, s, l, err)
}

func (s *Service) reissueLetter(ctx context.Context, in *IDInput) (*body[letter.Letter], error) {
	l, err := s.Clerk.Again(ctx, actor(ctx), in.ID)
	return answer(ctx, s, l, err)
}
