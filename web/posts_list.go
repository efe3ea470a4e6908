package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"pregonero/account"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

const postsPerPage = 25

// postStates are the states that a list can be narrowed to, by their word in the address.
var postStates = []struct {
	word  string
	state post.State
}{
	{"borrador", post.Draft}, {"espera-aval", post.Review}, {"espera-aprobacion", post.Endorsed},
	{"programada", post.Scheduled}, {"concluida", post.Closed}, {"descartada", post.Discarded},
}

// postFilter is what the address narrows the list by.
type postFilter struct {
	State, Account, Text, From, To string
	Page                           int
}

func postFilterOf(q url.Values) postFilter {
	f := postFilter{State: q.Get("estado"), Account: q.Get("cuenta"), Text: q.Get("texto"), From: q.Get("desde"), To: q.Get("hasta")}
	f.Page, _ = strconv.Atoi(q.Get("pagina"))
	f.Page = max(1, f.Page)
	return f
}

func (f postFilter) query(zone *time.Location) publishing.Query {
	q := publishing.Query{Text: f.Text, From: moment(f.From, "00:00", zone), Recent: true, Limit: postsPerPage, Offset: (f.Page - 1) * postsPerPage}
	if to := moment(f.To, "00:00", zone); !to.IsZero() {
		q.To = to.AddDate(0, 0, 1)
	}
	if f.Account != "" {
		q.Accounts = []string{f.Account}
	}
	for _, s := range postStates {
		if s.word == f.State {
			q.States = []post.State{s.state}
		}
	}
	return q
}

// href is the address of the list with one value changed.
func (f postFilter) href(name, value string) string {
	q := url.Values{}
	for key, v := range map[string]string{"estado": f.State, "cuenta": f.Account, "texto": f.Text, "desde": f.From, "hasta": f.To} {
		if v != "" && key != name {
			q.Set(key, v)
		}
	}
	if value != "" {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return "/publicaciones"
	}
	return "/publicaciones?" + q.Encode()
}

// postList is what the page of the list shows.
type postList struct {
	postFilter
	Posts    []post.Post
	Total    int
	Around   publishing.Around
	Accounts []account.Account
	Now      time.Time
	MayDraft bool
}

// posts lists the publications that the person may read.
func (s *Site) posts(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	l := postList{postFilter: postFilterOf(r.URL.Query()), Now: s.Now(), MayDraft: s.mayDraft(v.actor)}
	var err error
	if l.Posts, l.Total, err = s.Desk.List(ctx, v.actor, l.query(v.zone)); err != nil {
		return err
	}
	if l.Around, err = s.Desk.Around(ctx, l.Posts); err != nil {
		return err
	}
	if l.Accounts, err = s.Desk.MyAccounts(ctx, v.actor); err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "publicaciones", lang.T(ctx, "Publicaciones")), postListPage(l))
}

func (l postList) stateOptions(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, s := range postStates {
		out = append(out, ui.Option{Value: s.word, Label: stateTag(ctx, post.Post{State: s.state}).Text, Selected: s.word == l.State})
	}
	return out
}

func (l postList) accountOptions() []ui.Option { return accountOptions(l.Accounts, l.Account) }

func accountOptions(accounts []account.Account, chosen string) []ui.Option {
	var out []ui.Option
	for _, a := range accounts {
		out = append(out, ui.Option{Value: a.ID, Label: a.At(), Selected: a.ID == chosen})
	}
	return out
}

// active lists the filters that are on, each with the list without it.
func (l postList) active(ctx context.Context) []ui.Link {
	var out []ui.Link
	add := func(name, value, text string) {
		if value != "" {
			out = append(out, ui.Link{Text: text, Href: l.href(name, "")})
		}
	}
	for _, o := range l.stateOptions(ctx) {
		if o.Selected {
			add("estado", l.State, o.Label)
		}
	}
	if i := slices.IndexFunc(l.Accounts, func(a account.Account) bool { return a.ID == l.Account }); i >= 0 {
		add("cuenta", l.Account, l.Accounts[i].At())
	}
	add("texto", l.Text, lang.T(ctx, "con «%s»", l.Text))
	add("desde", l.From, lang.T(ctx, "desde %s", l.From))
	add("hasta", l.To, lang.T(ctx, "hasta %s", l.To))
	return out
}

func (l postList) clear(ctx context.Context) string {
	if len(l.active(ctx)) == 0 {
		return ""
	}
	return "/publicaciones"
}

func (l postList) table(ctx context.Context) ui.Table {
	t := ui.Table{Caption: lang.T(ctx, "Publicaciones"), CaptionHidden: true, Columns: []ui.Column{
		{Label: lang.T(ctx, "Publicación")}, {Label: lang.T(ctx, "Cuentas")}, {Label: lang.T(ctx, "Estado")}, {Label: lang.T(ctx, "Sale")}, {Label: lang.T(ctx, "La redactó")}}}
	for _, p := range l.Posts {
		due := lang.T(ctx, "sin hora")
		if !p.Content.DueAt.IsZero() {
			due = firstUpper(lang.When(ctx, p.Content.DueAt, l.Now))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			{Text: firstWords(ctx, p.Content), Href: "/publicaciones/" + p.ID},
			ui.Text(accountNames(l.Around.Accounts, p.Content.AccountIDs())),
			{View: ui.TagView(wholeTag(ctx, p, l.Around.Publications[p.ID]))}, ui.Text(due), ui.Text(p.AuthorName)}})
	}
	return t
}

func (l postList) pages() ui.Pagination {
	first := (l.Page - 1) * postsPerPage
	p := ui.Pagination{From: first + 1, To: first + len(l.Posts), Total: l.Total}
	if l.Page > 1 {
		p.Previous = l.href("pagina", strconv.Itoa(l.Page-1))
	}
	if first+len(l.Posts) < l.Total {
		p.Next = l.href("pagina", strconv.Itoa(l.Page+1))
	}
	return p
}
