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

// custodyView is one account's page in the vault.
type custodyView struct {
	custody.File
	now  time.Time
	zone *time.Location
	pack *regulation.Pack

	viewer string            // the person who looks
	part   account.Part      // of the form that is open
	form   map[string]string // what was typed, never a secret
	errors []ui.FieldError

	confirming
	shown custody.Shown // what was asked to be seen
}

// vaultPage shows how the accesses of an account are kept and what is to be done.
func (s *Site) vaultPage(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.custodyView(r, v, custodyView{})
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "boveda", lang.T(r.Context(), "Bóveda de %s", f.Account.At())), custodyPage(f))
}

// custodyView fills what every page of the vault needs; typed carries the rest.
func (s *Site) custodyView(r *http.Request, v visit, typed custodyView) (custodyView, error) {
	f, err := s.Keys.File(r.Context(), v.actor, r.PathValue("id"))
	typed.File, typed.now, typed.zone, typed.pack, typed.viewer = f, s.Now(), v.zone, s.Pack, v.actor.PersonID
	return typed, err
}

// vaultOf is the account's custody for its file; nil when the reader may not know it.
func (s *Site) vaultOf(r *http.Request, v visit, acc account.Account) (*custodyView, error) {
	on := institution.On{AreaID: acc.AreaID, AccountIDs: []string{acc.ID}}
	if !institution.Allowed(s.Now(), v.actor, institution.CredentialReview, on) {
		return nil, nil
	}
	f, err := s.custodyView(r, v, custodyView{})
	return &f, err
}

func (s *Site) showVault(w http.ResponseWriter, r *http.Request, v visit, status int, f custodyView, title string, body func(custodyView) templComponent) error {
	p := s.page(r, v, "boveda", title)
	p.Errors = f.errors
	return s.show(w, r, status, p, body(f))
}

func (f custodyView) path(rest string) string {
	if rest == "" {
		return "/boveda/" + f.Account.ID
	}
	return "/boveda/" + f.Account.ID + "/" + rest
}

// others are those who answer for the accesses, but the one who looks.
func (f custodyView) others() []institution.Person {
	return slices.DeleteFunc(slices.Clone(f.Custodians), func(p institution.Person) bool { return p.ID == f.viewer })
}

func (f custodyView) typed(field string) string { return f.form[field] }

// primary is what is to be done first.
func (f custodyView) primary(ctx context.Context) (text, href string) {
	switch {
	case !f.MayUse || f.Account.State == account.Closed:
		return "", ""
	case f.Custody.Rotation != nil:
		return lang.T(ctx, "Seguir la renovación"), f.path("renovar")
	case !f.Custody.Has(account.PartPassword):
		return lang.T(ctx, "Entregar la contraseña"), f.path("guardar") + "?parte=password"
	case f.Custody.Overdue(f.now):
		return lang.T(ctx, "Renovar la contraseña"), f.path("renovar")
	}
	return lang.T(ctx, "Revisar ahora"), f.path("revision")
}

// partRow is a line of what is kept.
type partRow struct {
	part account.Part
	kept account.Kept
	is   bool
	more string // such as how many codes are left
}

func (f custodyView) parts(ctx context.Context) []partRow {
	var out []partRow
	for _, p := range account.Parts() {
		row := partRow{part: p, kept: f.Custody.Kept[p], is: f.Custody.Has(p)}
		if p == account.PartCodes && row.is {
			row.more = lang.N(ctx, f.Custody.CodesLeft, "Queda %d sin usar.", "Quedan %d sin usar.")
		}
		out = append(out, row)
	}
	return out
}

// settingRows are what the network says, and what it said when it was accepted.
func (f custodyView) settingRows(ctx context.Context) []ui.Row {
	changed := map[string]string{}
	for _, c := range f.Custody.Watch.Changes() {
		changed[c.Name] = c.Was
	}
	var out []ui.Row
	for _, x := range f.Custody.Watch.Seen {
		row := ui.Row{Cells: []ui.Cell{ui.Text(factText(ctx, x.Name)), {Text: orNothing(ctx, x.Value)}, {View: ui.TagView(ui.Tag{Text: lang.T(ctx, "Como se aceptó"), State: ui.OK})}}}
		if was, ok := changed[x.Name]; ok {
			row.State = ui.Fix
			row.Cells[2] = ui.Cell{View: ui.TagView(ui.Tag{Text: lang.T(ctx, "Cambió"), State: ui.Fix}), Note: lang.T(ctx, "Antes: %s", orNothing(ctx, was))}
		}
		out = append(out, row)
	}
	return out
}

func orNothing(ctx context.Context, s string) string {
	if s == "" {
		return lang.T(ctx, "(vacío)")
	}
	return shorten(s, 120)
}

// looked names settings in one sentence.
func looked(ctx context.Context, names []string) string {
	var out []string
	for _, n := range names {
		out = append(out, factText(ctx, n))
	}
	return strings.Join(out, ", ")
}

// vaultAccept takes what the network shows now as it should be.
func (s *Site) vaultAccept(w http.ResponseWriter, r *http.Request, v visit) error {
	id := r.PathValue("id")
	if err := s.Keys.AcceptSettings(r.Context(), v.actor, id); err != nil {
		return err
	}
	return s.done(w, r, "/boveda/"+id, lang.T(r.Context(), "Quedó aceptado como está ahora en la red."))
}
