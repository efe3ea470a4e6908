package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/oversight"
)

func (s *Service) describeLedger(a huma.API) {
	huma.Register(a, operation("list-ledger", http.MethodGet, "/ledger", "Asientos de la bitácora", "bitácora"), s.listLedger)
	export := operation("export-ledger", http.MethodGet, "/ledger/export", "La bitácora con su prueba, en un zip", "bitácora")
	export.Responses = map[string]*huma.Response{"200": {Description: "El archivo", Content: map[string]*huma.MediaType{"application/zip": {}}}}
	huma.Register(a, export, s.exportLedger)
	huma.Register(a, operation("erase-entry", http.MethodPost, "/ledger/{n}/erase", "Borrar el cuerpo de un asiento por orden de ley", "bitácora"), s.eraseEntry)
}

type lineJSON struct {
	N          int64          `json:"n" doc:"Su lugar en la bitácora; -1 mientras no lo tiene"`
	ID         string         `json:"id"`
	At         time.Time      `json:"at,omitzero"`
	Actor      string         `json:"actor,omitempty"`
	ActorName  string         `json:"actor_name,omitempty"`
	Act        string         `json:"act,omitempty"`
	Subject    string         `json:"subject,omitempty"`
	Account    string         `json:"account,omitempty"`
	Area       string         `json:"area,omitempty"`
	Clause     string         `json:"clause,omitempty"`
	Outcome    string         `json:"outcome,omitempty"`
	Via        string         `json:"via,omitempty"`
	Details    map[string]any `json:"details,omitempty"`
	Erased     bool           `json:"erased,omitempty"`
	Commitment string         `json:"commitment"`
}

func (s *Service) listLedger(ctx context.Context, in *struct {
	Account string    `query:"account" maxLength:"64"`
	Actor   string    `query:"actor" maxLength:"80"`
	Act     string    `query:"act" maxLength:"80" doc:"El comienzo del nombre de la acción"`
	Subject string    `query:"subject" maxLength:"120"`
	Outcome string    `query:"outcome" enum:"done,refused"`
	From    time.Time `query:"from"`
	To      time.Time `query:"to"`
	Before  string    `query:"before" maxLength:"64" doc:"El identificador del último de la página anterior"`
	Limit   int       `query:"limit" minimum:"1" maximum:"500" default:"100"`
}) (*body[pageOf[lineJSON]], error) {
	lines, err := s.Book.Lines(ctx, actor(ctx), oversight.Filter{Account: in.Account, Actor: in.Actor, Act: in.Act, Subject: in.Subject,
		Outcome: in.Outcome, From: in.From, To: in.To, Before: in.Before, Limit: in.Limit})
	out := pageOf[lineJSON]{Items: []lineJSON{}, Total: len(lines)}
	for _, l := range lines {
		e := l.Entry
		out.Items = append(out.Items, lineJSON{l.N, l.ID, e.At, e.Actor, e.ActorName, e.Act, e.Subject, e.Account, e.Area, e.Clause, e.Outcome,
			e.Via, e.Details, l.Erased, base64.StdEncoding.EncodeToString(l.Commitment[:])})
	}
	return answer(s, ctx, body[pageOf[lineJSON]]{out}, err)
}

func (s *Service) exportLedger(ctx context.Context, in *struct {
	Account string `query:"account" maxLength:"64" doc:"Solo los asientos de esta cuenta"`
}) (*huma.StreamResponse, error) {
	if err := s.Book.MayExport(ctx, actor(ctx), in.Account); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	a := actor(ctx)
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "application/zip")
		hc.SetHeader("Content-Disposition", `attachment; filename="bitacora.zip"`)
		if err := s.Book.Export(hc.Context(), a, in.Account, hc.BodyWriter()); err != nil {
			s.Log.ErrorContext(hc.Context(), "export the ledger", "error", err)
			panic(http.ErrAbortHandler) // cut: half a zip must not look whole
		}
	}}, nil
}

func (s *Service) eraseEntry(ctx context.Context, in *struct {
	N    int64 `path:"n" minimum:"0"`
	Body struct {
		Order string `json:"order" minLength:"1" maxLength:"500" doc:"Referencia de la orden que obliga a borrar"`
	}
}) (*struct{}, error) {
	return answer(s, ctx, struct{}{}, s.Book.Erase(ctx, actor(ctx), in.N, in.Body.Order))
}
