package web

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// vaultView is the list of how the accesses are kept: never a secret.
type vaultView struct {
	rows []custody.Row
	now  time.Time
	zone *time.Location
	pack *regulation.Pack
}

// vaultList shows who keeps the accesses of each account and what is overdue.
func (s *Site) vaultList(w http.ResponseWriter, r *http.Request, v visit) error {
	rows, err := s.Keys.List(r.Context(), v.actor)
	if err != nil {
		return err
	}
	inForce := s.packInForce(r.Context())
	view := vaultView{rows, s.Now(), v.zone, inForce}
	return s.show(w, r, http.StatusOK, s.page(r, v, "boveda", lang.T(r.Context(), "Bóveda")), vaultListView(view))
}

func (v vaultView) count(is func(custody.Row) bool) (n int) {
	for _, r := range v.rows {
		if is(r) {
			n++
		}
	}
	return n
}

func (v vaultView) stats(ctx context.Context) []ui.Stat {
	stat := func(label string, n int, bad ui.State) ui.Stat {
		out := ui.Stat{Label: label, Value: lang.Number(ctx, n)}
		if n > 0 {
			out.Tag = &ui.Tag{Text: lang.T(ctx, "Por atender"), State: bad}
		}
		return out
	}
	return []ui.Stat{
		stat(lang.T(ctx, "Contraseñas por renovar"), v.count(func(r custody.Row) bool { return r.Custody.Overdue(v.now) }), ui.Fix),
		stat(lang.T(ctx, "Sin contraseña en la bóveda"), v.count(func(r custody.Row) bool { return !r.Custody.Has(account.PartPassword) }), ui.Warn),
		stat(lang.T(ctx, "Sin segundo factor en la bóveda"), v.count(func(r custody.Row) bool { return !r.Custody.Has(account.PartSeed) }), ui.Warn),
		stat(lang.T(ctx, "Con cambios en la red por revisar"), v.count(func(r custody.Row) bool { return !r.Custody.Watch.ChangedAt.IsZero() }), ui.Fix),
	}
}

// first is the first account that has something overdue.
func (v vaultView) first() string {
	for _, r := range v.rows {
		if r.Late(v.now) {
			return "/boveda/" + r.Account.ID
		}
	}
	return ""
}

func (v vaultView) table(ctx context.Context) []ui.Row {
	var out []ui.Row
	for _, r := range v.rows {
		row := ui.Row{Cells: []ui.Cell{
			{Text: accountName(ctx, r.Account), Href: "/boveda/" + r.Account.ID, Note: r.Area.Short + " · " + names(r.Custodians)},
			{View: ui.TagView(seedTag(ctx, r.Custody))}, {Text: renewedText(ctx, r.Custody, v.now)}, {View: v.next(ctx, r)}, {View: ui.TagView(lookTag(ctx, r, v.now))},
		}}
		if r.Custody.Overdue(v.now) || !r.Custody.Watch.ChangedAt.IsZero() {
			row.State = ui.Fix
		}
		out = append(out, row)
	}
	return out
}

func names(people []institution.Person) string {
	var out []string
	for _, p := range people {
		out = append(out, p.Name)
	}
	return strings.Join(out, ", ")
}

func seedTag(ctx context.Context, k account.Custody) ui.Tag {
	if k.Has(account.PartSeed) {
		return ui.Tag{Text: lang.T(ctx, "En la bóveda"), State: ui.OK}
	}
	return ui.Tag{Text: lang.T(ctx, "Falta"), State: ui.Warn}
}

func renewedText(ctx context.Context, k account.Custody, now time.Time) string {
	if k.RenewedAt.IsZero() {
		return lang.T(ctx, "Nunca")
	}
	return firstUpper(lang.When(ctx, k.RenewedAt, now))
}

// lookTag tells whether the settings on the network are as they should be.
func lookTag(ctx context.Context, r custody.Row, now time.Time) ui.Tag {
	switch {
	case !r.Custody.Watch.ChangedAt.IsZero():
		return ui.Tag{Text: lang.T(ctx, "Cambió en la red"), State: ui.Fix}
	case r.LookBy.IsZero():
		return ui.Tag{Text: lang.T(ctx, "Sin revisar"), State: ui.Warn}
	case now.After(r.LookBy):
		return ui.Tag{Text: lang.T(ctx, "Toca revisarla"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Revisada"), State: ui.OK}
}

// lateRenewals lists the accounts whose passwords should have been renewed by now, for who
// may know.
//
//clause:code 6.xxxiv
func (s *Site) lateRenewals(ctx context.Context, v visit) ([]custody.Row, error) {
	if !institution.Allowed(s.Now(), v.actor, institution.CredentialReview, institution.On{}) {
		return nil, nil
	}
	rows, err := s.Keys.List(ctx, v.actor)
	return slices.DeleteFunc(rows, func(r custody.Row) bool { return !r.Custody.Overdue(s.Now()) }), err
}

func lateText(ctx context.Context, late []custody.Row) string {
	var out []string
	for _, r := range late {
		out = append(out, accountName(ctx, r.Account))
	}
	return strings.Join(out, ", ")
}
