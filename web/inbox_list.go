package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/answering"
	"pregonero/inbox"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// inboxPage is how many comments a page of the inbox shows.
const inboxPage = 25

// savedView is one of the inbox's lists.
type savedView struct {
	key, text string
	query     answering.Query
	count     int
}

// inboxView is what the inbox shows, as its address says.
type inboxView struct {
	view, account, text string
	page                int
	list                answering.List
	now                 time.Time
	me                  string
	calendar            regulation.Calendar
}

// inbox lists what people wrote to the actor's accounts, the soonest due first.
//
//clause:code 6.xix
func (s *Site) inbox(w http.ResponseWriter, r *http.Request, v visit) error {
	q := r.URL.Query()
	i := inboxView{view: q.Get("vista"), account: q.Get("cuenta"), text: q.Get("q"), page: pageNumber(q), now: s.Now(), me: v.actor.PersonID, calendar: s.inForce(r.Context())}
	query := i.query(r.Context())
	if i.account != "" {
		query.Accounts = []string{i.account}
	}
	query.Text, query.Limit, query.Offset = i.text, inboxPage, (i.page-1)*inboxPage
	list, err := s.Counter.Inbox(r.Context(), v.actor, query)
	if err != nil {
		return err
	}
	i.list = list
	return s.show(w, r, http.StatusOK, s.page(r, v, "bandeja", lang.T(r.Context(), "Bandeja")), inboxListPage(i))
}

// pageNumber reads which page of a list is asked for, from 1.
func pageNumber(q url.Values) int {
	n, err := strconv.Atoi(q.Get("pagina"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

func (i inboxView) views(ctx context.Context) []savedView {
	open := []inbox.State{inbox.Open}
	return []savedView{
		{"", lang.T(ctx, "Por atender"), answering.Query{States: open}, i.list.Counts.Open},
		{"vencidos", lang.T(ctx, "Vencidos"), answering.Query{States: open, Late: true}, i.list.Counts.Late},
		{"mios", lang.T(ctx, "Míos"), answering.Query{States: open, Mine: true}, i.list.Counts.Mine},
		{"contestados", lang.T(ctx, "Contestados"), answering.Query{States: []inbox.State{inbox.Answering, inbox.Answered}, Newest: true}, 0},
		{"cerrados", lang.T(ctx, "Cerrados"), answering.Query{States: []inbox.State{inbox.Closed}, Newest: true}, 0},
		{"todos", lang.T(ctx, "Todos"), answering.Query{Newest: true}, 0},
	}
}

// query is that of the view in the address; an unknown view is the first.
func (i *inboxView) query(ctx context.Context) answering.Query {
	views := i.views(ctx)
	for _, x := range views {
		if x.key == i.view {
			return x.query
		}
	}
	i.view = ""
	return views[0].query
}

func (i inboxView) tabs(ctx context.Context) []ui.Tab {
	var out []ui.Tab
	for _, x := range i.views(ctx) {
		out = append(out, ui.Tab{Text: x.text, Href: i.address("vista", x.key, "pagina", ""), Count: x.count, Active: x.key == i.view})
	}
	return out
}

// address is that of the list with some of its words changed; pairs are names and values.
func (i inboxView) address(pairs ...string) string {
	words := map[string]string{"vista": i.view, "cuenta": i.account, "q": i.text, "pagina": strconv.Itoa(i.page)}
	for k := 0; k+1 < len(pairs); k += 2 {
		words[pairs[k]] = pairs[k+1]
	}
	return addressOf("/bandeja", words)
}

// addressOf joins a path and the words that are not empty; page 1 is not said.
func addressOf(path string, words map[string]string) string {
	q := url.Values{}
	for name, value := range words {
		if value != "" && (name != "pagina" || value != "1") {
			q.Set(name, value)
		}
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

func (i inboxView) accounts(ctx context.Context) []ui.Option {
	var out []ui.Option
	for _, a := range i.list.Accounts {
		out = append(out, ui.Option{Value: a.ID, Label: accountName(ctx, a), Selected: a.ID == i.account})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

func (i inboxView) active(ctx context.Context) []ui.Link {
	var out []ui.Link
	if a, ok := i.list.Accounts[i.account]; ok {
		out = append(out, ui.Link{Text: lang.T(ctx, "Cuenta: %s", a.At()), Href: i.address("cuenta", "", "pagina", "")})
	}
	if i.text != "" {
		out = append(out, ui.Link{Text: lang.T(ctx, "Texto: %s", i.text), Href: i.address("q", "", "pagina", "")})
	}
	return out
}

func (i inboxView) pages() ui.Pagination {
	from := (i.page - 1) * inboxPage
	p := ui.Pagination{From: from + 1, To: from + len(i.list.Items), Total: i.list.Total}
	if i.page > 1 {
		p.Previous = i.address("pagina", strconv.Itoa(i.page-1))
	}
	if p.To < i.list.Total {
		p.Next = i.address("pagina", strconv.Itoa(i.page+1))
	}
	return p
}

// rows are the comments as things to do.
func (i inboxView) rows(ctx context.Context) []ui.TaskRow {
	var rows []ui.TaskRow
	for _, item := range i.list.Items {
		acc := i.list.Accounts[item.AccountID]
		row := ui.TaskRow{Title: itemTitle(ctx, item), Href: "/bandeja/" + item.ID, Meta: i.meta(ctx, item, acc)}
		if item.State == inbox.Open && !item.DueAt.IsZero() {
			d := itemDeadline(ctx, item, i.now)
			row.Deadline = &d
		} else {
			t := itemTag(ctx, item)
			row.Tag = &t
		}
		rows = append(rows, row)
	}
	return rows
}

func (i inboxView) meta(ctx context.Context, item inbox.Item, acc account.Account) []string {
	out := []string{kindText(ctx, item.Kind), accountName(ctx, acc), lang.Ago(ctx, item.At, i.now)}
	if item.State == inbox.Open && !item.DueAt.IsZero() {
		out = append(out, attendanceLeft(ctx, acc.Hours, item, i.now, i.calendar))
	}
	switch {
	case item.Held(i.now) && item.LockBy == i.me:
		out = append(out, lang.T(ctx, "usted lo está contestando"))
	case item.Held(i.now):
		out = append(out, lang.T(ctx, "%s lo está contestando", item.LockName))
	case item.Assignee == i.me && i.me != "":
		out = append(out, lang.T(ctx, "asignado a usted"))
	case item.Assignee != "":
		out = append(out, lang.T(ctx, "asignado a %s", i.list.Names[item.Assignee]))
	}
	return out
}
