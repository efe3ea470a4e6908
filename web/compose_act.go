package web

import (
	"slices"
	"strconv"
	"strings"

	"pregonero/check"
	"pregonero/post"
)

// act is what a button of the composer asks for, such as "own:01J…" or "drop-source:2".
type act struct{ name, on string }

func actOf(value string) act {
	name, on, _ := strings.Cut(value, ":")
	return act{name, on}
}

// part is the piece of the form that the act changes; "" for the whole page.
func (a act) part() string {
	switch a.name {
	case "accounts", "own", "common":
		return "texts"
	case "add-source", "drop-source":
		return "source-list"
	case "media-up", "media-down", "media-drop":
		return "media"
	}
	return ""
}

// apply changes what is on the screen as the act asks.
func (c *composition) apply(a act) {
	switch a.name {
	case "own":
		c.Own[a.on] = c.Text
	case "common":
		delete(c.Own, a.on)
	case "add-source":
		c.Sources = append(c.Sources, post.Source{})
	case "drop-source":
		if i, err := strconv.Atoi(a.on); err == nil && i > 0 && i <= len(c.Sources) {
			c.Sources = slices.Delete(c.Sources, i-1, i)
		}
	case "media-up", "media-down", "media-drop":
		c.moveMedia(a)
	}
}

func (c *composition) moveMedia(a act) {
	i := slices.IndexFunc(c.Media, func(m post.Media) bool { return m.Hash == a.on })
	switch {
	case i < 0:
	case a.name == "media-drop":
		c.Media = slices.Delete(c.Media, i, i+1)
	case a.name == "media-up" && i > 0:
		c.Media[i-1], c.Media[i] = c.Media[i], c.Media[i-1]
	case a.name == "media-down" && i < len(c.Media)-1:
		c.Media[i+1], c.Media[i] = c.Media[i], c.Media[i+1]
	}
}

// mend puts the first suggestion of the n-th finding in the place of its fragment.
func (c *composition) mend(j judged, n string) {
	i, err := strconv.Atoi(n)
	if err != nil || i < 0 || i >= len(j.dictamen.Findings) {
		return
	}
	f := j.dictamen.Findings[i]
	if len(f.Suggestions) == 0 || f.End <= f.Start {
		return
	}
	switch fixed := replaced(j.textOf(f), f); {
	case f.Field == "title":
		c.Title = fixed
	case f.Field == "alt":
		if m := j.mediaOf(f); m >= 0 {
			c.Media[m].Alt = fixed
		}
	case j.own(f.Variant):
		c.Own[f.Variant] = fixed
	default:
		c.Text = fixed
	}
}

func replaced(text string, f check.Finding) string {
	r := []rune(text)
	if f.End > len(r) {
		return text
	}
	return string(r[:f.Start]) + f.Suggestions[0] + string(r[f.End:])
}
