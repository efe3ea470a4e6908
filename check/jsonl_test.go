package check

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// lines runs the input and reads every line of the answer.
func lines(t *testing.T, in string) []map[string]any {
	t.Helper()
	var out bytes.Buffer
	if err := RunJSONL(t.Context(), strings.NewReader(in), &out, checker(t), time.Time{}); err != nil {
		t.Fatal(err)
	}
	var all []map[string]any
	for line := range strings.Lines(out.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		all = append(all, m)
	}
	return all
}

func TestJSONL(t *testing.T) {
	t.Parallel()
	got := lines(t, `{"id":"a1","text":"Escriba a juan@gmail.com","network":"x","kind":"post","attachments":[{"type":"image","alt":"Cartel con los horarios"}]}`+"\n")
	if len(got) != 1 || got[0]["id"] != "a1" {
		t.Fatalf("%v", got)
	}
	findings := got[0]["findings"].([]any)
	if len(findings) != 1 {
		t.Fatalf("%v", findings)
	}
	f := findings[0].(map[string]any)
	for _, key := range []string{"check", "clause", "severity", "start", "end", "text", "message", "suggestions"} {
		if _, ok := f[key]; !ok {
			t.Errorf("the finding has no %s", key)
		}
		delete(f, key)
	}
	if len(f) > 0 {
		t.Errorf("the finding has more than the format says: %v", f)
	}
	if m := got[0]["measures"].(map[string]any); m["characters"] != 24.0 || m["room"] != 280.0 {
		t.Errorf("measures %v", m)
	}
}

func TestJSONLGoesOn(t *testing.T) {
	t.Parallel()
	in := strings.Join([]string{
		`{"id":1,"text":"Hola","kind":"answer"}`,
		`not json`,
		``,
		`{"id":2,"text":"Hola","kind":"poem"}`,
		`{"id":3}`,
		`{"id":4,"text":7}`,
		`[1,2]`,
		`{"id":5,"text":"` + strings.Repeat("a", MaxLine) + `"}`,
		`{"id":6,"text":"Hola","kind":"comment"}`, // no line end after it
	}, "\n")
	got := lines(t, in)
	want := []struct {
		id   any
		line float64
	}{{1.0, 0}, {nil, 2}, {2.0, 4}, {3.0, 5}, {4.0, 6}, {nil, 7}, {nil, 8}, {6.0, 0}}
	if len(got) != len(want) {
		t.Fatalf("%d answers, want %d: %.300v", len(got), len(want), got)
	}
	for i, w := range want {
		line, _ := got[i]["line"].(float64)
		message, _ := got[i]["error"].(string)
		if got[i]["id"] != w.id || line != w.line || (line > 0) != (message != "") {
			t.Errorf("answer %d: %.200v", i, got[i])
		}
	}
}

func TestJSONLOmitted(t *testing.T) {
	t.Parallel()
	for _, f := range lines(t, `{"id":1,"text":"Abrimos hoy. Le esperamos.","kind":"post"}`)[0]["findings"].([]any) {
		if name := f.(map[string]any)["check"]; name != "text_only" {
			t.Errorf("%s speaks of what a line cannot say", name)
		}
	}
}

func TestJSONLFailsWithItsReader(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	err := RunJSONL(t.Context(), io.MultiReader(strings.NewReader("{}\n{"), failing{broken}), io.Discard, checker(t), time.Time{})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("%v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := RunJSONL(ctx, strings.NewReader("{}\n"), io.Discard, checker(t), time.Time{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"hola","kind":"post","attachments":[{"type":"image"}]}` + "\n{"))
	f.Add([]byte("\n\r\n\x00{\"text\":\"\\ud800\"}"))
	c := checker(f)
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		if err := RunJSONL(t.Context(), bytes.NewReader(in), &out, c, time.Time{}); err != nil {
			t.Fatal(err)
		}
		for line := range bytes.Lines(out.Bytes()) {
			if !json.Valid(line) {
				t.Fatalf("%q is no JSON", line)
			}
		}
	})
}

// A line may bring what its sources say, what its links lead to and what came before.
func TestJSONLWithFacts(t *testing.T) {
	t.Parallel()
	in := `{"id":1,"text":"El 16 de enero: https://ine.mx/a","documents":[{"title":"Acuerdo","text":"El 15 de enero"}],"pages":[{"url":"https://ine.mx/a","status":404}],` +
		`"earlier":[{"text":"El 16 de enero: https://ine.mx/a, como cada año, en todo el país","at":"2026-11-01T00:00:00Z","where":"X"}]}`
	var out strings.Builder
	if err := RunJSONL(t.Context(), strings.NewReader(in), &out, checker(t), time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"check":"facts"`, `"text":"16 de enero"`, `"check":"links"`} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %s", want, out.String())
		}
	}
}
