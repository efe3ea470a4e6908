package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"pregonero/institution"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

const (
	outlookAhead = 48 * time.Hour
	outlookBack  = 24 * time.Hour // what is late and has not ended is told too
)

// outlook shows whether what is due in the next two days will go out, before the hour and
// not after, and the switches that stop it.
func (s *Site) outlook(w http.ResponseWriter, r *http.Request, v visit) error {
	o, err := s.readOutlook(r.Context(), v)
	if err != nil {
		return err
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "saldra", o.Title), outlookView(o))
}

// outlookPage is what the page shows.
type outlookPage struct {
	Title    string // the verdict
	Now      time.Time
	Reads    bool // the person sees publications; the press office sees only the switches
	Bad      []outlookRow
	Good     []outlookRow
	Worker   publishing.Worker
	Switches switches
}

// outlookRow is one publication, and what stands in its way.
type outlookRow struct {
	At        time.Time
	When      string
	Title     string
	Href      string
	Account   string
	Tag       ui.Tag
	Obstacles []publishing.Obstacle
	Clause    string
}

func (s *Site) readOutlook(ctx context.Context, v visit) (outlookPage, error) {
	now := s.Now()
	may := func(act institution.Act) bool { return institution.Allowed(now, v.actor, act, institution.On{}) }
	o := outlookPage{Now: now, Reads: may(institution.PostRead) || !may(institution.PublishingStop)}
	var err error
	if o.Switches, err = s.readSwitches(ctx, v); err != nil {
		return o, err
	}
	if !o.Reads {
		o.Title = lang.T(ctx, "Detener o reanudar la publicación")
		return o, nil
	}
	forecasts, worker, err := s.Desk.Outlook(ctx, v.actor, now.Add(-outlookBack), now.Add(outlookAhead))
	if err != nil {
		return o, err
	}
	unready, err := s.Desk.Unready(ctx, v.actor, now, now.Add(outlookAhead))
	if err != nil {
		return o, err
	}
	o.Worker = worker
	o.add(ctx, forecasts, unready)
	o.Title = verdict(ctx, len(o.Bad), len(o.Bad)+len(o.Good))
	return o, nil
}

// add sorts what is due into what will go out and what will not.
func (o *outlookPage) add(ctx context.Context, forecasts []publishing.Forecast, unready []publishing.Unready) {
	for _, f := range forecasts {
		row := forecastRow(ctx, f, o.Now)
		if f.OK() {
			o.Good = append(o.Good, row)
		} else {
			o.Bad = append(o.Bad, row)
		}
	}
	for _, u := range unready {
		row := rowAt(ctx, u.Post.Content.DueAt, o.Now)
		row.Title, row.Href, row.Account = firstWords(ctx, u.Post.Content), "/publicaciones/"+u.Post.ID, accountNames(u.Accounts, u.Post.Content.AccountIDs())
		row.Tag, row.Obstacles, row.Clause = stateTag(ctx, u.Post), []publishing.Obstacle{u.Obstacle}, u.Clause
		o.Bad = append(o.Bad, row)
	}
	slices.SortStableFunc(o.Bad, func(a, b outlookRow) int { return a.At.Compare(b.At) })
}

func forecastRow(ctx context.Context, f publishing.Forecast, now time.Time) outlookRow {
	row := rowAt(ctx, f.Publication.DueAt, now)
	row.Title, row.Account, row.Obstacles = firstWords(ctx, post.Content{Title: f.Publication.Title, Text: f.Publication.Text}), accountName(ctx, f.Account), f.Obstacles
	row.Href = "/publicaciones/" + f.Publication.PostID
	if f.Publication.PostID == "" {
		row.Href = "/bandeja/" + f.Publication.ItemID
	}
	switch {
	case !f.OK():
		row.Tag = ui.Tag{Text: lang.T(ctx, "No saldrá"), State: ui.Fix}
	case len(f.Obstacles) > 0:
		row.Tag = ui.Tag{Text: lang.T(ctx, "Saldrá; revise"), State: ui.Warn}
	case f.Publication.Stage == post.Sending:
		row.Tag = stageTag(ctx, post.Sending)
	default:
		row.Tag = ui.Tag{Text: lang.T(ctx, "Saldrá"), State: ui.OK}
	}
	return row
}

func rowAt(ctx context.Context, at, now time.Time) outlookRow {
	return outlookRow{At: at, When: firstUpper(lang.When(ctx, at, now))}
}

// verdict is the title: what a person in a hurry needs to know.
func verdict(ctx context.Context, bad, all int) string {
	switch {
	case all == 0:
		return lang.T(ctx, "Nada sale de aquí a mañana")
	case bad == 0:
		return lang.T(ctx, "Todo lo de mañana saldrá")
	case bad == 1:
		return lang.T(ctx, "Una publicación no saldrá")
	}
	return lang.T(ctx, "%s publicaciones no saldrán", inWords(ctx, bad))
}

// inWords writes small numbers as words, as a sentence begins.
func inWords(ctx context.Context, n int) string {
	switch n {
	case 2:
		return lang.T(ctx, "Dos")
	case 3:
		return lang.T(ctx, "Tres")
	case 4:
		return lang.T(ctx, "Cuatro")
	case 5:
		return lang.T(ctx, "Cinco")
	}
	return lang.Number(ctx, n)
}
