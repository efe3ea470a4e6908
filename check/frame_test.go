package check

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"pregonero/check/words"
	"pregonero/regulation"
)

// pack is a small institution of another kind, with the rules given.
func pack(rules map[string]regulation.CheckRule) *regulation.Pack {
	return &regulation.Pack{ID: "otra", Version: "1", Checks: rules, Institution: regulation.Institution{
		Name: "Biblioteca Municipal", Lang: "es-MX", MailDomains: []string{"biblioteca.example"}, WebDomains: []string{"biblioteca.example"}}}
}

//clause:test 5.2.b
func TestThePackDecides(t *testing.T) {
	t.Parallel()
	rules := map[string]regulation.CheckRule{
		"shouting":  {Clause: "B.7", Severity: regulation.SeverityBlock, Params: map[string]any{"single_letters": uint64(4)}},
		"text_only": {Clause: "B.8", Severity: regulation.SeverityOff},
	}
	c, err := New(pack(rules), nil)
	if err != nil {
		t.Fatal(err)
	}
	d := c.Run(post("Abrimos SIEMPRE"))
	if len(d.Findings) != 1 || !d.Blocks() || d.Warns() {
		t.Fatalf("%+v", d)
	}
	f := d.Findings[0]
	if f.Clause != "B.7" || f.Severity != regulation.SeverityBlock || f.Text != "SIEMPRE" || d.Pack != "otra@1" || d.Version != Version {
		t.Errorf("%+v", d)
	}
}

func TestNewRefusesWhatCannotWork(t *testing.T) {
	t.Parallel()
	for name, rule := range map[string]regulation.CheckRule{
		"spelling":      {Severity: regulation.SeverityWarn}, // no dictionary
		"personal_data": {Severity: regulation.SeverityBlock, Params: map[string]any{"doubtful": "perhaps"}},
		"same_text":     {Severity: regulation.SeverityWarn, Params: map[string]any{"similarity": 7.0}},
		"text_only":     {Severity: regulation.SeverityWarn, Params: map[string]any{"refused": 3}},
	} {
		if _, err := New(pack(map[string]regulation.CheckRule{name: rule}), nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

// TestEveryCheckHasARule keeps the list, the pack's names and the declared kinds together.
func TestEveryCheckHasARule(t *testing.T) {
	t.Parallel()
	if len(all) != len(regulation.AllChecks) {
		t.Errorf("%d checks, %d names in regulation", len(all), len(regulation.AllChecks))
	}
	seen := map[string]bool{}
	for _, d := range all {
		if seen[d.name] || d.version < 1 || len(d.kinds) == 0 || d.build == nil {
			t.Errorf("%s is repeated or not whole", d.name)
		}
		seen[d.name] = true
	}
	for _, name := range regulation.AllChecks {
		if !seen[name] {
			t.Errorf("%s is named and not there", name)
		}
	}
}

func TestVariantsAreToldApart(t *testing.T) {
	t.Parallel()
	f := Facts{Text: "Vea unam.mx", Variants: []Variant{
		{Account: "a", Network: "x", Text: "Vea unam.mx"},
		{Account: "b", Network: "facebook", Text: "Más en ipn.mx"},
	}}
	var got []string
	for _, x := range checker(t).Run(f).Findings {
		if x.Check == regulation.CheckForeignLink {
			got = append(got, x.Variant+":"+x.Text)
		}
	}
	if s := strings.Join(got, " "); s != ":unam.mx b:ipn.mx" {
		t.Errorf("%q", s)
	}
}

func TestDictamenIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	c := checker(t)
	f := Facts{Text: "EL INE INFORMA la eleccion en unam.mx, 55 1234 5678", Network: "x", Declared: true}
	first, _ := json.Marshal(c.Run(f))
	for range 20 {
		if again, _ := json.Marshal(c.Run(f)); string(again) != string(first) {
			t.Fatalf("%s\n%s", first, again)
		}
	}
}

func TestSmallDictionary(t *testing.T) {
	t.Parallel()
	d, err := words.Of("abrimos", "hoy", "biblioteca")
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(pack(map[string]regulation.CheckRule{"spelling": {Clause: "B.1", Severity: regulation.SeverityAdvise}}), d)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Run(post("abrimos hoi")).Findings; len(got) != 1 || got[0].Text != "hoi" || got[0].Suggestions[0] != "hoy" {
		t.Errorf("%+v", got)
	}
}

// FuzzRun: whatever the text, no panic, and every finding points at its own words.
func FuzzRun(f *testing.F) {
	for _, s := range []string{post280, "EL INE INFORMA eleccion 55 1234 5678 a@b.mx", "ＢＡＡＡ８９０３１７", "\xff\xfe@#. \u0301\u200d👩‍👧", "http://a.mx/((()))?q", "juan arroba gmail punto com", "(+52) 1 55-1234.5678"} {
		f.Add(s, "x")
	}
	c := checker(f)
	f.Fuzz(func(t *testing.T, text, network string) {
		for _, kind := range []Kind{Post, Answer, Comment} {
			d := c.Run(Facts{Kind: kind, Text: text, Title: text, Network: network, Attachments: []Attachment{{Type: Image, Alt: text}}, Declared: true})
			runes := []rune(text)
			for _, x := range d.Findings {
				if x.Start < 0 || x.End < x.Start || x.End > len(runes) {
					t.Fatalf("%s points at %d–%d of %d in %q", x.Check, x.Start, x.End, len(runes), text)
				}
				if utf8.ValidString(text) && string(runes[x.Start:x.End]) != x.Text {
					t.Fatalf("%s says %q at %d–%d of %q", x.Check, x.Text, x.Start, x.End, text)
				}
			}
		}
	})
}
