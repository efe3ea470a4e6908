package languagetool_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"pregonero/languagetool"
)

// server is a counterpart that is as strict as LanguageTool 6.5: form fields that it must
// have, and the fields of CheckResponse that its OpenAPI document requires.
func server(t *testing.T, status int, answer string) *languagetool.Client {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.URL.Path != "/v2/check" || r.Header.Get("Content-Type") != "application/x-www-form-urlencoded" ||
			r.PostFormValue("text") == "" || r.PostFormValue("language") != "es" {
			http.Error(w, "Error: Missing 'text' or 'language' parameter", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(s.Close)
	c, err := languagetool.New(s.URL, "test")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const found = `{"software":{"name":"LanguageTool","version":"6.5","apiVersion":1,"buildDate":"2024-09-27"},"language":{"name":"Spanish","code":"es","detectedLanguage":{"name":"Spanish","code":"es"}},
"matches":[{"message":"Se escribe con tilde.","shortMessage":"","offset":3,"length":4,"replacements":[{"value":"más"},{"value":"a"},{"value":"b"},{"value":"c"}],
"context":{"text":"x","offset":3,"length":4},"sentence":"x","rule":{"id":"MAS","description":"d","issueType":"misspelling","category":{"id":"DIACRITICS","name":"n"}}}]}`

func TestCheck(t *testing.T) {
	t.Parallel()
	got, err := server(t, 200, found).Check(t.Context(), "🗳 mas! y ya") // the ballot box takes two units
	want := []languagetool.Match{{Start: 2, End: 6, Message: "Se escribe con tilde.", Suggestions: []string{"más", "a", "b"}, Rule: "MAS"}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestCheckFails(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]*languagetool.Client{
		"refused":          server(t, 500, "Error: overloaded"),
		"no JSON":          server(t, 200, "<html>"),
		"outside the text": server(t, 200, strings.Replace(found, `"offset":3`, `"offset":300`, 1)),
	} {
		if got, err := c.Check(t.Context(), "hay mas gente"); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if _, err := languagetool.New("no address", "test"); err == nil {
		t.Error("an address that is none")
	}
}
