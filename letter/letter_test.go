package letter_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/letter"
	"pregonero/regulation"
)

func pack(t *testing.T) *regulation.Pack {
	t.Helper()
	text, err := os.ReadFile("../regulation/ine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := regulation.Load(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func order() letter.Order {
	return letter.Order{Kind: regulation.LetterProposal, Subject: "proposal:1", Area: institution.Area{ID: "jle-bc", Name: "Junta Local Ejecutiva en Baja California", Zone: "America/Tijuana"},
		Head: institution.Person{ID: "eva", Name: "Eva Robles"}, Values: map[string]string{"need": "Nadie atiende.", "folio": "PRO/0001/2026"}}
}

//clause:test 7.ii
func TestWhatIsMissing(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		change func(*letter.Order)
		kind   fault.Kind
		says   string
	}{
		"a blank":        {func(o *letter.Order) { delete(o.Values, "need") }, fault.Invalid, "need"},
		"its head":       {func(o *letter.Order) { o.Head = institution.Person{} }, fault.Conflict, "titular"},
		"its template":   {func(o *letter.Order) { o.Kind = "nada" }, fault.Invalid, "nada"},
		"nothing at all": {func(*letter.Order) {}, "", ""},
	} {
		o := order()
		c.change(&o)
		l, err := letter.Write(pack(t), o, "1", 7, now)
		if c.kind == "" {
			if err != nil || l.Number != "INE/JLE-BC/0007/2026" || l.State != letter.Issued || strings.Contains(strings.Join(l.Document.Paragraphs, " "), "{") {
				t.Errorf("%s: %+v, %v", name, l, err)
			}
			continue
		}
		if f, ok := fault.Of(err); !ok || f.Kind != c.kind || !strings.Contains(f.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// On the last night of the year the number is counted in the year that it prints.
func TestTheLastNightOfAYear(t *testing.T) {
	t.Parallel()
	p, o := pack(t), order()
	for at, year := range map[time.Time]string{
		time.Date(2027, 1, 1, 7, 30, 0, 0, time.UTC): "2026", // 23:30 in Tijuana, already 2027 in Mexico City
		time.Date(2027, 1, 1, 8, 30, 0, 0, time.UTC): "2027",
	} {
		l, err := letter.Write(p, o, "1", 1, at)
		if err != nil || !strings.HasSuffix(l.Number, year) || !strings.HasSuffix(letter.Series(p, o.Area, at), year) {
			t.Errorf("%s: %s in %s, %v", at, l.Number, letter.Series(p, o.Area, at), err)
		}
	}
}

//clause:test 7.ii
func TestSignedOnceAndCancelledWithAReason(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)
	l := letter.Letter{Number: "1", State: letter.Issued}
	if err := l.Cancel("  "); !fault.Is(err, fault.Invalid) || l.State != letter.Issued {
		t.Errorf("cancelled without a reason: %v", err)
	}
	by := institution.Actor{PersonID: "eva", Name: "Eva Robles"}
	if err := l.Sign(letter.Scan, "h", "image/png", nil, by, now); err != nil || l.State != letter.Signed || l.SignedBy != "eva" {
		t.Fatalf("%+v, %v", l, err)
	}
	if err := l.Sign(letter.Scan, "h", "image/png", nil, by, now); !fault.Is(err, fault.Conflict) {
		t.Errorf("signed twice: %v", err)
	}
	if err := l.Cancel("Siempre no."); !fault.Is(err, fault.Conflict) {
		t.Errorf("cancelled after the signature: %v", err)
	}
}
