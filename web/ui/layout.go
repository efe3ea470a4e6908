package ui

import (
	"strconv"

	"github.com/a-h/templ"
)

// pageAttribute marks the link of the page that is open.
func pageAttribute(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": "page"}
}

func currentAttribute(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"aria-current": "true"}
}

func themeAttribute(theme string) templ.Attributes {
	if theme == "" {
		return nil
	}
	return templ.Attributes{"data-theme": theme}
}

func shortcutAttribute(key string, on bool) templ.Attributes {
	if key == "" || !on {
		return nil
	}
	return templ.Attributes{"data-go": key}
}

func (n NavItem) short() string {
	if n.ShortText != "" {
		return n.ShortText
	}
	return n.Text
}

// shortCount is a count that fits the bottom bar of a phone.
func shortCount(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}

// set is an attribute that is present only when it has a value.
func set(name, value string) templ.Attributes {
	if value == "" {
		return nil
	}
	return templ.Attributes{name: value}
}

func swapAttribute(is bool) templ.Attributes {
	if !is {
		return nil
	}
	return templ.Attributes{"hx-swap-oob": "true"}
}
