package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// composer is all that the page of the composer shows.
type composer struct {
	composition
	Known       []account.Account // that the person may choose
	Chosen      []account.Account // in the order of Known
	Areas       []ui.Option
	AllPurposes []regulation.Purpose
	Zone        *time.Location
	Now         time.Time
	Errors      []ui.FieldError
	Findings    ui.Findings
	Reading     string     // how easy the text is to read, and what to do
	Foreign     []post.Tie // links to others' pages, with what was said of them
	Previews    []ui.Preview
	Saved       string // hour of the last save
	Tag         ui.Tag
	Told        []ui.Notice // what whoever writes must know first
	Past        []post.Post // to start from
	Day         string      // asked for by the calendar
	From        string      // what it was started from, for the name of the copy in the browser
	Theirs      *conflict
	Fixed       bool // a correction: its account does not change
}

// conflict is what somebody else saved meanwhile.
type conflict struct {
	Revision    int
	Who         string
	When        time.Time
	Differences []difference // from theirs to what is on the screen
}

// composer gathers what the page shows for what is typed.
func (s *Site) composer(r *http.Request, v visit, c composition) (composer, error) {
	ctx := r.Context()
	known, err := s.Desk.MyAccounts(ctx, v.actor)
	if err != nil {
		return composer{}, err
	}
	out := composer{composition: c, AllPurposes: s.Pack.Purposes, Now: s.Now()}
	out.Known = slices.DeleteFunc(known, func(a account.Account) bool { return a.State == account.Closed && !slices.Contains(c.Accounts, a.ID) })
	slices.SortStableFunc(out.Known, func(a, b account.Account) int {
		return order(a.State == account.Active) - order(b.State == account.Active)
	})
	out.Chosen = chosenOf(out.Known, c.Accounts)
	out.Zone = s.composeZone(v, c, out.Chosen)
	if out.SourceArea == "" {
		out.SourceArea = v.actor.AreaID
	}
	if out.Areas, err = s.areaOptions(ctx, v, out); err != nil {
		return out, err
	}
	return out, s.judge(r, v, &out)
}

// chosenOf picks the accounts with those identifiers.
func chosenOf(known []account.Account, ids []string) []account.Account {
	return slices.DeleteFunc(slices.Clone(known), func(a account.Account) bool { return !slices.Contains(ids, a.ID) })
}

// judge runs the checks and shows the accounts' previews.
func (s *Site) judge(r *http.Request, v visit, c *composer) error {
	ctx := r.Context()
	content := c.content(c.Zone)
	accounts := map[string]account.Account{}
	for _, a := range c.Chosen {
		accounts[a.ID] = a
	}
	c.Previews = previews(ctx, content, accounts)
	if c.blank() {
		c.Findings = ui.Findings{ID: findingsID, State: ui.Info, Summary: lang.T(ctx, "Escriba y aquí verá qué pide cada criterio.")}
		return nil
	}
	d, err := s.Desk.Judge(ctx, v.actor, publishing.Draft{Content: content, SourceArea: c.SourceArea, PostID: c.ID})
	if err != nil {
		return err
	}
	j := judged{content: content, dictamen: d, accounts: accounts, form: composeFormID, post: c.ID}
	c.Findings = s.findings(ctx, j)
	c.Reading = reading(ctx, d.Measures)
	c.waiting(r, d.Pending)
	c.Foreign = slices.DeleteFunc(slices.Clone(c.Ties), func(t post.Tie) bool { return t.Purpose == "" || !inTexts(content, t.URL) })
	for _, f := range d.Findings {
		if f.Check == regulation.CheckForeignLink && !slices.ContainsFunc(c.Foreign, func(t post.Tie) bool { return t.URL == f.Text }) {
			c.Foreign = append(c.Foreign, post.Tie{URL: f.Text})
		}
	}
	return nil
}

// areaOptions lists the areas that may have made the information, the person's own first.
func (s *Site) areaOptions(ctx context.Context, v visit, c composer) ([]ui.Option, error) {
	areas, err := s.Office.Areas(ctx)
	if err != nil {
		return nil, err
	}
	near := map[string]bool{v.actor.AreaID: true}
	for _, a := range c.Chosen {
		near[a.AreaID] = true
	}
	slices.SortStableFunc(areas, func(a, b institution.Area) int { return order(near[a.ID]) - order(near[b.ID]) })
	var out []ui.Option
	for _, a := range areas {
		out = append(out, ui.Option{Value: a.ID, Label: a.Name, Selected: a.ID == c.SourceArea})
	}
	return out, nil
}

func order(first bool) int {
	if first {
		return 0
	}
	return 1
}

func (c composer) accountChoice(ctx context.Context) ui.Choice {
	choice := ui.Choice{ID: "accounts", Name: "accounts", Legend: lang.T(ctx, "Cuentas"), Error: ui.ErrorOn(c.Errors, "accounts"),
		Attrs: templ.Attributes{"hx-post": "/redactar/partes", "hx-trigger": "change", "hx-target": "#texts", "hx-swap": "outerMorph", "hx-vals": `{"do":"accounts"}`}}
	if c.Fixed {
		choice.Help = lang.T(ctx, "Una corrección sale en la misma cuenta que lo publicado.")
	}
	for _, a := range c.Known {
		chosen := slices.Contains(c.Accounts, a.ID)
		if c.Fixed && !chosen {
			continue
		}
		choice.Options = append(choice.Options, ui.Option{Value: a.ID, Label: a.At(), Help: accountNote(ctx, a), Selected: chosen})
	}
	return choice
}

// accountNote says the network, and what stops the account now.
func accountNote(ctx context.Context, a account.Account) string {
	label := limits.Of(a.Network).Label
	switch {
	case a.Stopped:
		return lang.T(ctx, "%s, detenida", label)
	case a.State != account.Active:
		return lang.T(ctx, "%s, no publica", label)
	}
	return label
}

// counters are of the accounts whose text it is.
func (c composer) counters(text string, of ...account.Account) []ui.Counter {
	var out []ui.Counter
	for _, a := range of {
		l := publishing.LimitsOf(a).WithAttachments(len(c.Media))
		one := ui.Counter{Network: l.Label, Rule: countRule(l.Text.Unit), Max: l.Text.Max, Used: l.Count(text)}
		if l.Text.Max > 0 && !slices.ContainsFunc(out, func(x ui.Counter) bool { return x.Network == one.Network && x.Max == one.Max }) {
			out = append(out, one)
		}
	}
	return out
}

// countRule is how the browser counts until the server has its say.
func countRule(u limits.Unit) ui.CountRule {
	switch u {
	case limits.Graphemes:
		return ui.CountGraphemes
	case limits.Weighted:
		return ui.CountX
	case limits.Fediverse:
		return ui.CountMastodon
	case limits.UTF16:
		return ui.CountUTF16
	case limits.Bytes:
		return ui.CountBytes
	case limits.EmojiBytes:
		return ui.CountThreads
	}
	return ui.CountChars
}

// common lists the accounts that take the common text.
func (c composer) common() []account.Account {
	return slices.DeleteFunc(slices.Clone(c.Chosen), func(a account.Account) bool { _, own := c.Own[a.ID]; return own })
}

func (c composer) textArea(ctx context.Context) ui.TextArea {
	label := lang.T(ctx, "Texto")
	if len(c.Own) > 0 {
		label = lang.T(ctx, "Texto común")
	}
	return ui.TextArea{Field: ui.Field{ID: "text", Label: label, Value: c.Text, Error: ui.ErrorOn(c.Errors, "text"), Lang: "es"}, Rows: 7,
		Counters: c.counters(c.Text, c.common()...), CheckURL: "/redactar/revisar", CheckTo: findingsID}
}

func (c composer) ownArea(ctx context.Context, a account.Account) ui.TextArea {
	return ui.TextArea{Field: ui.Field{ID: "own-" + a.ID, Label: lang.T(ctx, "Texto propio para %s", a.At()), Value: c.Own[a.ID], Lang: "es"}, Rows: 5,
		Counters: c.counters(c.Own[a.ID], a), CheckURL: "/redactar/revisar", CheckTo: findingsID}
}

// titled tells whether any chosen network has titles, and the least room for one.
func (c composer) titled() (room int, yes bool) {
	for _, a := range c.Chosen {
		if l := publishing.LimitsOf(a); l.Title.Max > 0 && (room == 0 || l.Title.Max < room) {
			room = l.Title.Max
		}
	}
	return room, room > 0
}

// sourceRows are the sources typed, and one empty when there is none.
func (c composer) sourceRows() []post.Source {
	if len(c.Sources) == 0 {
		return []post.Source{{}}
	}
	return c.Sources
}

// sourceID names the first source by the name that faults use.
func sourceID(i int) string {
	if i == 0 {
		return "sources"
	}
	return "source-" + strconv.Itoa(i+1)
}

func (c composer) purposeChoice(ctx context.Context) ui.Choice {
	choice := ui.Choice{ID: "purposes", Name: "purposes", Legend: lang.T(ctx, "Fines a los que sirve"), Error: ui.ErrorOn(c.Errors, "purposes"),
		Help: lang.T(ctx, "Elija uno o varios.")}
	for _, p := range c.AllPurposes {
		choice.Options = append(choice.Options, ui.Option{Value: p.ID, Label: p.Name, Selected: slices.Contains(c.Purposes, p.ID)})
	}
	return choice
}

func (c composer) tieOptions(tie post.Tie) []ui.Option {
	var out []ui.Option
	for _, p := range c.AllPurposes {
		out = append(out, ui.Option{Value: p.ID, Label: p.Name, Selected: p.ID == tie.Purpose})
	}
	return out
}

func (c composer) validityChoice(ctx context.Context) ui.Choice {
	return ui.Choice{ID: "validity", Name: "validity", Legend: lang.T(ctx, "Vigencia"), Options: []ui.Option{
		{Value: review, Label: lang.T(ctx, "Revisarla en una fecha"), Selected: c.Validity == review || c.Validity == "" && c.ReviewOn != ""},
		{Value: never, Label: lang.T(ctx, "No caduca"), Selected: c.Validity == never}}}
}

// mostAlt is the least room that the chosen networks give a description.
func (c composer) mostAlt() int {
	room := 0
	for _, a := range c.Chosen {
		if l := publishing.LimitsOf(a); l.AltMax > 0 && (room == 0 || l.AltMax < room) {
			room = l.AltMax
		}
	}
	return room
}

func inTexts(c post.Content, link string) bool {
	for _, id := range c.AccountIDs() {
		if strings.Contains(c.TextFor(id), link) {
			return true
		}
	}
	return strings.Contains(c.Text, link)
}
