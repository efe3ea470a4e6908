package web

import (
	"context"
	"strconv"
	"strings"

	"pregonero/account"
	"pregonero/check"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

const (
	findingsID   = "findings"
	mostFindings = 40 // shown at once; the summary counts them all
	mostMarked   = 120
)

// judged is a content with what the checks say of it.
type judged struct {
	content  post.Content
	dictamen check.Dictamen
	accounts map[string]account.Account
	form     string // of the composer, for mending; "" where nobody edits
	mask     bool   // personal data are covered: the reader did not write them
	post     string // the draft in which findings may be said not to hold; "" for none
}

// findings says a dictamen to people, each finding with its clause.
func (s *Site) findings(ctx context.Context, j judged) ui.Findings {
	out := ui.Findings{ID: findingsID}
	out.Summary, out.State = findingsSummary(ctx, j.dictamen)
	for i, f := range j.dictamen.Findings {
		if i == mostFindings {
			break
		}
		out.List = append(out.List, s.finding(ctx, j, i, f))
	}
	return out
}

// findingsSummary counts by what each finding asks for, and is as grave as the worst.
func findingsSummary(ctx context.Context, d check.Dictamen) (string, ui.State) {
	count := map[regulation.Severity]int{}
	for _, f := range d.Findings {
		if f.Dismissed == nil {
			count[f.Severity]++
		}
	}
	var parts []string
	state := ui.OK
	add := func(severity regulation.Severity, grave ui.State, one, many string) {
		if n := count[severity]; n > 0 {
			parts = append(parts, lang.N(ctx, n, one, many))
			if state == ui.OK {
				state = grave
			}
		}
	}
	add(regulation.SeverityBlock, ui.Fix, "%d por corregir", "%d por corregir")
	add(regulation.SeverityWarn, ui.Warn, "%d por revisar", "%d por revisar")
	add(regulation.SeverityAdvise, ui.Info, "%d sugerencia", "%d sugerencias")
	if len(parts) == 0 {
		return lang.T(ctx, "Sin observaciones"), ui.OK
	}
	return strings.Join(parts, ", "), state
}

func (s *Site) finding(ctx context.Context, j judged, i int, f check.Finding) ui.Finding {
	whole := j.textOf(f)
	if j.mask {
		whole, f = j.dictamen.Cover(f, whole), f.Masked()
	}
	out := ui.Finding{ID: "f" + strconv.Itoa(i+1), State: severityState(f.Severity), Title: f.Message, Clause: f.Clause, ClauseHref: clauseHref(f.Clause),
		Start: f.Start, End: f.End}
	if clause, ok := s.Pack.Clause(f.Clause); ok {
		out.ClauseText = clause.Summary
	}
	if a, ok := j.accounts[f.Variant]; ok {
		out.Text = lang.T(ctx, "En %s.", accountName(ctx, a))
	}
	j.said(ctx, &out, f)
	if f.End > f.Start {
		out.Marked = f.Text
		out.Before, out.After = around(whole, f.Start, f.End)
		j.mendable(&out, i, f)
	}
	return out
}

// said tells what a person said of a finding, and offers to say it.
func (j judged) said(ctx context.Context, out *ui.Finding, f check.Finding) {
	say := lang.T(ctx, "No aplica…")
	if x := f.Dismissed; x != nil {
		out.State, out.Said = ui.None, objectionText(ctx, *x)
		say = lang.T(ctx, "Volver a señalarlo…")
	}
	if j.post != "" && f.Dismissable() {
		out.Say = &ui.Link{Text: say, Href: "/redactar/" + j.post + "/senalamientos/" + f.ID}
	}
}

// objectionText is what a person said of a finding.
func objectionText(ctx context.Context, x check.Objection) string {
	return lang.T(ctx, "%s dijo que no aplica: %s", x.Name, x.Reason)
}

// mendable ties the finding to the control it is in and offers its first suggestion.
func (j judged) mendable(out *ui.Finding, i int, f check.Finding) {
	if j.form != "" {
		out.Target = j.controlOf(f)
	}
	if r := []rune(out.Marked); len(r) > mostMarked {
		out.Marked, out.After = string(r[:mostMarked])+"…", ""
		return
	}
	if out.Target != "" && len(f.Suggestions) > 0 {
		out.Fix = &ui.FindingFix{Replacement: f.Suggestions[0], Submit: ui.Button{Name: "do", Value: "fix:" + strconv.Itoa(i), Form: j.form}}
	}
}

// textOf is the text that the finding is in.
func (j judged) textOf(f check.Finding) string {
	switch f.Field {
	case "title":
		return j.content.Title
	case "alt":
		if m := j.mediaOf(f); m >= 0 {
			return j.content.Media[m].Alt
		}
		return ""
	case "picture":
		return "" // nobody but the program has read it
	}
	if j.own(f.Variant) {
		return j.content.TextFor(f.Variant)
	}
	return j.content.Text
}

// controlOf is the id of the control of the composer that the finding is in.
func (j judged) controlOf(f check.Finding) string {
	switch f.Field {
	case "title":
		return "title"
	case "alt":
		if m := j.mediaOf(f); m >= 0 {
			return "alt-" + j.content.Media[m].Hash
		}
		return ""
	case "picture":
		return ""
	}
	if j.own(f.Variant) {
		return "own-" + f.Variant
	}
	return "text"
}

func (j judged) own(accountID string) bool {
	for _, v := range j.content.Variants {
		if v.AccountID == accountID {
			return v.Own
		}
	}
	return false
}

// mediaOf finds the attachment whose description holds the fragment at its place.
func (j judged) mediaOf(f check.Finding) int {
	for i, m := range j.content.Media {
		if r := []rune(m.Alt); f.End <= len(r) && string(r[f.Start:f.End]) == f.Text {
			return i
		}
	}
	return -1
}

func severityState(s regulation.Severity) ui.State {
	switch s {
	case regulation.SeverityBlock:
		return ui.Fix
	case regulation.SeverityWarn:
		return ui.Warn
	}
	return ui.Info
}

// around gives a few words before and after text[start:end], counted in code points.
func around(text string, start, end int) (before, after string) {
	const some = 30
	r := []rune(text)
	if start > len(r) || end > len(r) {
		return "", ""
	}
	before, after = string(r[max(0, start-some):start]), string(r[end:min(len(r), end+some)])
	if start > some {
		before = "…" + before
	}
	if end+some < len(r) {
		after += "…"
	}
	return before, after
}
