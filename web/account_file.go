package web

import (
	"context"
	"net/http"
	"time"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/institution"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// The parts of an account's file, by the last word of their addresses.
const (
	tabSummary = ""
	tabLine    = "linea"
	tabPeople  = "personas"
	tabAccess  = "accesos"
	tabHours   = "horario"
	tabPosts   = "publicaciones"
)

// fileView is an account's file open at one of its parts.
type fileView struct {
	oversight.AccountFile
	tab    string
	now    time.Time
	zone   *time.Location
	pack   *regulation.Pack
	errors []ui.FieldError

	lines []ui.TimelineDay // of the timeline
	older string           // address of the next page of the timeline
	ways  custody.Ways
	vault *custodyView // how its accesses are kept, when the reader may know
	code  string       // the network's page where it gives a code
	form  map[string]string
	typed string // which form of the part was sent; "" for none
	zones []ui.Option

	attendance oversight.Attendance // of the hours
}

// accountTab opens an account's file at one part.
func (s *Site) accountTab(tab string) handler {
	return func(w http.ResponseWriter, r *http.Request, v visit) error {
		return s.showFile(w, r, v, http.StatusOK, fileView{tab: tab})
	}
}

// showFile shows the file of the address; typed carries what was typed and what is wrong.
func (s *Site) showFile(w http.ResponseWriter, r *http.Request, v visit, status int, typed fileView) error {
	read, err := s.Office.AccountFile(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	f := typed
	f.AccountFile, f.now, f.zone, f.pack = read, s.Now(), v.zone, s.Pack
	if err := s.fillTab(r, v, &f); err != nil {
		return err
	}
	p := s.page(r, v, "cuentas", read.Account.Name)
	p.Errors = f.errors
	return s.show(w, r, status, p, filePage(f))
}

// fillTab reads what the open part needs besides.
func (s *Site) fillTab(r *http.Request, v visit, f *fileView) (err error) {
	ctx := r.Context()
	if f.tab == tabLine && f.MayReadLog {
		if err := s.fillLine(r, v, f); err != nil {
			return err
		}
	}
	if f.tab == tabAccess && f.MayUse && f.Account.State != account.Closed {
		if f.ways, err = s.ways(ctx, v, f.Account.ID); err != nil {
			return err
		}
	}
	if f.tab == tabSummary || f.tab == tabAccess {
		if f.vault, err = s.vaultOf(r, v, f.Account); err != nil {
			return err
		}
	}
	if f.tab == tabHours {
		if f.attendance, err = s.Office.Attendance(ctx, v.actor, f.Account.ID); err != nil {
			return err
		}
	}
	if f.tab == tabHours && f.MayChange {
		f.zones = s.zoneOptions(ctx, f.Account.Hours.Zone)
	}
	return nil
}

func (f fileView) path(tab string) string {
	if tab == tabSummary {
		return "/cuentas/" + f.Account.ID
	}
	return "/cuentas/" + f.Account.ID + "/" + tab
}

// tabs are the parts that the reader may open.
func (f fileView) tabs(ctx context.Context) []ui.Tab {
	out := []ui.Tab{{Text: lang.T(ctx, "Resumen"), Href: f.path(tabSummary), Active: f.tab == tabSummary}}
	if f.MayReadLog {
		out = append(out, ui.Tab{Text: lang.T(ctx, "Línea de tiempo"), Href: f.path(tabLine), Active: f.tab == tabLine})
	}
	return append(out, ui.Tab{Text: lang.T(ctx, "Personas"), Href: f.path(tabPeople), Active: f.tab == tabPeople},
		ui.Tab{Text: lang.T(ctx, "Accesos"), Href: f.path(tabAccess), Active: f.tab == tabAccess},
		ui.Tab{Text: lang.T(ctx, "Horario"), Href: f.path(tabHours), Active: f.tab == tabHours},
		ui.Tab{Text: lang.T(ctx, "Publicaciones"), Href: f.path(tabPosts), Active: f.tab == tabPosts})
}

// nextStep is where the next obligation is fulfilled; "" when it is not for the reader.
func (f fileView) nextStep() string {
	switch f.Next {
	case oversight.OwesAdministrator:
		return f.when(f.MayChange, f.path(tabPeople))
	case oversight.OwesConnection, oversight.OwesReconnection:
		return f.when(f.MayUse, f.path(tabAccess))
	case oversight.OwesActivation:
		return f.when(f.MayChange, f.path("estado")+"?accion=activate")
	case oversight.OwesOpening:
		return f.when(f.Account.Proposal != "", "/propuestas/"+f.Account.Proposal+"/apertura")
	case oversight.OwesResumption:
		return f.when(f.MayStop, f.path(tabSummary)+"#detener")
	}
	return ""
}

func (f fileView) when(may bool, path string) string {
	if may {
		return path
	}
	return ""
}

// rank is the name of a person's rank.
func (f fileView) rank(p institution.Person) string {
	if r, ok := f.pack.Rank(p.RankID); ok {
		return r.Name
	}
	return p.RankID
}
