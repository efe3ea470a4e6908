package api

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"pregonero/oversight"
)

func (s *Service) describeLedger(a huma.API) {
	const tag = "bitácora"
	huma.Register(a, operation("list-ledger", http.MethodGet, "/ledger", "Asientos de la bitácora, los más nuevos primero", tag), s.listLedger)
	export := operation("export-ledger", http.MethodGet, "/ledger/export", "La bitácora con su prueba, en un zip que se comprueba solo", tag)
	export.Responses = map[string]*huma.Response{"200": {Content: map[string]*huma.MediaType{zipType: {}}}}
	huma.Register(a, export, s.exportLedger)
	huma.Register(a, operation("erase-entry", http.MethodPost, "/ledger/{n}/erase", "Borrar el cuerpo de un asiento por orden de ley", tag), s.eraseEntry)
}

const zipType = "application/zip"

type ledgerLine struct {
	N          int64          `json:"n" doc:"Su lugar en la bitácora; -1 mientras no lo tiene"`
	ID         string         `json:"id"`
	At         time.Time      `json:"at,omitzero"`
	Actor      string         `json:"actor,omitempty" doc:"Quién lo hizo de verdad"`
	ActorName  string         `json:"actor_name,omitempty"`
	Act        string         `json:"act,omitempty"`
	Subject    string         `json:"subject,omitempty" doc:"Sobre qué, como post:01J…"`
	Account    string         `json:"account,omitempty"`
	Area       string         `json:"area,omitempty"`
	Clause     string         `json:"clause,omitempty"`
	Outcome    string         `json:"outcome,omitempty" doc:"Hecho o negado"`
	Via        string         `json:"via,omitempty"`
	Details    map[string]any `json:"details,omitempty"`
	Erased     bool           `json:"erased,omitempty" doc:"Verdadero si su cuerpo se borró por orden de ley"`
	Commitment string         `json:"commitment" doc:"Compromiso del asiento en el árbol, en base64"`
}

// ledgerPage is a stretch of the ledger.
type ledgerPage struct {
	Items []ledgerLine `json:"items" nullable:"false"`
	Next  string       `json:"next,omitempty" doc:"Si hay más: lo que se envía en before para seguir"`
}

func (s *Service) listLedger(ctx context.Context, in *struct {
	Account string    `query:"account" maxLength:"64" doc:"Solo los de esta cuenta"`
	Actor   string    `query:"actor" maxLength:"80" doc:"Solo los de esta persona"`
	Act     string    `query:"act" maxLength:"80" doc:"El comienzo del nombre de la acción, como post."`
	Subject string    `query:"subject" maxLength:"120" doc:"Solo los que son sobre esto"`
	Outcome string    `query:"outcome" enum:"done,refused" doc:"Solo lo hecho o solo lo negado"`
	From    time.Time `query:"from" doc:"Desde esta hora"`
	To      time.Time `query:"to" doc:"Antes de esta hora"`
	Before  string    `query:"before" maxLength:"64" doc:"El next de la página anterior"`
	Limit   int       `query:"limit" minimum:"1" maximum:"500" default:"100" doc:"Cuántos"`
}) (*body[ledgerPage], error) {
	lines, err := s.Book.Lines(ctx, actor(ctx), oversight.Filter{Account: in.Account, Actor: in.Actor, Act: in.Act, Subject: in.Subject,
		Outcome: in.Outcome, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit})
	out := ledgerPage{Items: []ledgerLine{}}
	for _, l := range lines {
		e := l.Entry
		out.Items = append(out.Items, ledgerLine{l.N, l.ID, e.At, e.Actor, e.ActorName, e.Act, e.Subject, e.Account, e.Area, e.Clause, e.Outcome,
			e.Via, e.Details, l.Erased, base64.StdEncoding.EncodeToString(l.Commitment[:])})
	}
	if len(lines) == in.Limit {
		out.Next = lines[len(lines)-1].ID
	}
	return answer(ctx, s, out, err)
}

func (s *Service) exportLedger(ctx context.Context, in *struct {
	Account string `query:"account" maxLength:"64" doc:"Solo los asientos de esta cuenta"`
}) (*huma.StreamResponse, error) {
	a := actor(ctx)
	if err := s.Book.MayExport(ctx, a, in.Account); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		_, w := humago.Unwrap(hc)
		out := &lateHeader{w: w}
		err := s.Book.Export(ctx, a, in.Account, out)
		switch {
		case err == nil:
		case !out.begun:
			writeProblem(w, s.problemOf(ctx, err))
		default:
			s.Log.ErrorContext(ctx, "export the ledger", "error", err)
			panic(http.ErrAbortHandler) // cut: half a zip must not look whole
		}
	}}, nil
}

// lateHeader says what the answer is with its first byte: until then it can still be a problem.
type lateHeader struct {
	w     http.ResponseWriter
	begun bool
}

var _ io.Writer = (*lateHeader)(nil)

func (l *lateHeader) Write(b []byte) (int, error) {
	if !l.begun {
		l.begun = true
		l.w.Header().Set("Content-Type", zipType)
		l.w.Header().Set("Content-Disposition", `attachment; filename="bitacora.zip"`)
	}
	return l.w.Write(b)
}

type eraseBody struct {
	Order string `json:"order" minLength:"1" maxLength:"500" doc:"Referencia de la orden que obliga a borrar"`
}

func (s *Service) eraseEntry(ctx context.Context, in *struct {
	N    int64 `path:"n" minimum:"0" doc:"Su lugar en la bitácora"`
	Body eraseBody
}) (*struct{}, error) {
	return s.done(ctx, s.Book.Erase(ctx, actor(ctx), in.N, in.Body.Order))
}
