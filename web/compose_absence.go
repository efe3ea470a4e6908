package web

import (
	"context"
	"slices"
	"strings"

	"pregonero/internal/fault"
	"pregonero/oversight"
)

// absenceText is a publication to begin from that tells of a period that was announced. It
// is what will be published, so it is Spanish in every language of the page.
//
//clause:code 5.1.p5
func (s *Site) absenceText(ctx context.Context, accountID, from string) (string, error) {
	p, err := s.Office.PublicAccount(ctx, accountID)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(p.Absences, func(x oversight.Absence) bool { return x.From.String() == from })
	if i < 0 {
		return "", fault.New(fault.NotFound, "Ese periodo no está anunciado, o ya terminó.").Then("Vuelva a abrir el horario de la cuenta.")
	}
	return "Horario de atención de esta cuenta. " + strings.TrimSuffix(p.Absences[i].Text, ".") + ". Después de esos días leeremos su mensaje y le contestaremos.", nil
}
