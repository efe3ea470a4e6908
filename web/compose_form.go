package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/web/ui"
)

// composition is what stands on the screen of the composer, every field as it was typed.
type composition struct {
	ID         string // of the post; "" before it is first saved
	Form       string // identifier of this form, until it makes a draft
	Revision   int    // the one that was on the screen
	Accounts   []string
	Title      string
	Text       string
	Own        map[string]string // own text, by account
	Media      []post.Media
	Sources    []post.Source
	Subject    string
	Purposes   []string
	Ties       []post.Tie
	SourceArea string
	Validity   string // "review" or "never"
	ReviewOn   string // 2006-01-02
	DueDate    string // 2006-01-02
	DueTime    string // 15:04
}

const (
	mostSources = 50
	never       = "never"
	review      = "review"
)

// readComposition reads the form of the composer, with what is known of its files.
func (s *Site) readComposition(r *http.Request, v visit) (composition, error) {
	if err := parseForm(r); err != nil {
		return composition{}, err
	}
	form := r.Form
	c := composition{ID: form.Get("draft"), Form: form.Get("sheet"), Accounts: form["accounts"], Title: lines(form.Get("title")), Text: lines(form.Get("text")), Own: map[string]string{},
		Sources: sourcesOf(form), Subject: form.Get("subject"), Purposes: form["purposes"], Ties: tiesOf(form), SourceArea: form.Get("source_area"),
		Validity: form.Get("validity"), ReviewOn: form.Get("review_on")}
	c.Revision, _ = strconv.Atoi(form.Get("version"))
	c.DueDate, c.DueTime = ui.ParseMoment(form, "due")
	for _, id := range form["own"] {
		c.Own[id] = lines(form.Get("own-" + id))
	}
	media, err := s.Desk.MediaFacts(r.Context(), v.actor, form["media"])
	if err != nil {
		return c, err
	}
	for _, m := range media {
		m.Alt, m.Captions = strings.TrimSpace(form.Get("alt-"+m.Hash)), form.Get("captions-"+m.Hash) != ""
		if name := form.Get("name-" + m.Hash); name != "" {
			m.Name = name
		}
		c.Media = append(c.Media, m)
	}
	return c, nil
}

// parseForm reads fields and files, and says plainly when they are too much. What was
// typed is then still in the browser, which the sentence tells.
func parseForm(r *http.Request) error {
	err := r.ParseForm()
	if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/") && err == nil {
		err = r.ParseMultipartForm(1 << 20) // the rest waits on disk
	}
	if err == nil {
		return nil
	}
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.Limit, "Lo que envió es demasiado grande para recibirlo.").
			Then("Vuelva atrás: su texto sigue en este equipo. Divídalo o suba archivos más pequeños.").Because(err)
	}
	return fault.New(fault.Invalid, "No se pudo leer lo que envió.").Then("Vuelva atrás: su texto sigue en este equipo. Envíelo de nuevo.").Because(err)
}

func sourcesOf(form url.Values) []post.Source {
	var out []post.Source
	for i := 1; i <= mostSources; i++ {
		n := strconv.Itoa(i)
		if !form.Has("source-"+n+"-title") && !form.Has("source-"+n+"-url") {
			break
		}
		out = append(out, post.Source{Title: strings.TrimSpace(form.Get("source-" + n + "-title")), URL: strings.TrimSpace(form.Get("source-" + n + "-url")), Hash: form.Get("source-" + n + "-hash")})
	}
	return out
}

func tiesOf(form url.Values) []post.Tie {
	var out []post.Tie
	for i := 1; form.Has("tie-"+strconv.Itoa(i)+"-url") && i <= mostSources; i++ {
		n := strconv.Itoa(i)
		out = append(out, post.Tie{URL: form.Get("tie-" + n + "-url"), Purpose: form.Get("tie-" + n + "-purpose")})
	}
	return out
}

// lines undoes the line ends that browsers send.
func lines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// compositionOf puts a post on the screen. zone is that of its accounts.
func compositionOf(p post.Post, zone *time.Location) composition {
	c := contentOnScreen(p.Content, zone)
	c.ID, c.Revision, c.SourceArea = p.ID, p.Revision, p.SourceArea
	return c
}

func contentOnScreen(in post.Content, zone *time.Location) composition {
	c := composition{Accounts: in.AccountIDs(), Title: in.Title, Text: in.Text, Own: map[string]string{}, Media: in.Media, Sources: in.Sources,
		Subject: in.Subject, Purposes: in.Purposes, Ties: in.Ties}
	for _, v := range in.Variants {
		if v.Own {
			c.Own[v.AccountID] = v.Text
		}
	}
	if !in.DueAt.IsZero() {
		c.DueDate, c.DueTime = in.DueAt.In(zone).Format(time.DateOnly), in.DueAt.In(zone).Format("15:04")
	}
	switch {
	case in.NoExpiry:
		c.Validity = never
	case !in.ReviewOn.IsZero():
		c.Validity, c.ReviewOn = review, in.ReviewOn.In(zone).Format(time.DateOnly)
	}
	return c
}

// content is what would be kept, with its hours in the accounts' zone.
func (c composition) content(zone *time.Location) post.Content {
	out := post.Content{Title: c.Title, Text: c.Text, Media: c.Media, Sources: c.Sources, Subject: strings.TrimSpace(c.Subject), Purposes: c.Purposes,
		Ties: c.Ties, DueAt: moment(c.DueDate, c.DueTime, zone), NoExpiry: c.Validity == never}
	for _, id := range c.Accounts {
		text, own := c.Own[id]
		out.Variants = append(out.Variants, post.Variant{AccountID: id, Text: text, Own: own})
	}
	if !out.NoExpiry {
		out.ReviewOn = moment(c.ReviewOn, "00:00", zone)
	}
	return out
}

// moment reads a date and an hour; the zero time when either is not one.
func moment(date, clock string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", date+" "+clock, zone)
	if err != nil {
		return time.Time{}
	}
	return t
}

// composeZone is the zone in which the hours of the composition are written: that of the first
// account chosen, or the reader's.
func (s *Site) composeZone(v visit, c composition, accounts []account.Account) *time.Location {
	for _, a := range accounts {
		if slices.Contains(c.Accounts, a.ID) {
			return s.hoursZone(a, v)
		}
	}
	return v.zone
}

// draft is the composition as the process takes it.
func (c composition) draft(zone *time.Location) publishing.Draft {
	return publishing.Draft{Content: c.content(zone), SourceArea: c.SourceArea, Form: c.Form}
}

// blank tells whether nothing was written yet.
func (c composition) blank() bool {
	return strings.TrimSpace(c.Text) == "" && strings.TrimSpace(c.Title) == "" && len(c.Own) == 0 && len(c.Media) == 0
}
