package web

import (
	"context"
	"slices"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// switches are what somebody may stop or resume.
type switches struct {
	MayAll   bool
	Stopped  string            // why everything is stopped; "" when it is not
	Accounts []account.Account // that the person may stop
}

// fewAccounts are shown one by one; of more, only those that are stopped.
const fewAccounts = 12

func (s *Site) readSwitches(ctx context.Context, v visit) (switches, error) {
	now := s.Now()
	out := switches{MayAll: institution.Allowed(now, v.actor, institution.PublishingStopAll, institution.On{})}
	var err error
	if out.Stopped, err = s.Desk.Stopped(ctx); err != nil {
		return out, err
	}
	if !institution.Allowed(now, v.actor, institution.PublishingStop, institution.On{}) {
		return out, nil
	}
	all, _, err := s.Office.Accounts(ctx, v.actor)
	out.Accounts = slices.DeleteFunc(all, func(a account.Account) bool {
		on := institution.On{AreaID: a.AreaID, AccountIDs: []string{a.ID}}
		return a.State == account.Closed || !institution.Allowed(now, v.actor, institution.PublishingStop, on)
	})
	return out, err
}

// rows are the accounts with their switch: all when they are few, else those stopped.
func (x switches) rows(ctx context.Context) []ui.SummaryRow {
	var rows []ui.SummaryRow
	for _, a := range x.Accounts {
		row := ui.SummaryRow{Key: accountName(ctx, a), View: ui.TagView(ui.Tag{Text: lang.T(ctx, "En marcha"), State: ui.OK}),
			Change: &ui.Link{Text: lang.T(ctx, "Detener"), Href: stopHref(a.ID)}}
		if a.Stopped {
			row.View, row.Change = stoppedView(a), nil
		}
		if a.Stopped || len(x.Accounts) <= fewAccounts {
			rows = append(rows, row)
		}
	}
	return rows
}

// running are the accounts that can be stopped, to choose from.
func (x switches) running(ctx context.Context) []ui.Option {
	var options []ui.Option
	for _, a := range x.Accounts {
		if !a.Stopped {
			options = append(options, ui.Option{Value: a.ID, Label: accountName(ctx, a)})
		}
	}
	return options
}

func stopHref(accountID string) string   { return "/cuentas/" + accountID + "/detener" }
func resumeHref(accountID string) string { return "/cuentas/" + accountID + "/reanudar" }

// Where everything is stopped and resumed.
const (
	stopAllHref   = "/cuentas/detener"
	resumeAllHref = "/cuentas/reanudar"
)
