package post

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

var noon = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func pack(t testing.TB) *regulation.Pack {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func whole() Content {
	return Content{Text: "Consulte dónde tramitar su credencial.", Subject: "Credencial", Purposes: []string{"3.x"},
		Sources: []Source{{Title: "Requisitos", URL: "https://www.ine.mx/credencial"}}, Variants: []Variant{{AccountID: "a1"}},
		DueAt: noon.Add(24 * time.Hour), NoExpiry: true}
}

func draft(t testing.TB) Post {
	t.Helper()
	p := New("p1", "derfe", "ana", "Ana", noon)
	if err := p.Edit("ana", whole(), "derfe", noon); err != nil {
		t.Fatal(err)
	}
	return p
}

func scheduled(t testing.TB, rules *regulation.Pack) Post {
	t.Helper()
	p := draft(t)
	must(t, p.Submit(rules, false, noon))
	must(t, p.Endorse(rules, Seal{By: "nora", At: noon, Hash: p.Content.Hash()}))
	must(t, p.Approve(rules, Seal{By: "luis", At: noon, Hash: p.Content.Hash()}))
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantKind(t testing.TB, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("error %v, want a fault of kind %s", err, kind)
	}
}

//clause:test 6.xx
func TestTheWayToThePublic(t *testing.T) {
	t.Parallel()
	p := scheduled(t, pack(t))
	if p.State != Scheduled || !p.Cleared() {
		t.Fatalf("state %s, cleared %v", p.State, p.Cleared())
	}
}

//clause:test 6.xx
func TestNobodyEndorsesOrApprovesTheirOwn(t *testing.T) {
	t.Parallel()
	rules := pack(t)
	p := draft(t)
	must(t, p.Edit("beto", func() Content { c := whole(); c.Text += " Es gratuito."; return c }(), "derfe", noon))
	must(t, p.Submit(rules, false, noon))
	for _, who := range []string{"ana", "beto"} {
		q := p
		wantKind(t, q.Endorse(rules, Seal{By: who, At: noon, Hash: p.Content.Hash()}), fault.Forbidden)
	}
	must(t, p.Endorse(rules, Seal{By: "nora", At: noon, Hash: p.Content.Hash()}))
	for _, who := range []string{"ana", "beto"} {
		q := p
		wantKind(t, q.Approve(rules, Seal{By: who, At: noon, Hash: p.Content.Hash()}), fault.Forbidden)
	}
}

//clause:test 6.xx
func TestAnyEditVoidsTheEndorsement(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*Content){
		"text":        func(c *Content) { c.Text += "." },
		"own text":    func(c *Content) { c.Variants[0].Text, c.Variants[0].Own = "Otro", true },
		"account":     func(c *Content) { c.Variants = append(c.Variants, Variant{AccountID: "a2"}) },
		"alternative": func(c *Content) { c.Media = []Media{{Hash: "h", Kind: "image", Alt: "Un módulo"}} },
		"source":      func(c *Content) { c.Sources[0].URL += "/otra" },
		"purpose":     func(c *Content) { c.Purposes = []string{"3.iv"} },
		"hour":        func(c *Content) { c.DueAt = c.DueAt.Add(time.Minute) },
		"validity":    func(c *Content) { c.NoExpiry, c.ReviewOn = false, c.DueAt.Add(48*time.Hour) },
		"tie":         func(c *Content) { c.Ties = []Tie{{URL: "https://ejemplo.org", Purpose: "3.x"}} },
		"title":       func(c *Content) { c.Title = "Título" },
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := scheduled(t, pack(t))
			c := whole()
			change(&c)
			must(t, p.Edit("luis", c, "derfe", noon))
			if p.State != Draft || p.Aval != nil || p.Approval != nil || p.Cleared() {
				t.Fatalf("after an edit: %s, aval %v, approval %v", p.State, p.Aval, p.Approval)
			}
		})
	}
}

func TestAnEditThatChangesNothingVoidsNothing(t *testing.T) {
	t.Parallel()
	p := scheduled(t, pack(t))
	c := whole()
	c.Text = strings.ReplaceAll(c.Text, "\n", "\r\n")
	must(t, p.Edit("luis", c, "derfe", noon))
	if !p.Cleared() {
		t.Fatal("the same words voided the approval")
	}
}

func TestASealOnAnotherContentIsRefused(t *testing.T) {
	t.Parallel()
	rules, p := pack(t), draft(t)
	must(t, p.Submit(rules, false, noon))
	wantKind(t, p.Endorse(rules, Seal{By: "nora", At: noon, Hash: "otro"}), fault.Conflict)
}

func TestALateSealPublishesNothing(t *testing.T) {
	t.Parallel()
	rules, p := pack(t), draft(t)
	must(t, p.Submit(rules, false, noon))
	late := p.Content.DueAt
	wantKind(t, p.Endorse(rules, Seal{By: "nora", At: late, Hash: p.Content.Hash()}), fault.Late)
	must(t, p.Endorse(rules, Seal{By: "nora", At: noon, Hash: p.Content.Hash()}))
	wantKind(t, p.Approve(rules, Seal{By: "luis", At: late, Hash: p.Content.Hash()}), fault.Late)
	if p.State != Endorsed || p.Cleared() {
		t.Fatalf("a late approval left %s", p.State)
	}
}

//clause:test 5.2.b
//clause:test 6.i
//clause:test 3.p1
//clause:test 6.iv
//clause:test 5.2.d
func TestWhatIsMissingIsSaid(t *testing.T) {
	t.Parallel()
	missing := map[string]func(*Content){
		"accounts":  func(c *Content) { c.Variants = nil },
		"text":      func(c *Content) { c.Text = "  " },
		"purposes":  func(c *Content) { c.Purposes = nil },
		"sources":   func(c *Content) { c.Sources = nil },
		"subject":   func(c *Content) { c.Subject = "" },
		"due_at":    func(c *Content) { c.DueAt = time.Time{} },
		"review_on": func(c *Content) { c.NoExpiry = false },
	}
	for field, remove := range missing {
		t.Run(field, func(t *testing.T) {
			t.Parallel()
			p := draft(t)
			c := whole()
			remove(&c)
			must(t, p.Edit("ana", c, "derfe", noon))
			f, ok := fault.Of(p.Submit(pack(t), false, noon))
			if !ok || f.Field != field {
				t.Fatalf("fault %v, want one on %s", f, field)
			}
		})
	}
	p := draft(t)
	wantKind(t, p.Submit(pack(t), true, noon), fault.Invalid)
}

func TestMoveAndUndo(t *testing.T) {
	t.Parallel()
	p := scheduled(t, pack(t))
	was := p.Content.DueAt
	must(t, p.MoveTo("ana", was.Add(time.Hour), noon, time.Minute))
	if p.State != Review || p.Cleared() {
		t.Fatalf("a moved post is %s", p.State)
	}
	q := p
	wantKind(t, q.UndoMove("luis", noon), fault.Conflict)
	wantKind(t, q.UndoMove("ana", noon.Add(time.Minute)), fault.Late)
	must(t, p.UndoMove("ana", noon.Add(time.Second)))
	if !p.Cleared() || !p.Content.DueAt.Equal(was) {
		t.Fatalf("undo left %s at %s", p.State, p.Content.DueAt)
	}
	wantKind(t, p.MoveTo("ana", noon.Add(-time.Hour), noon, time.Minute), fault.Late)
}

func TestReturnAsksForAReason(t *testing.T) {
	t.Parallel()
	p := draft(t)
	must(t, p.Submit(pack(t), false, noon))
	wantKind(t, p.SendBack(Return{By: "nora", At: noon, Reason: " "}), fault.Invalid)
	must(t, p.SendBack(Return{By: "nora", At: noon, Reason: "Falta el horario."}))
	if p.State != Draft || p.Returned == nil {
		t.Fatalf("returned post is %s", p.State)
	}
}

func TestTextsAreBounded(t *testing.T) {
	t.Parallel()
	p := draft(t)
	c := whole()
	c.Text = strings.Repeat("ñ", 1_000_000)
	wantKind(t, p.Edit("ana", c, "derfe", noon), fault.Limit)
	c.Text = "a\x00b"
	wantKind(t, p.Edit("ana", c, "derfe", noon), fault.Invalid)
}

// Whatever people do in whatever order, only what two others sealed is cleared.
func TestOnlySealedContentIsCleared(t *testing.T) {
	t.Parallel()
	rules := pack(t)
	rapid.Check(t, func(t *rapid.T) {
		p := New("p", "derfe", "ana", "Ana", noon)
		now := noon
		people := []string{"ana", "beto", "nora", "luis"}
		for range rapid.IntRange(1, 30).Draw(t, "acts") {
			who := rapid.SampledFrom(people).Draw(t, "who")
			hash := p.Content.Hash()
			now = now.Add(time.Duration(rapid.IntRange(0, 7200).Draw(t, "seconds")) * time.Second)
			switch rapid.IntRange(0, 8).Draw(t, "act") {
			case 0:
				c := whole()
				c.Text = rapid.SampledFrom([]string{"uno", "dos", "tres"}).Draw(t, "text")
				_ = p.Edit(who, c, "derfe", now)
			case 1:
				_ = p.Submit(rules, false, now)
			case 2, 3:
				_ = p.Endorse(rules, Seal{By: who, At: now, Hash: hash})
			case 4, 5:
				_ = p.Approve(rules, Seal{By: who, At: now, Hash: hash})
			case 6:
				_ = p.MoveTo(who, now.Add(3*time.Hour), now, time.Minute)
			case 7:
				_ = p.UndoMove(who, now)
			case 8:
				_ = p.Recall(now)
			}
			if !p.Cleared() {
				continue
			}
			for _, seal := range []*Seal{p.Aval, p.Approval} {
				if seal.Hash != p.Content.Hash() {
					t.Fatalf("cleared with a seal on another content")
				}
				for _, e := range p.Editors {
					if e == seal.By {
						t.Fatalf("%s sealed what they wrote", e)
					}
				}
			}
		}
	})
}
