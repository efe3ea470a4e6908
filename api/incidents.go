package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/incident"
	"pregonero/responding"
)

func (s *Service) describeIncidents(a huma.API) {
	const tag = "incidentes"
	huma.Register(a, operation("list-incidents", http.MethodGet, "/incidents", "Los incidentes que puede ver", tag), s.listIncidents)
	huma.Register(a, operation("read-incident", http.MethodGet, "/incidents/{id}", "Un incidente", tag), s.readIncident)
	huma.Register(a, creating("report-incident", "/incidents", "Reportar un incidente: detiene la cuenta y avisa", tag), s.reportIncident)
	huma.Register(a, operation("acknowledge-incident", http.MethodPost, "/incidents/{id}/acknowledgement", "Confirmar que se enteró", tag), s.acknowledgeIncident)
	huma.Register(a, operation("take-incident-step", http.MethodPost, "/incidents/{id}/steps/{step}", "Marcar un paso como hecho", tag), s.takeIncidentStep)
	huma.Register(a, operation("close-incident", http.MethodPost, "/incidents/{id}/close", "Cerrar con su informe", tag), s.closeIncident)
	huma.Register(a, operation("list-misuses", http.MethodGet, "/misuses", "Los reportes de uso indebido que puede ver", tag), s.listMisuses)
	huma.Register(a, operation("read-misuse", http.MethodGet, "/misuses/{id}", "Un reporte de uso indebido con su evidencia", tag), s.readMisuse)
	huma.Register(a, creating("report-misuse", "/misuses", "Reportar un uso indebido y fijar la evidencia", tag), s.reportMisuse)
	huma.Register(a, operation("hand-misuse", http.MethodPost, "/misuses/{id}/handover", "Anotar la entrega a la autoridad", tag), s.handMisuse)
}

func (s *Service) listIncidents(ctx context.Context, _ *struct{}) (*body[pageOf[incident.Incident]], error) {
	all, err := s.Responder.List(ctx, actor(ctx))
	return answer(ctx, s, pageOf[incident.Incident]{some(all), len(all)}, err)
}

func (s *Service) readIncident(ctx context.Context, in *IDInput) (*body[incident.Incident], error) {
	f, err := s.Responder.Read(ctx, actor(ctx), in.ID)
	return answer(ctx, s, f.Incident, err)
}

type alarmBody struct {
	AccountID string    `json:"account_id" maxLength:"64" doc:"La cuenta"`
	Kind      string    `json:"kind" enum:"taken_over,foreign,leaked,blocking,other" doc:"Qué pasa"`
	Text      string    `json:"text,omitempty" maxLength:"5000" doc:"Detalles"`
	Since     time.Time `json:"since,omitzero" doc:"Desde cuándo pasa; ahora si se omite"`
	Drill     bool      `json:"drill,omitempty" doc:"Es un simulacro: avisa y no detiene nada"`
}

func (s *Service) reportIncident(ctx context.Context, in *struct{ Body alarmBody }) (*body[incident.Incident], error) {
	b := in.Body
	i, err := s.Responder.Report(ctx, actor(ctx), responding.Alarm{AccountID: b.AccountID, Kind: incident.Kind(b.Kind), Text: b.Text, Since: b.Since, Drill: b.Drill})
	return answer(ctx, s, i, err)
}

func (s *Service) acknowledgeIncident(ctx context.Context, in *IDInput) (*body[incident.Incident], error) {
	i, err := s.Responder.Acknowledge(ctx, actor(ctx), in.ID)
	return answer(ctx, s, i, err)
}

func (s *Service) takeIncidentStep(ctx context.Context, in *struct {
	IDInput
	Step string `path:"step" maxLength:"60" doc:"El paso, como está en las reglas"`
	Body struct {
		Note string `json:"note,omitempty" maxLength:"5000" doc:"Nota"`
	}
}) (*body[incident.Incident], error) {
	i, err := s.Responder.Take(ctx, actor(ctx), in.ID, in.Step, in.Body.Note)
	return answer(ctx, s, i, err)
}

func (s *Service) closeIncident(ctx context.Context, in *struct {
	IDInput
	Body struct {
		Cause    string `json:"cause" maxLength:"5000" doc:"Qué pasó"`
		Measures string `json:"measures" maxLength:"5000" doc:"Qué se hará para que no se repita"`
		Resume   bool   `json:"resume,omitempty" doc:"Reanudar la publicación de la cuenta"`
	}
}) (*body[incident.Incident], error) {
	i, err := s.Responder.Close(ctx, actor(ctx), in.ID, in.Body.Cause, in.Body.Measures, in.Body.Resume)
	return answer(ctx, s, i, err)
}

func (s *Service) listMisuses(ctx context.Context, _ *struct{}) (*body[pageOf[incident.Misuse]], error) {
	all, err := s.Responder.Misuses(ctx, actor(ctx))
	for i := range all {
		all[i].Evidence = incident.Evidence{Account: all[i].Evidence.Account} // it is read one by one
	}
	return answer(ctx, s, pageOf[incident.Misuse]{some(all), len(all)}, err)
}

func (s *Service) readMisuse(ctx context.Context, in *IDInput) (*body[incident.Misuse], error) {
	m, err := s.Responder.Misuse(ctx, actor(ctx), in.ID)
	return answer(ctx, s, m, err)
}

func (s *Service) reportMisuse(ctx context.Context, in *struct {
	Body struct {
		AccountID string    `json:"account_id" maxLength:"64" doc:"La cuenta institucional"`
		Text      string    `json:"text" maxLength:"5000" doc:"Qué se observó"`
		From      time.Time `json:"from" doc:"Desde cuándo"`
		Until     time.Time `json:"until" doc:"Hasta cuándo"`
	}
}) (*body[incident.Misuse], error) {
	b := in.Body
	m, err := s.Responder.ReportMisuse(ctx, actor(ctx), b.AccountID, b.Text, b.From, b.Until)
	m.Evidence = incident.Evidence{Account: m.Evidence.Account} // who reports does not see others' access
	return answer(ctx, s, m, err)
}

func (s *Service) handMisuse(ctx context.Context, in *struct {
	IDInput
	Body struct {
		To   string `json:"to" maxLength:"200" doc:"A quién"`
		Note string `json:"note,omitempty" maxLength:"5000" doc:"Nota"`
	}
}) (*body[incident.Misuse], error) {
	m, err := s.Responder.Hand(ctx, actor(ctx), in.ID, in.Body.To, in.Body.Note)
	return answer(ctx, s, m, err)
}
