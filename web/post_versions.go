package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/account"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// version is one kept version of a post.
type version struct {
	Number  int
	When    time.Time
	Who     string
	Content post.Content
}

// comparison is two versions side by side.
type comparison struct {
	ID, Name    string
	Versions    []version // newest first
	From, To    version
	Differences []difference
	Now         time.Time
}

// difference is one part of the content that changed.
type difference struct{ Name, Before, After string }

// postVersions lists the versions and shows what changed between any two: the last two
// unless the address names others.
func (s *Site) postVersions(w http.ResponseWriter, r *http.Request, v visit) error {
	ctx := r.Context()
	view, err := s.Desk.Read(ctx, v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	c := comparison{ID: view.Post.ID, Name: firstWords(ctx, view.Post.Content), Versions: versionsOf(view), Now: s.Now()}
	if len(c.Versions) > 1 {
		c.From, c.To = c.pick(r.FormValue("de"), c.Versions[1]), c.pick(r.FormValue("a"), c.Versions[0])
		c.Differences = s.differences(ctx, c.From.Content, c.To.Content, view.Accounts, s.viewZone(v, view))
	}
	return s.show(w, r, http.StatusOK, s.page(r, v, "publicaciones", lang.T(ctx, "Versiones")), versionsPage(c))
}

func versionsOf(view publishing.View) []version {
	var out []version
	for _, r := range view.Revisions {
		out = append(out, version{r.Revision, r.At, r.PersonName, r.Content})
	}
	return out
}

func (c comparison) pick(number string, otherwise version) version {
	n, _ := strconv.Atoi(number)
	if i := slices.IndexFunc(c.Versions, func(x version) bool { return x.Number == n }); i >= 0 {
		return c.Versions[i]
	}
	return otherwise
}

func (c comparison) options(ctx context.Context, chosen int) []ui.Option {
	var out []ui.Option
	for _, x := range c.Versions {
		out = append(out, ui.Option{Value: strconv.Itoa(x.Number), Selected: x.Number == chosen,
			Label: lang.T(ctx, "%d: %s, %s", x.Number, x.Who, lang.When(ctx, x.When, c.Now))})
	}
	return out
}

// differences lists every part of the content that is not the same.
func (s *Site) differences(ctx context.Context, a, b post.Content, accounts map[string]account.Account, zone *time.Location) []difference {
	var out []difference
	add := func(name, before, after string) {
		if before != after {
			out = append(out, difference{name, before, after})
		}
	}
	add(lang.T(ctx, "Título"), a.Title, b.Title)
	add(lang.T(ctx, "Texto"), a.Text, b.Text)
	for _, id := range unionOf(a.AccountIDs(), b.AccountIDs()) {
		if before, after := ownText(a, id), ownText(b, id); before != after {
			add(lang.T(ctx, "Texto propio de %s", accounts[id].At()), before, after)
		}
	}
	add(lang.T(ctx, "Cuentas"), accountNames(accounts, a.AccountIDs()), accountNames(accounts, b.AccountIDs()))
	add(lang.T(ctx, "Archivos"), mediaWords(ctx, a), mediaWords(ctx, b))
	add(lang.T(ctx, "Fuentes"), sourceText(a), sourceText(b))
	add(lang.T(ctx, "Fines"), s.purposeText(a), s.purposeText(b))
	add(lang.T(ctx, "Actividad o información"), a.Subject, b.Subject)
	add(lang.T(ctx, "Enlaces a otros sitios"), tieText(s.Pack, a), tieText(s.Pack, b))
	add(lang.T(ctx, "Sale"), dueText(ctx, a.DueAt, zone), dueText(ctx, b.DueAt, zone))
	add(lang.T(ctx, "Vigencia"), validityText(ctx, a, zone), validityText(ctx, b, zone))
	return out
}

func unionOf(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func ownText(c post.Content, accountID string) string {
	for _, v := range c.Variants {
		if v.AccountID == accountID && v.Own {
			return v.Text
		}
	}
	return ""
}

func mediaWords(ctx context.Context, c post.Content) string {
	var lines []string
	for _, row := range altRows(ctx, c) {
		lines = append(lines, row.Key+": "+row.Text)
	}
	return strings.Join(lines, "\n")
}

func sourceText(c post.Content) string {
	var lines []string
	for _, s := range c.Sources {
		lines = append(lines, strings.TrimSpace(s.Title+" "+s.URL+" "+s.Hash))
	}
	return strings.Join(lines, "\n")
}

func (s *Site) purposeText(c post.Content) string {
	var names []string
	for _, id := range slices.Sorted(slices.Values(c.Purposes)) {
		if p, ok := s.Pack.Purpose(id); ok {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", ")
}

func tieText(pack *regulation.Pack, c post.Content) string {
	var lines []string
	for _, t := range c.Ties {
		if p, ok := pack.Purpose(t.Purpose); ok {
			lines = append(lines, t.URL+": "+p.Name)
		}
	}
	return strings.Join(lines, "\n")
}

func dueText(ctx context.Context, due time.Time, zone *time.Location) string {
	if due.IsZero() {
		return lang.T(ctx, "Sin hora todavía")
	}
	return firstUpper(lang.FullIn(ctx, due, zone))
}

// validityText says until when the content holds.
func validityText(ctx context.Context, c post.Content, zone *time.Location) string {
	switch {
	case c.NoExpiry:
		return lang.T(ctx, "No caduca")
	case c.ReviewOn.IsZero():
		return ""
	}
	return lang.T(ctx, "Se revisa el %s", dateIn(ctx, c.ReviewOn, zone))
}

// dateIn is a date as the wall calendar of a zone shows it.
func dateIn(ctx context.Context, t time.Time, zone *time.Location) string {
	return lang.Date(lang.With(ctx, lang.Locale{Code: lang.Of(ctx).Code, Zone: zone}), t)
}
