package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// calendar shows what is due in a week, a month or the weeks to come.
func (s *Site) calendar(w http.ResponseWriter, r *http.Request, v visit) error {
	c, err := s.readCalendar(r, v, placeOf(r, s.Now(), v.zone))
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "calendario", lang.T(r.Context(), "Calendario")), calendarView(c))
}

// calendarPage is what the page of the calendar shows.
type calendarPage struct {
	Place    calendarPlace
	Now      time.Time
	MayDraft bool
	off      regulation.Calendar // in force
	Known    []account.Account   // that can be filtered by
	Label    string              // "Semana del 23 al 29 de noviembre de 2026"
	Empty    bool
	Undo     *ui.UndoBar
	Week     ui.Week
	Month    ui.Month
	Days     []ui.Day // of the list: only those with something
}

// readCalendar gathers the publications of a place.
func (s *Site) readCalendar(r *http.Request, v visit, place calendarPlace) (calendarPage, error) {
	ctx, now := r.Context(), s.Now()
	c := calendarPage{Place: place, Now: now, MayDraft: institution.Allowed(now, v.actor, institution.PostDraft, institution.On{}), off: s.inForce(ctx)}
	var only []string
	if place.Account != "" {
		only = []string{place.Account}
	}
	due, err := s.Desk.Calendar(ctx, v.actor, place.Day, place.end(), only)
	if err != nil {
		return c, err
	}
	mine, err := s.Desk.MyAccounts(ctx, v.actor)
	if err != nil {
		return c, err
	}
	c.Known = knownAccounts(mine, due.Accounts)
	c.Empty, c.Undo = len(due.Posts) == 0, undoOf(ctx, due.Posts, place, v, now)
	shown := c.shownAccounts(mine)
	cards := s.cardsByDay(ctx, due, place, v, now)
	switch place.View {
	case monthView:
		c.Label, c.Month = firstUpper(lang.Month(ctx, place.Day)), s.monthOf(ctx, due, c, v)
	case listView:
		c.Label, c.Days = lang.T(ctx, "Del %s", daysBetween(ctx, place.Day, place.end())), s.listOf(ctx, c, cards, shown)
	default:
		c.Label = lang.T(ctx, "Semana del %s", daysBetween(ctx, place.Day, place.end()))
		c.Week = s.weekOf(ctx, c, cards, shown, v)
	}
	return c, nil
}

// knownAccounts are the reader's and those of what is shown, each once.
func knownAccounts(mine []account.Account, seen map[string]account.Account) []account.Account {
	known := slices.Clone(mine)
	for _, a := range seen {
		if !slices.ContainsFunc(known, func(k account.Account) bool { return k.ID == a.ID }) {
			known = append(known, a)
		}
	}
	slices.SortFunc(known, func(a, b account.Account) int {
		return strings.Compare(a.Handle+a.Network+a.ID, b.Handle+b.Network+b.ID)
	})
	return known
}

// shownAccounts are those whose hours are shaded: the one filtered by, the reader's own, or all.
func (c calendarPage) shownAccounts(mine []account.Account) []account.Account {
	if c.Place.Account != "" {
		return slices.DeleteFunc(slices.Clone(c.Known), func(a account.Account) bool { return a.ID != c.Place.Account })
	}
	if len(mine) > 0 {
		return mine
	}
	return c.Known
}

// daysBetween names the days from the first to the one before end: "23 al 29 de noviembre de 2026".
func daysBetween(ctx context.Context, first, end time.Time) string {
	last := end.AddDate(0, 0, -1)
	from := lang.Date(ctx, first)
	switch {
	case first.Month() == last.Month() && first.Year() == last.Year():
		from = fmt.Sprint(first.Day())
	case first.Year() == last.Year():
		from = lang.ShortDate(ctx, first)
	}
	return lang.T(ctx, "%s al %s", from, lang.Date(ctx, last))
}

// cardsByDay are the posts as cards, by date of the reader, in the order of their hours.
func (s *Site) cardsByDay(ctx context.Context, due publishing.Week, place calendarPlace, v visit, now time.Time) map[string][]ui.Post {
	cards := map[string][]ui.Post{}
	for _, p := range due.Posts {
		at := p.Content.DueAt.In(v.zone)
		card := ui.Post{ID: p.ID, Version: fmt.Sprint(p.Version), Time: lang.Clock(ctx, at), Hour: at.Hour(), Title: firstWords(ctx, p.Content),
			Href: "/publicaciones/" + p.ID, Accounts: s.cardAccounts(ctx, p, due, v), Tag: dueTag(ctx, p, due.Publications[p.ID], now)}
		if due.Movable[p.ID] {
			card.MoveHref = moveHref(p.ID, place)
		}
		date := at.Format(time.DateOnly)
		cards[date] = append(cards[date], card)
	}
	return cards
}

// cardAccounts names the accounts, and the hour there when their clocks differ.
func (s *Site) cardAccounts(ctx context.Context, p post.Post, due publishing.Week, v visit) string {
	ids := p.Content.AccountIDs()
	text := accountNames(due.Accounts, ids)
	for _, clock := range s.otherClocks(ctx, p.Content.DueAt, accountsIn(due.Accounts, ids), v) {
		text += " · " + clock
	}
	if text == "" {
		return lang.T(ctx, "Sin cuenta")
	}
	return text
}

func accountsIn(all map[string]account.Account, ids []string) []account.Account {
	var out []account.Account
	for _, id := range ids {
		if a, ok := all[id]; ok {
			out = append(out, a)
		}
	}
	return out
}

// dueTag is the word for a post on its day: one whose hour passed without its clearance
// is late, whatever it waits for.
func dueTag(ctx context.Context, p post.Post, pubs []post.Publication, now time.Time) ui.Tag {
	uncleared := p.State == post.Draft || p.State == post.Review || p.State == post.Endorsed
	if uncleared && !p.Content.DueAt.After(now) && !slices.ContainsFunc(pubs, func(x post.Publication) bool {
		return x.Stage == post.Failed || x.Stage == post.Missed || x.Stage == post.Unknown
	}) {
		return ui.Tag{Text: lang.T(ctx, "Pasó su hora"), State: ui.Fix, Icon: ui.IconClock}
	}
	return wholeTag(ctx, p, pubs)
}
