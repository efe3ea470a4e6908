package ui

import (
	"context"

	"pregonero/web/lang"
)

// Page is what the layout needs to know. The language is that of the context.
type Page struct {
	Title       string // name of the page, without the product's name
	Institution string // short name of the institution, such as "INE"
	Theme       string // "light", "dark", or "" to follow the system
	Nav         []NavItem
	Active      string // Key of the NavItem that is open
	User        *User  // who is logged in; nil gives the bare layout (log-in, errors)
	Practice    bool   // practice mode: nothing leaves the institution
	PracticeEnd *Link  // how practice mode ends; may be nil
	Notice      *Notice
	Errors      []FieldError // of the form that was sent; a page with errors shows no Notice
	Public      bool         // page for citizens: no log-in chrome, no scripts, cacheable
	PublicNav   []Link
	Footer      []Link

	SearchHref string // where the search of the header is answered; "" hides it
	Search     string // what was searched
	HelpHref   string // "" hides the link
	ReportHref string // where an incident is reported; "" hides the button
	LiveURL    string // stream of server-sent events of the session; "" for none
	Shortcuts  bool   // the person has switched keyboard shortcuts on
	LogOutHref string // POST; "" hides the button
}

// NavItem is a place of the product. Those with Dock stand in the bottom bar of a
// phone (at most four); the rest is behind "Más".
type NavItem struct {
	Key       string
	Text      string
	ShortText string // for the bottom bar; "" uses Text
	Href      string
	Icon      Icon
	Count     int    // shown when above 0
	CountText string // what the count counts, for screen readers: "3 por resolver"
	Dock      bool
	Group     string // heading above the item in the side bar; "" for none
	Shortcut  string // letter pressed after g, when shortcuts are on
}

// User is the person who is logged in.
type User struct {
	Name  string
	Role  string // in words: "Administradora titular · JLE Jalisco"
	Links []Link // of the person's menu
}

// Link is a text that leads somewhere.
type Link struct {
	Text string
	Href string
	Icon Icon   // may be ""
	Lang string // language of the text when it is not that of the page
}

// FieldError ties a sentence to the field it is about. Field is the id of the control.
type FieldError struct {
	Field string
	Text  string
}

// ErrorOn finds the sentence for a field among errors; "" when there is none.
func ErrorOn(errors []FieldError, field string) string {
	for _, e := range errors {
		if e.Field == field {
			return e.Text
		}
	}
	return ""
}

func (p Page) docTitle(ctx context.Context) string {
	title := p.Title + " · Pregonero"
	if p.Institution != "" {
		title = p.Title + " · " + p.Institution
	}
	if len(p.Errors) > 0 {
		return lang.T(ctx, "Error: %s", title)
	}
	return title
}

func (p Page) dock() []NavItem { return p.navWhere(true) }
func (p Page) more() []NavItem { return p.navWhere(false) }

func (p Page) navWhere(dock bool) []NavItem {
	var items []NavItem
	for _, item := range p.Nav {
		if item.Dock == dock {
			items = append(items, item)
		}
	}
	return items
}

func (p Page) moreIsActive() bool {
	for _, item := range p.more() {
		if item.Key == p.Active {
			return true
		}
	}
	return false
}
