package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"pregonero/directory"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// directoryPath is «Directorio»: how the people of the institution's directory come in.
const directoryPath = "/administracion/directorio"

// scimPath is where the directory sends what it says; the wiring mounts it there.
const scimPath = "/scim/v2"

func (s *Site) directoryRoutes(m *http.ServeMux) {
	m.HandleFunc("GET "+directoryPath, s.inside(s.syncPage))
	m.HandleFunc("POST "+directoryPath+"/llaves", s.inside(s.directoryKeyCreate))
	m.HandleFunc("POST "+directoryPath+"/llaves/{id}/cancelar", s.inside(s.directoryKeyRevoke))
}

// syncView is all that the page shows.
type syncView struct {
	oversight.DirectoryStatus
	names   adminNames
	tabs    []ui.Tab
	now     time.Time
	address string // where the directory sends what it says
	mayKeys bool
	newKey  string // just made, shown this once
	name    string // what was typed
	days    string
	errors  []ui.FieldError
}

func (s *Site) syncPage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showSync(w, r, v, http.StatusOK, syncView{})
}

func (s *Site) showSync(w http.ResponseWriter, r *http.Request, v visit, status int, x syncView) (err error) {
	ctx := r.Context()
	if x.DirectoryStatus, err = s.Office.DirectoryStatus(ctx, v.actor); err != nil {
		return err
	}
	if x.names, err = s.adminNames(ctx, v); err != nil {
		return err
	}
	x.tabs, x.now, x.address, x.mayKeys = s.adminTabs(ctx, v, directoryPath), s.Now(), s.BaseURL+scimPath, s.may(v, institution.DirectoryManage)
	return s.showAdmin(w, r, v, status, lang.T(ctx, "Directorio"), x.errors, syncPageView(x))
}

// directoryKeyCreate makes a key for the directory and shows it this once.
func (s *Site) directoryKeyCreate(w http.ResponseWriter, r *http.Request, v visit) error {
	x := syncView{name: r.PostFormValue("name"), days: r.PostFormValue("days")}
	days, _ := strconv.Atoi(x.days) // nonsense is 0, which is refused
	key, _, err := s.Office.CreateDirectoryKey(r.Context(), v.actor, x.name, s.Now().Add(time.Duration(min(days, 9999))*24*time.Hour))
	if f, errors, ok := onForm(r.Context(), err); ok {
		x.errors = errors
		return s.showSync(w, r, v, statuses[f.Kind], x)
	}
	if err != nil {
		return err
	}
	return s.showSync(w, r, v, http.StatusOK, syncView{newKey: key})
}

// directoryKeyRevoke ends a key of the directory.
func (s *Site) directoryKeyRevoke(w http.ResponseWriter, r *http.Request, v visit) error {
	if err := s.Office.RevokeDirectoryKey(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	return s.done(w, r, directoryPath, lang.T(r.Context(), "La llave ya no sirve: el directorio no puede entrar con ella."))
}

// lead says how the sync goes, in one sentence.
func (x syncView) lead(ctx context.Context) string {
	if x.Used.IsZero() {
		return lang.T(ctx, "Ningún directorio se ha conectado todavía.")
	}
	return lang.T(ctx, "Última sincronización: %s.", lang.When(ctx, x.Used, x.now)) + " " +
		lang.N(ctx, x.People, "Mantiene al día a %d persona.", "Mantiene al día a %d personas.")
}

func (x syncView) keyRows(ctx context.Context) (rows []ui.Row) {
	for _, k := range x.Keys {
		used := lang.T(ctx, "Nunca")
		if !k.Used.IsZero() {
			used = lang.Ago(ctx, k.Used, x.now)
		}
		row := ui.Row{Cells: []ui.Cell{ui.Text(k.Name), {View: ui.TagView(directoryKeyTag(ctx, k)), Note: lang.T(ctx, "Vence el %s", lang.Date(ctx, k.Expires))}, ui.Text(used), ui.Text("")}}
		if k.Good && x.mayKeys {
			row.Cells[3] = ui.Cell{View: directoryRevokeButton(k)}
		}
		rows = append(rows, row)
	}
	return rows
}

func directoryKeyTag(ctx context.Context, k oversight.DirectoryKey) ui.Tag {
	switch {
	case k.Good:
		return ui.Tag{Text: lang.T(ctx, "Vigente"), State: ui.OK}
	case k.Revoked.IsZero():
		return ui.Tag{Text: lang.T(ctx, "Vencida"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Cancelada")}
}

func (x syncView) refusalRows(ctx context.Context) (rows []ui.Row) {
	for _, r := range x.Refusals {
		rows = append(rows, ui.Row{State: ui.Fix, Cells: []ui.Cell{ui.Text(refusedWhat(ctx, r)), {View: spanish(r.Reason)}, {Text: lang.When(ctx, r.Last, x.now), Note: lang.N(ctx, r.Times, "%d vez", "%d veces")}}})
	}
	return rows
}

func refusedWhat(ctx context.Context, r directory.Refusal) string {
	if name, ok := strings.CutPrefix(r.What, "Groups "); ok {
		return lang.T(ctx, "Grupo %s", name)
	}
	return strings.TrimPrefix(r.What, "Users ")
}

func (x syncView) changeRows(ctx context.Context) (rows []ui.Row) {
	for _, c := range x.Changes {
		about := ui.Text(detailText(c.Details["name"]))
		if c.Person != "" {
			about = ui.Cell{Text: c.Name, Href: peoplePath + "/" + c.Person}
		}
		did := sentenceCase(entryText(ctx, oversight.Line{Entry: c.Entry}))
		rows = append(rows, ui.Row{Cells: []ui.Cell{{Text: did, Note: x.over(ctx, c)}, about, ui.Text(lang.When(ctx, c.At, x.now))}})
	}
	return rows
}

// over names the role and the area of a change that is about them.
func (x syncView) over(ctx context.Context, c oversight.DirectoryChange) string {
	role, ok := c.Details["role"].(string)
	if !ok {
		return ""
	}
	return lang.Dyn(ctx, institution.RoleLabel(institution.Role(role))) + " · " + x.names.areas[c.Area].Short
}

func (x syncView) groupRows(ctx context.Context) (rows []ui.Row) {
	for _, g := range x.Groups {
		var gives []string
		for _, role := range g.Roles {
			gives = append(gives, lang.Dyn(ctx, institution.RoleLabel(role.Role))+" · "+x.names.areas[role.AreaID].Short)
		}
		if gives == nil {
			gives = []string{lang.T(ctx, "Ningún cargo")}
		}
		rows = append(rows, ui.Row{Cells: []ui.Cell{ui.Text(g.Name), ui.Text(strings.Join(gives, ", ")), ui.Text(lang.Number(ctx, len(g.Members)))}})
	}
	return rows
}
