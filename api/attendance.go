package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"pregonero/account"
	"pregonero/oversight"
	"pregonero/regulation"
)

func (s *Service) describeAttendance(a huma.API) {
	const tag = "cuentas"
	huma.Register(a, operation("read-attendance", http.MethodGet, "/accounts/{id}/attendance", "Quién atiende una cuenta, y cuándo nadie", tag), s.readAttendance)
	huma.Register(a, creating("announce-period", "/accounts/{id}/attendance/periods", "Anunciar vacaciones u otro periodo", tag), s.announcePeriod)
	huma.Register(a, operation("withdraw-period", http.MethodPost, "/accounts/{id}/attendance/periods/{from}/withdraw", "Retirar un periodo anunciado", tag), s.withdrawPeriod)
	huma.Register(a, creating("set-turn", "/accounts/{id}/attendance/turns", "Decir quién atiende unos días", tag), s.setTurn)
	huma.Register(a, operation("drop-turn", http.MethodPost, "/accounts/{id}/attendance/turns/{turn}/drop", "Quitar un turno", tag), s.dropTurn)
}

func (s *Service) readAttendance(ctx context.Context, in *IDInput) (*body[oversight.Attendance], error) {
	v, err := s.Office.Attendance(ctx, actor(ctx), in.ID)
	return answer(ctx, s, v, err)
}

type periodBody struct {
	From   regulation.Date    `json:"from" doc:"El primer día"`
	To     regulation.Date    `json:"to,omitzero" doc:"El último; sin él, uno solo"`
	Reason string             `json:"reason" maxLength:"120" doc:"El motivo, como lo leerá el público"`
	Blocks []regulation.Block `json:"blocks,omitempty" doc:"El horario de esos días; sin él, nadie contesta"`
}

func (s *Service) announcePeriod(ctx context.Context, in *struct {
	IDInput
	Body periodBody
}) (*body[oversight.Attendance], error) {
	b := in.Body
	_, err := s.Office.AnnouncePeriod(ctx, actor(ctx), in.ID, regulation.Period{From: b.From, To: b.To, Reason: b.Reason, Blocks: b.Blocks})
	return s.attendance(ctx, in.ID, err)
}

func (s *Service) withdrawPeriod(ctx context.Context, in *struct {
	IDInput
	From regulation.Date `path:"from" doc:"El primer día del periodo"`
}) (*body[oversight.Attendance], error) {
	_, err := s.Office.WithdrawPeriod(ctx, actor(ctx), in.ID, in.From)
	return s.attendance(ctx, in.ID, err)
}

type turnBody struct {
	PersonID string               `json:"person_id" maxLength:"64" doc:"Quién: una de las dos personas administradoras o la titular del área"`
	From     regulation.Date      `json:"from,omitzero" doc:"El primer día; sin fechas, siempre"`
	To       regulation.Date      `json:"to,omitzero" doc:"El último"`
	Days     []regulation.Weekday `json:"days,omitempty" doc:"Los días de la semana; sin ellos, todos"`
}

func (s *Service) setTurn(ctx context.Context, in *struct {
	IDInput
	Body turnBody
}) (*body[oversight.Attendance], error) {
	b := in.Body
	_, err := s.Office.SetTurn(ctx, actor(ctx), in.ID, account.Turn{PersonID: b.PersonID, From: b.From, To: b.To, Days: b.Days})
	return s.attendance(ctx, in.ID, err)
}

func (s *Service) dropTurn(ctx context.Context, in *struct {
	IDInput
	Turn string `path:"turn" maxLength:"64" doc:"El turno"`
}) (*body[oversight.Attendance], error) {
	_, err := s.Office.DropTurn(ctx, actor(ctx), in.ID, in.Turn)
	return s.attendance(ctx, in.ID, err)
}

// attendance answers with the attendance as it stays.
func (s *Service) attendance(ctx context.Context, accountID string, err error) (*body[oversight.Attendance], error) {
	if err != nil {
		return answer(ctx, s, oversight.Attendance{}, err)
	}
	return s.readAttendance(ctx, &IDInput{ID: accountID})
}
