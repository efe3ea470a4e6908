package check

import (
	"testing"

	"pregonero/regulation"
)

func TestKeyFollowsTheWords(t *testing.T) {
	t.Parallel()
	f := Finding{Check: "spelling", Text: "Tlalnepantla", Start: 4, End: 16, Message: "Revise."}
	moved := f
	moved.Start, moved.End, moved.Variant, moved.Text = 40, 52, "otra", "tlalnepantla"
	if f.key() != moved.key() {
		t.Error("the same words elsewhere have another key")
	}
	for name, other := range map[string]Finding{
		"check": {Check: "shouting", Text: f.Text}, "words": {Check: f.Check, Text: "Tlalpan"}, "field": {Check: f.Check, Text: f.Text, Field: fieldAlt},
		"whole": {Check: f.Check, Message: f.Message},
	} {
		if other.key() == f.key() {
			t.Errorf("another %s has the same key", name)
		}
	}
}

func TestDismissSparesWhatBlocks(t *testing.T) {
	t.Parallel()
	d := Dictamen{Findings: []Finding{{Check: "a", Text: "x", Severity: regulation.SeverityWarn}, {Check: "b", Text: "x", Severity: regulation.SeverityBlock}, {Check: "c", Text: "x", Severity: regulation.SeverityAdvise}}}
	by := map[string]Objection{}
	for i := range d.Findings {
		d.Findings[i].ID = d.Findings[i].key()
	}
	for _, f := range d.Findings[:2] {
		by[f.ID] = Objection{Reason: "No aplica."}
	}
	d.Dismiss(by)
	if d.Findings[0].Dismissed == nil || d.Findings[1].Dismissed != nil || d.Findings[2].Dismissed != nil {
		t.Errorf("dismissed: %v", d.Findings)
	}
	if d.Warns() || !d.Blocks() {
		t.Error("a dismissed warning still warns, or a block does not block")
	}
	if _, ok := d.Find(d.Findings[2].ID); !ok {
		t.Error("a finding is not found by its key")
	}
}
