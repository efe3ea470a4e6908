package ui

import (
	"context"

	"github.com/a-h/templ"

	"pregonero/web/lang"
)

func (f Form) attributes() templ.Attributes {
	attrs := templ.Attributes{}
	if f.Autosave != "" {
		attrs["data-autosave"] = f.Autosave
		attrs["data-draft"] = f.Draft
	}
	if f.Guard {
		attrs["data-guard"] = ""
	}
	if f.Multipart {
		attrs["enctype"] = "multipart/form-data"
	}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	return attrs
}

func (t TextArea) rows() int {
	if t.Rows == 0 {
		return 5
	}
	return t.Rows
}

// extraIDs ties the text to its counters and to what the check says of it.
func (t TextArea) extraIDs() []string {
	var ids []string
	if len(t.Counters) > 0 {
		ids = append(ids, t.ID+"-counters")
	}
	if t.CheckTo != "" {
		ids = append(ids, t.CheckTo+"-summary")
	}
	return ids
}

func (t TextArea) checkAttributes() templ.Attributes {
	if t.CheckURL == "" {
		return nil
	}
	return templ.Attributes{
		"hx-post":    t.CheckURL,
		"hx-trigger": "input changed throttle:250ms",
		"hx-target":  "#" + t.CheckTo,
		"hx-swap":    "outerMorph",
		"hx-sync":    "this:replace",
		"hx-include": "closest form",
		"data-check": t.CheckTo,
	}
}

func (c Counter) said(ctx context.Context) string {
	if c.Used > c.Max {
		return lang.T(ctx, "sobran %s", lang.Number(ctx, c.Used-c.Max))
	}
	return lang.T(ctx, "quedan %s", lang.Number(ctx, c.Max-c.Used))
}
