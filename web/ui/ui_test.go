package ui

import (
	"context"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"pgregory.net/rapid"

	"pregonero/web/lang"
)

func rendered(t *testing.T, component templ.Component) *goquery.Document {
	t.Helper()
	var b strings.Builder
	if err := component.Render(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	document, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func TestTitleStartsWithErrorWhenThereAreErrors(t *testing.T) {
	t.Parallel()
	page := Page{Title: "Redactar", Institution: "INE"}
	if got := rendered(t, Layout(page)).Find("title").Text(); got != "Redactar · INE" {
		t.Errorf("title %q", got)
	}
	page.Errors = []FieldError{{Field: "text", Text: "Escriba el texto."}}
	page.Notice = &Notice{Title: "no se muestra"}
	document := rendered(t, Layout(page))
	if got := document.Find("title").Text(); got != "Error: Redactar · INE" {
		t.Errorf("title %q", got)
	}
	if href, _ := document.Find(".errors a").Attr("href"); href != "#text" {
		t.Errorf("the summary leads to %q", href)
	}
	if document.Find(".notice").Length() != 0 {
		t.Error("a notice stands beside an error summary")
	}
}

func TestThemeIsThePersonsChoice(t *testing.T) {
	t.Parallel()
	if _, has := rendered(t, Layout(Page{})).Find("html").Attr("data-theme"); has {
		t.Error("without a choice the system decides")
	}
	if theme, _ := rendered(t, Layout(Page{Theme: "dark"})).Find("html").Attr("data-theme"); theme != "dark" {
		t.Errorf("theme %q", theme)
	}
}

func TestPublicPageHasNoScripts(t *testing.T) {
	t.Parallel()
	if n := rendered(t, Layout(Page{Public: true, Institution: "INE"})).Find("script, #live").Length(); n != 0 {
		t.Errorf("%d scripts", n)
	}
}

func TestLanguageOfThePage(t *testing.T) {
	t.Parallel()
	ctx := lang.With(t.Context(), lang.Locale{Code: lang.English})
	var b strings.Builder
	if err := Layout(Page{User: &User{Name: "Ana"}, SearchHref: "/"}).Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(b.String(), `<html lang="en"`) || !strings.Contains(b.String(), "Skip to content") {
		t.Error("the page is not in English")
	}
}

func TestDangerousLinksAreNotKept(t *testing.T) {
	t.Parallel()
	href, _ := rendered(t, LinkView(Link{Text: "x", Href: "javascript:alert(1)"})).Find("a").Attr("href")
	if strings.HasPrefix(href, "javascript") {
		t.Errorf("href %q", href)
	}
}

func TestFieldTiesLabelHelpAndError(t *testing.T) {
	t.Parallel()
	document := rendered(t, Input(Field{ID: "mail", Label: "Correo", Help: "Institucional.", Error: "Falta."}))
	input := document.Find("input#mail")
	if by, _ := input.Attr("aria-describedby"); by != "mail-help mail-error" {
		t.Errorf("described by %q", by)
	}
	if invalid, _ := input.Attr("aria-invalid"); invalid != "true" {
		t.Error("not marked invalid")
	}
	if name, _ := input.Attr("name"); name != "mail" {
		t.Errorf("name %q", name)
	}
	if document.Find(`label[for=mail]`).Length() != 1 {
		t.Error("no label")
	}
}

func TestMomentComesBackAsItWasSent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ form, date, time string }{
		{"m_day=2026-11-26&m_date=2026-12-01&m_time=10:00", "2026-11-26", "10:00"},
		{"m_day=other&m_date=2026-12-01&m_time=10:15", "2026-12-01", "10:15"},
		{"m_date=2026-12-01&m_time=", "2026-12-01", ""},
		{"", "", ""},
	} {
		form, err := url.ParseQuery(c.form)
		if err != nil {
			t.Fatal(err)
		}
		if date, clock := ParseMoment(form, "m"); date != c.date || clock != c.time {
			t.Errorf("%s: got %s %s", c.form, date, clock)
		}
	}
}

func TestMomentNeverAsksTheBrowserForAnHour(t *testing.T) {
	t.Parallel()
	document := rendered(t, MomentView(Moment{ID: "m", Name: "m", Legend: "Cuándo", Time: "10:07"}))
	if document.Find(`input[type="datetime-local"], input[type="time"]`).Length() != 0 {
		t.Error("a control follows the browser's language")
	}
	if value, _ := document.Find("option[selected]").Attr("value"); value != "10:07" {
		t.Errorf("an hour off the quarters is lost: %q", value)
	}
}

func TestDeadlineStates(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		in   time.Duration
		kind DayKind
		days int
		want State
		word string
	}{
		{"four business days", 6 * 24 * time.Hour, BusinessDays, 4, Info, "En plazo"},
		{"three business days", 5 * 24 * time.Hour, BusinessDays, 3, Warn, "Por vencer"},
		{"twenty-four hours", 24 * time.Hour, Hours, 0, Warn, "Por vencer"},
		{"more than a day on a clock", 25 * time.Hour, Hours, 0, Info, "En plazo"},
		{"four hours", 4 * time.Hour, Hours, 0, Fix, "Por vencer"},
		{"past", -time.Minute, NaturalDays, 0, Fix, "Vencido"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := Deadline{Due: now.Add(c.in), Now: now, Kind: c.kind, Days: c.days}
			if d.state() != c.want || d.word(context.Background()) != c.word {
				t.Errorf("got %s, %s", d.state(), d.word(context.Background()))
			}
		})
	}
}

func TestDeadlineNamesItsDays(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 16, 0, 0, 0, time.UTC)
	for kind, word := range map[DayKind]string{BusinessDays: "hábiles", NaturalDays: "naturales"} {
		text := rendered(t, DeadlineView(Deadline{Due: now.AddDate(0, 0, 9), Now: now, Kind: kind, Days: 7})).Text()
		if !strings.Contains(text, word) {
			t.Errorf("%s is not in %q", word, text)
		}
	}
}

func TestDiffGivesBothTextsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"voto", "el", "módulo", " ", ".", "11:00", "🗳️", "\n"})
		text := func(name string) string { return strings.Join(rapid.SliceOfN(word, 0, 30).Draw(t, name), "") }
		before, after := text("before"), text("after")
		var gotBefore, gotAfter strings.Builder
		for _, part := range DiffWords(before, after) {
			if part.Kind != DiffAdded {
				gotBefore.WriteString(part.Text)
			}
			if part.Kind != DiffRemoved {
				gotAfter.WriteString(part.Text)
			}
		}
		if gotBefore.String() != before || gotAfter.String() != after {
			t.Fatalf("got %q and %q", gotBefore.String(), gotAfter.String())
		}
	})
}

func TestDiffOfLongTextsIsBounded(t *testing.T) {
	t.Parallel()
	parts := DiffWords(strings.Repeat("uno ", 3000)+"fin", strings.Repeat("dos ", 3000)+"fin")
	if len(parts) != 3 || parts[2].Text != " fin" && parts[2].Text != "fin" {
		t.Errorf("%d parts", len(parts))
	}
}

func TestChartDrawsGapsAndNamesThem(t *testing.T) {
	t.Parallel()
	c := Chart{ID: "c", Title: "t", Labels: []string{"enero", "febrero", "marzo"}, Series: []Series{{Name: "s", Values: []float64{1, Missing, 3}}}}
	if got := c.path(c.Series[0]); strings.Count(got, "M") != 2 {
		t.Errorf("the line does not lift its pen: %s", got)
	}
	if text := rendered(t, Lines(c)).Text(); !strings.Contains(text, "Sin datos: febrero.") {
		t.Error("the gap is not named")
	}
}

func TestChartTop(t *testing.T) {
	t.Parallel()
	for largest, want := range map[float64]float64{0: 1, 5.2: 6, 56: 60, 100: 100, 101: 150, 0.03: 0.03} {
		c := Chart{Series: []Series{{Values: []float64{largest}}}}
		if got := c.top(); got < want*0.999 || got > want*1.001 {
			t.Errorf("top over %v: %v, want %v", largest, got, want)
		}
	}
}

func TestWeekKeepsEveryPostInItsGrid(t *testing.T) {
	t.Parallel()
	week := Week{FirstHour: 8, LastHour: 19, MoveURL: "/m", Days: []Day{{Date: "2026-11-25", Posts: []Post{{ID: "a", Hour: 6}, {ID: "b", Hour: 23}, {ID: "c", Hour: 8, MoveHref: "/m"}}}, {Date: "2026-11-24", Past: true}}}
	document := rendered(t, WeekView(week))
	if n := document.Find("article.post").Length(); n != 3 {
		t.Errorf("%d posts", n)
	}
	if n := document.Find("[draggable]").Length(); n != 1 {
		t.Errorf("%d can be dragged; only c may move", n)
	}
	if n := document.Find(`[data-slot-date="2026-11-24"]`).Length(); n != 0 {
		t.Error("a past day takes drops")
	}
}

func TestInitials(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Ana Laura Medina": "AL", "@rosaelenag": "R", "": "", "7 leguas": "L", "Ágata": "Á"} {
		if got := initials(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func BenchmarkLayoutWithFiftyRows(b *testing.B) {
	table := Table{Caption: "Cuentas", Columns: []Column{{Label: "Cuenta"}, {Label: "Área"}, {Label: "Estado"}}}
	for range 50 {
		table.Rows = append(table.Rows, Row{Cells: []Cell{{Text: "INE Jalisco en X", Href: "/c"}, Text("JLE Jalisco"), {View: TagView(Tag{Text: "Vigente", State: OK})}}})
	}
	page := Page{Title: "Cuentas", User: &User{Name: "Ana"}}
	var size int
	for b.Loop() {
		var out strings.Builder
		ctx := templ.WithChildren(b.Context(), TableView(table))
		if err := Layout(page).Render(ctx, &out); err != nil {
			b.Fatal(err)
		}
		size = out.Len()
	}
	b.ReportMetric(float64(size), "B/page")
}
