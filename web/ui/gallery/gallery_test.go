package main

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"pregonero/web/lang"
)

// What axe cannot see, or sees only in a browser, is checked on the markup of every
// screen: nothing inline, no id twice, every reference leads somewhere.
func TestMarkupOfEveryScreen(t *testing.T) {
	t.Parallel()
	for _, s := range screens() {
		t.Run(s.path, func(t *testing.T) {
			t.Parallel()
			document := document(t, s)
			nothingInline(t, document)
			idsOnce(t, document)
			referencesLead(t, document)
			oneHeading(t, document)
		})
	}
}

func document(t *testing.T, s screen) *goquery.Document {
	t.Helper()
	ctx := lang.With(t.Context(), lang.Locale{Code: lang.Spanish, Zone: mexico})
	var b strings.Builder
	if err := whole(s.page, s.body).Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	document, err := goquery.NewDocumentFromReader(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return document
}

func nothingInline(t *testing.T, document *goquery.Document) {
	t.Helper()
	if n := document.Find("[style], style, script:not([src])").Length(); n > 0 {
		t.Errorf("%d inline styles or scripts", n)
	}
	document.Find("*").Each(func(_ int, e *goquery.Selection) {
		for _, a := range e.Nodes[0].Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on") {
				t.Errorf("%s has a handler in the markup: %s", e.Nodes[0].Data, a.Key)
			}
		}
	})
	if n := document.Find("h1:empty, button:empty").Length(); n > 0 {
		t.Errorf("%d empty headings or buttons", n)
	}
}

func idsOnce(t *testing.T, document *goquery.Document) {
	t.Helper()
	seen := map[string]bool{}
	document.Find("[id]").Each(func(_ int, e *goquery.Selection) {
		id, _ := e.Attr("id")
		if id == "" || seen[id] {
			t.Errorf("id %q is empty or used twice", id)
		}
		seen[id] = true
	})
}

func referencesLead(t *testing.T, document *goquery.Document) {
	t.Helper()
	for _, attribute := range []string{"for", "aria-describedby", "aria-labelledby", "popovertarget", "data-dialog", "data-select", "data-check", "data-counters", "data-save-of"} {
		document.Find("[" + attribute + "]").Each(func(_ int, e *goquery.Selection) {
			value, _ := e.Attr(attribute)
			for _, id := range strings.Fields(value) {
				if document.Find(`[id="`+id+`"]`).Length() == 0 {
					t.Errorf("%s of %s leads to no element: %q", attribute, e.Nodes[0].Data, id)
				}
			}
		})
	}
}

func oneHeading(t *testing.T, document *goquery.Document) {
	t.Helper()
	if n := document.Find("h1").Length(); n != 1 {
		t.Errorf("%d h1", n)
	}
}

// A page holds one primary action at most, so that one thing is loud.
func TestOneLoudThingAScreen(t *testing.T) {
	t.Parallel()
	for _, s := range screens() {
		if s.path == "/componentes" || s.path == "/visto-bueno" { // all kinds; a closed dialog holds the second
			continue
		}
		if n := document(t, s).Find(".btn--primary").Length(); n > 1 {
			t.Errorf("%s: %d primary actions", s.path, n)
		}
	}
}

func TestMoveTakesThePostToItsNewDay(t *testing.T) {
	t.Parallel()
	week := sampleWeek()
	move(&week, "8", "2026-11-26", "11:00")
	if len(week.Days[3].Posts) != 3 || len(week.Days[4].Posts) != 0 {
		t.Errorf("Thursday holds %d, Friday %d", len(week.Days[3].Posts), len(week.Days[4].Posts))
	}
}
