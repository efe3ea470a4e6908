package oversight

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
)

// maxPeriods bounds the periods that an account keeps; those that ended two years ago leave.
const maxPeriods = 60

// AnnouncePeriod tells the public that on some days the account is attended otherwise, or by
// nobody. From that moment the directory and the calendar say so and the clocks of answers
// run by it. With less notice than the pack asks for, it is told all the same, and that it
// was late stays written.
//
//clause:code 5.1.p5
func (o *Office) AnnouncePeriod(ctx context.Context, a institution.Actor, accountID string, p regulation.Period) (account.Account, error) {
	now := o.Now()
	return o.changeAccount(ctx, a, institution.AttendanceSet, accountID, "account.period_announce", regulation.RuleAttendance, func(t *store.Tx, acc *account.Account) (map[string]any, error) {
		today := regulation.DateOf(now.In(acc.Hours.Location()))
		if err := checkPeriod(*acc, &p, today); err != nil {
			return nil, err
		}
		c, err := t.Calendar(ctx, o.Pack)
		if err != nil {
			return nil, err
		}
		notice := c.BusinessDaysBetween(today.Start(time.UTC), p.From.Start(time.UTC), time.UTC)
		p.Announced, p.By, p.Short = now, a.Name, float64(notice) < o.Pack.Threshold(regulation.ThresholdAbsenceNotice)
		acc.Hours.Periods = append(recent(acc.Hours.Periods, today), p)
		return map[string]any{"period": p.Sentence(), "short_notice": p.Short}, o.watched(ctx, t, *acc)
	})
}

func checkPeriod(acc account.Account, p *regulation.Period, today regulation.Date) error {
	p.Reason = strings.TrimSpace(p.Reason)
	n := utf8.RuneCountInString(p.Reason)
	switch {
	case acc.State == account.Closed:
		return fault.New(fault.Conflict, "La cuenta está dada de baja y ya no atiende.")
	case p.From.IsZero():
		return fault.New(fault.Invalid, "Diga desde qué día.").On("from")
	case p.From.Before(today):
		return fault.New(fault.Invalid, "Se anuncia antes: el primer día ya pasó.").On("from")
	case n == 0 || n > 120:
		return fault.New(fault.Invalid, "Escriba el motivo, como lo leerá el público (máximo 120 caracteres).").On("reason")
	}
	if p.To.IsZero() {
		p.To = p.From
	}
	if err := p.Check(); err != nil {
		return fault.New(fault.Invalid, "El periodo no se puede usar: %s.", err.Error()).On("to")
	}
	if i := slices.IndexFunc(acc.Hours.Periods, p.Overlaps); i >= 0 {
		return fault.New(fault.Conflict, "Se encima con otro periodo que ya se anunció. %s.", acc.Hours.Periods[i].Sentence()).Then("Retire aquel o cambie las fechas.").On("from")
	}
	if len(acc.Hours.Periods) >= maxPeriods {
		return fault.New(fault.Limit, "Caben %d periodos.", maxPeriods).On("from")
	}
	return nil
}

func recent(all []regulation.Period, today regulation.Date) []regulation.Period {
	return slices.DeleteFunc(slices.Clone(all), func(p regulation.Period) bool { return p.To.Plus(2 * 366).Before(today) })
}

// WithdrawPeriod takes back a period that was announced, by its first day. One that began
// ends the day before: what was is not rewritten.
//
//clause:code 5.1.p5
func (o *Office) WithdrawPeriod(ctx context.Context, a institution.Actor, accountID string, from regulation.Date) (account.Account, error) {
	now := o.Now()
	return o.changeAccount(ctx, a, institution.AttendanceSet, accountID, "account.period_withdraw", regulation.RuleAttendance, func(t *store.Tx, acc *account.Account) (map[string]any, error) {
		today := regulation.DateOf(now.In(acc.Hours.Location()))
		all := slices.Clone(acc.Hours.Periods)
		i := slices.IndexFunc(all, func(p regulation.Period) bool { return p.From == from && !p.To.Before(today) })
		if i < 0 {
			return nil, fault.New(fault.NotFound, "Ese periodo no está anunciado, o ya terminó.").Then("Vuelva a abrir el horario de la cuenta.")
		}
		told := all[i].Sentence()
		if all[i].From.Before(today) {
			all[i].To = today.Plus(-1)
		} else {
			all = slices.Delete(all, i, i+1)
		}
		acc.Hours.Periods = all
		return map[string]any{"period": told}, o.watched(ctx, t, *acc)
	})
}
