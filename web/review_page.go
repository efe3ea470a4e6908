package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// Tabs of the page, by their word in the address.
const (
	tabOpen     = "por-resolver"
	tabReturned = "devueltas"
	tabLate     = "vencidas"
	tabResolved = "resueltas"
)

// reviewList is what the page shows: a list, and one item of it.
type reviewList struct {
	publishing.Reviews
	Tab  string
	Now  time.Time
	Item *reviewItem // nil when the list is empty
	site *Site
	pack *regulation.Pack // with the calendar in force
}

// reviewItem is the post that is being looked at.
type reviewItem struct {
	postView
	Differences []difference
	First       bool // nothing was sent before it
	Deadline    *ui.Deadline
	Told        *ui.Notice
}

// reviews lists what waits for the person's word, with the first one open beside it.
func (s *Site) reviews(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showReviews(w, r, v, http.StatusOK, "", nil)
}

// reviewOne opens one item.
func (s *Site) reviewOne(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showReviews(w, r, v, http.StatusOK, r.PathValue("id"), nil)
}

// showReviews shows list and item; told is what has just happened to it, if anything.
func (s *Site) showReviews(w http.ResponseWriter, r *http.Request, v visit, status int, id string, told *ui.Notice) error {
	ctx := r.Context()
	all, err := s.Desk.Reviews(ctx, v.actor)
	if err != nil {
		return err
	}
	inForce := s.packInForce(ctx)
	l := reviewList{Reviews: all, Tab: tabOf(r), Now: s.Now(), site: s, pack: inForce}
	kind, shown := ui.SplitKind("split--list split--chosen"), id
	if id == "" {
		kind, shown = "split--list split--unchosen", l.first()
	}
	if shown != "" {
		if l.Item, err = s.reviewItem(ctx, v, shown); err != nil {
			return err
		}
		l.Item.Told = told
	}
	return s.show(w, r, status, s.page(r, v, "visto-bueno", lang.T(ctx, "Visto bueno")), reviewsPage(l, kind, id != ""))
}

func tabOf(r *http.Request) string {
	switch tab := r.URL.Query().Get("ver"); tab {
	case tabReturned, tabLate, tabResolved:
		return tab
	}
	return tabOpen
}

// listed are the posts of the open tab.
func (l reviewList) listed() []post.Post {
	switch l.Tab {
	case tabReturned:
		return l.Returned
	case tabLate:
		return l.Late
	case tabResolved:
		return l.Resolved
	}
	return append(l.Open[:len(l.Open):len(l.Open)], l.Own...)
}

func (l reviewList) first() string {
	if all := l.listed(); len(all) > 0 {
		return all[0].ID
	}
	return ""
}

func (l reviewList) tabs(ctx context.Context) []ui.Tab {
	tab := func(word, text string, count int) ui.Tab {
		return ui.Tab{Text: text, Href: "/visto-bueno?ver=" + word, Count: count, Active: word == l.Tab}
	}
	return []ui.Tab{tab(tabOpen, lang.T(ctx, "Por resolver"), len(l.Open)), tab(tabReturned, lang.T(ctx, "Devueltas"), len(l.Returned)),
		tab(tabLate, lang.T(ctx, "Vencidas"), len(l.Late)), tab(tabResolved, lang.T(ctx, "Resueltas"), 0)}
}

func (l reviewList) rows(ctx context.Context) []ui.TaskRow {
	var rows []ui.TaskRow
	for i, p := range l.listed() {
		row := ui.TaskRow{Title: firstWords(ctx, p.Content), Href: "/visto-bueno/" + p.ID + "?ver=" + l.Tab, Meta: []string{p.AuthorName, accountNames(l.Accounts, p.Content.AccountIDs())}}
		switch {
		case l.Tab == tabOpen && i < len(l.Open):
			row.Deadline = l.site.answerDeadline(l.pack, p, "list-")
		case l.Tab == tabOpen:
			row.Tag = &ui.Tag{Text: ownWord(ctx, p.State)}
		default:
			tag := stateTag(ctx, p)
			if l.Tab == tabLate {
				tag = ui.Tag{Text: lang.T(ctx, "Venció sin respuesta"), State: ui.Fix}
			}
			row.Tag = &tag
			if l.Tab == tabResolved {
				row.Meta = append(row.Meta, resolvedBy(ctx, p, l.Now))
			}
		}
		rows = append(rows, row)
	}
	l.keys(rows)
	return rows
}

// keys marks the row that is open, and gives its neighbours the letters that go to them.
func (l reviewList) keys(rows []ui.TaskRow) {
	at := slices.IndexFunc(l.listed(), func(p post.Post) bool { return l.Item != nil && p.ID == l.Item.Post.ID })
	if at < 0 {
		return
	}
	rows[at].Current = true
	if at > 0 {
		rows[at-1].Key = "k"
	}
	if at+1 < len(rows) {
		rows[at+1].Key = "j"
	}
}

// resolvedBy says who had the last word on a post, and when.
func resolvedBy(ctx context.Context, p post.Post, now time.Time) string {
	if p.Approval != nil {
		return lang.T(ctx, "Aprobada por %s, %s", p.Approval.Name, lang.When(ctx, p.Approval.At, now))
	}
	return lang.T(ctx, "Con visto bueno de %s, %s", p.Aval.Name, lang.When(ctx, p.Aval.At, now))
}

func ownWord(ctx context.Context, state post.State) string {
	if state == post.Endorsed {
		return lang.T(ctx, "No puede aprobar lo propio")
	}
	return lang.T(ctx, "No puede avalar lo propio")
}

// answerDeadline is until when the post waits for an answer, and why.
func (s *Site) answerDeadline(inForce *regulation.Pack, p post.Post, prefix string) *ui.Deadline {
	due := publishing.AnswerBy(inForce, p)
	d := &ui.Deadline{ID: prefix + p.ID, Due: due, Now: s.Now(), Kind: ui.Hours, Started: p.Submitted, Ticks: true}
	limit, ok := inForce.Deadline(regulation.DeadlineEndorsement)
	if !ok || due.Equal(p.Content.DueAt) {
		return d
	}
	d.Clause, d.Href = limit.Clause, clauseHref(limit.Clause)
	if limit.Unit == regulation.BusinessDays {
		d.Kind, d.Ticks = ui.BusinessDays, false
		d.Days = inForce.Calendar.BusinessDaysBetween(s.Now(), due, s.zone(s.Pack.Institution.Zone))
	}
	return d
}

// reviewItem gathers what whoever resolves must see.
func (s *Site) reviewItem(ctx context.Context, v visit, id string) (*reviewItem, error) {
	rv, err := s.Desk.ReadReview(ctx, v.actor, id)
	if err != nil {
		return nil, err
	}
	shown, err := s.postView(ctx, v, rv.View)
	if err != nil {
		return nil, err
	}
	item := &reviewItem{postView: shown, First: rv.Before == nil}
	if rv.Before != nil {
		item.Differences = s.differences(ctx, rv.Before.Content, rv.Post.Content, rv.Accounts, shown.Zone)
	}
	if item.waits() {
		inForce := s.packInForce(ctx)
		item.Deadline = s.answerDeadline(inForce, rv.Post, "item-")
	}
	return item, nil
}

func (i reviewItem) waits() bool { return i.Post.State == post.Review || i.Post.State == post.Endorsed }

// tooLate tells whether its hour passed while it waited.
func (i reviewItem) tooLate() bool { return i.waits() && !i.Post.Content.DueAt.After(i.Now) }

// mayReturn tells whether the person may send it back.
func (i reviewItem) mayReturn() bool { return i.waits() && i.May[institution.PostReturn] && !i.Own }

// ownOffice tells whether the person's office would resolve it, had they not written it.
func (i reviewItem) ownOffice() bool {
	return i.Own && (i.Post.State == post.Review && i.May[institution.PostEndorse] || i.Post.State == post.Endorsed && i.May[institution.PostApprove])
}

// resolvedNotice says who resolved it while the person was looking; nil when nobody did.
func resolvedNotice(ctx context.Context, p post.Post, asked post.State, now time.Time) *ui.Notice {
	if p.State == asked {
		return nil
	}
	said := ""
	switch {
	case p.Approval != nil:
		said = lang.T(ctx, "%s la aprobó %s.", p.Approval.Name, lang.When(ctx, p.Approval.At, now))
	case p.Returned != nil:
		said = lang.T(ctx, "%s la devolvió %s.", p.Returned.Name, lang.When(ctx, p.Returned.At, now))
	case p.Aval != nil:
		said = lang.T(ctx, "%s le dio visto bueno %s.", p.Aval.Name, lang.When(ctx, p.Aval.At, now))
	default:
		return nil
	}
	return &ui.Notice{State: ui.Info, Title: lang.T(ctx, "Otra persona ya resolvió"), Text: said}
}

// notResolved shows the item again with what stood in the way.
func (s *Site) notResolved(w http.ResponseWriter, r *http.Request, v visit, asked post.State, err error) error {
	ctx, id := r.Context(), r.PathValue("id")
	f, ok := again(err)
	if !ok {
		return err
	}
	view, unreadable := s.Desk.Read(ctx, v.actor, id)
	if unreadable != nil {
		return err
	}
	told := noticeOf(ctx, f)
	if f.Kind == fault.Conflict {
		if other := resolvedNotice(ctx, view.Post, asked, s.Now()); other != nil {
			told = *other
		}
	}
	return s.showReviews(w, r, v, statuses[f.Kind], id, &told)
}
