package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/regulation"
)

func (s *Service) describeCalendar(a huma.API) {
	const tag = "plazos"
	huma.Register(a, operation("read-calendar", http.MethodGet, "/calendar", "Los días que no cuentan en los plazos, y los plazos que hoy se contarían de otro modo", tag), s.readCalendar)
	huma.Register(a, creating("add-closure", "/calendar/closures", "Agregar un periodo propio sin labores", tag), s.addClosure)
	huma.Register(a, operation("remove-closure", http.MethodDelete, "/calendar/closures/{from}/{to}", "Quitar un periodo propio, por sus días", tag), s.removeClosure)
}

// closureBody is a period without work, its first and last days included.
type closureBody struct {
	Name string `json:"name" maxLength:"120" doc:"Qué periodo es"`
	From string `json:"from" format:"date" doc:"Primer día"`
	To   string `json:"to,omitempty" format:"date" doc:"Último día; sin él, el mismo"`
}

type calendarAnswer struct {
	Holidays []string      `json:"holidays" nullable:"false" doc:"Los de la ley; no se cambian aquí"`
	Closures []closureBody `json:"closures" nullable:"false" doc:"Los propios, en orden"`
	Own      bool          `json:"own" doc:"Si se fijaron en el programa, en lugar de los de la norma instalada"`
	Moved    int           `json:"moved" doc:"Plazos que ya corren y con este calendario se contarían de otro modo; conservan su fecha"`
}

func (s *Service) readCalendar(ctx context.Context, _ *struct{}) (*body[calendarAnswer], error) {
	y, err := s.Opener.Calendar(ctx, actor(ctx))
	out := calendarAnswer{Holidays: []string{}, Closures: []closureBody{}, Own: y.Own, Moved: len(y.Moved)}
	for _, x := range y.Holidays {
		out.Holidays = append(out.Holidays, x.Name)
	}
	for _, c := range y.Closures {
		out.Closures = append(out.Closures, closureBody{c.Name, c.From.String(), c.To.String()})
	}
	return answer(ctx, s, out, err)
}

func (s *Service) addClosure(ctx context.Context, in *struct{ Body closureBody }) (*body[calendarAnswer], error) {
	x := regulation.Closure{Name: in.Body.Name, From: day(in.Body.From), To: day(in.Body.To)}
	if err := s.Opener.AddClosure(ctx, actor(ctx), x); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return s.readCalendar(ctx, nil)
}

func (s *Service) removeClosure(ctx context.Context, in *struct {
	From string `path:"from" format:"date" doc:"Primer día"`
	To   string `path:"to" format:"date" doc:"Último día"`
}) (*body[calendarAnswer], error) {
	if err := s.Opener.RemoveClosure(ctx, actor(ctx), day(in.From), day(in.To)); err != nil {
		return nil, s.problemOf(ctx, err)
	}
	return s.readCalendar(ctx, nil)
}
