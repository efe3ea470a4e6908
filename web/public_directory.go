package web

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// directoryView is the directory, narrowed by what the address says.
type directoryView struct {
	all                 []oversight.PublicAccount // in order
	shown               []oversight.PublicAccount
	network, area, seat string
	entity              func(institution.Area) string
	personal            []account.Personal
}

// directory lists the official accounts.
func (s *Site) directory(w http.ResponseWriter, r *http.Request, _ visit) error {
	d, err := s.readDirectory(r)
	if err != nil {
		return err
	}
	if d.personal, err = s.Opener.PublicPersonals(r.Context()); err != nil {
		return err
	}
	s.cacheable(w, "public, max-age=0, must-revalidate") // a personal account that is withdrawn is gone at once
	return s.show(w, r, http.StatusOK, s.publicPage(r, lang.T(r.Context(), "Directorio de cuentas oficiales")), directoryPage(s.Pack.Institution.Of, d, s.Pack.ClauseFor(regulation.RulePersonalListing)))
}

func (s *Site) readDirectory(r *http.Request) (directoryView, error) {
	q := r.URL.Query()
	d := directoryView{network: q.Get("red"), area: q.Get("area"), seat: q.Get("entidad"), entity: s.entityOf}
	all, err := s.Office.Directory(r.Context())
	if err != nil {
		return d, err
	}
	slices.SortStableFunc(all, func(a, b oversight.PublicAccount) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Area.Name, b.Area.Name), cmp.Compare(a.Account.Name, b.Account.Name))
	})
	d.all = all
	for _, p := range all {
		if (d.network == "" || p.Account.Network == d.network) && (d.area == "" || p.Area.ID == d.area) && (d.seat == "" || d.entity(p.Area) == d.seat) {
			d.shown = append(d.shown, p)
		}
	}
	return d, nil
}

// entityOf is the federal entity of an area, or of the one above it; "" for a central one.
func (s *Site) entityOf(a institution.Area) string {
	for _, id := range []string{a.ID, a.ParentID} {
		if known, ok := s.Pack.Area(id); ok && known.State != "" {
			return known.State
		}
	}
	return ""
}

// choices are the values that the accounts have, as options of a filter.
func (d directoryView) choices(of func(oversight.PublicAccount) (value, label string), chosen string) []ui.Option {
	labels := map[string]string{}
	for _, p := range d.all {
		if value, label := of(p); value != "" {
			labels[value] = label
		}
	}
	var out []ui.Option
	for value, label := range labels {
		out = append(out, ui.Option{Value: value, Label: label, Selected: value == chosen})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return cmp.Compare(a.Label, b.Label) })
	return out
}

func (d directoryView) networks() []ui.Option {
	return d.choices(func(p oversight.PublicAccount) (string, string) {
		return p.Account.Network, limits.Of(p.Account.Network).Label
	}, d.network)
}

func (d directoryView) areas() []ui.Option {
	return d.choices(func(p oversight.PublicAccount) (string, string) { return p.Area.ID, p.Area.Name }, d.area)
}

func (d directoryView) entities() []ui.Option {
	return d.choices(func(p oversight.PublicAccount) (string, string) { return d.entity(p.Area), d.entity(p.Area) }, d.seat)
}

// address is the directory's with one filter changed; "" takes it away.
func (d directoryView) address(path, name, value string) string {
	q := url.Values{}
	for key, kept := range map[string]string{"red": d.network, "area": d.area, "entidad": d.seat} {
		if key == name {
			kept = value
		}
		if kept != "" {
			q.Set(key, kept)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// active are the filters that are on, each leading to the list without it.
func (d directoryView) active() []ui.Link {
	var out []ui.Link
	for _, f := range []struct {
		name    string
		options []ui.Option
	}{{"red", d.networks()}, {"area", d.areas()}, {"entidad", d.entities()}} {
		for _, o := range f.options {
			if o.Selected {
				out = append(out, ui.Link{Text: o.Label, Href: d.address("/directorio", f.name, "")})
			}
		}
	}
	return out
}

// closedOn says since when a closed account is no longer the institution's.
//
//clause:code 7.ix
func closedOn(ctx context.Context, a account.Account) string {
	if a.State != account.Closed || a.ClosedAt.IsZero() {
		return ""
	}
	return lang.T(ctx, "Dada de baja el %s", lang.Date(ctx, a.ClosedAt))
}

func (d directoryView) rows(ctx context.Context) []ui.Row {
	var rows []ui.Row
	for _, p := range d.shown {
		rows = append(rows, ui.Row{Cells: []ui.Cell{
			{Text: p.Account.At(), Href: "/verificar/" + p.Account.ID, Note: p.Account.Name},
			ui.Text(limits.Of(p.Account.Network).Label), {Text: p.Area.Name, Note: d.entity(p.Area)},
			{View: ui.TagView(*publicState(ctx, p.Account)), Note: closedOn(ctx, p.Account)}, {View: attendanceCell(p)},
		}})
	}
	return rows
}
