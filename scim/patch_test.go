package scim

import (
	"encoding/json"
	"reflect"
	"testing"
)

func read(t testing.TB, s string) resource {
	t.Helper()
	var r map[string]any
	if err := json.Unmarshal([]byte(s), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPatch(t *testing.T) {
	t.Parallel()
	const enterprise = `"` + enterpriseSchema + `"`
	for name, c := range map[string]struct{ before, path, op, value, after string }{
		"sets":                      {`{}`, "title", "add", `"x"`, `{"title":"x"}`},
		"whatever the case":         {`{}`, "TITLE", "replace", `"x"`, `{"title":"x"}`},
		"replaces":                  {`{"title":"a"}`, "title", "replace", `"x"`, `{"title":"x"}`},
		"removes":                   {`{"title":"a"}`, "title", "remove", `null`, `{}`},
		"removes what is not there": {`{}`, "title", "remove", `null`, `{}`},
		"what is not kept":          {`{}`, "phoneNumbers[type eq \"work\"].value", "add", `"x"`, `{}`},
		"what only we say":          {`{"id":"1"}`, "id", "replace", `"2"`, `{"id":"1"}`},
		"part of a name":            {`{"name":{"givenName":"A"}}`, "name.familyName", "add", `"B"`, `{"name":{"givenName":"A","familyName":"B"}}`},
		"a name":                    {`{"name":{"givenName":"A"}}`, "name", "replace", `{"familyName":"B","middleName":"C"}`, `{"name":{"givenName":"A","familyName":"B"}}`},
		"part of a name away":       {`{"name":{"givenName":"A","familyName":"B"}}`, "name.familyName", "remove", `null`, `{"name":{"givenName":"A"}}`},
		"an extension's":            {`{}`, enterpriseSchema + ":department", "add", `"x"`, `{` + enterprise + `:{"department":"x"}}`},
		"an extension":              {`{}`, enterpriseSchema, "add", `{"department":"x"}`, `{` + enterprise + `:{"department":"x"}}`},
		"an extension away":         {`{` + enterprise + `:{"department":"x"}}`, enterpriseSchema, "remove", `null`, `{}`},
		"by its schema":             {`{}`, userSchema + ":name.givenName", "add", `"A"`, `{"name":{"givenName":"A"}}`},
		"without a path":            {`{"title":"a"}`, "", "replace", `{"Title":"x","emails[type eq \"work\"].value":"e","name":{"givenName":"A"},"id":"9"}`, `{"title":"x","name":{"givenName":"A"},"emails":[{"type":"work","value":"e"}]}`},
		"a chosen address":          {`{"emails":[{"type":"work","value":"a"},{"type":"home","value":"b"}]}`, `emails[type eq "work"].value`, "replace", `"x"`, `{"emails":[{"type":"work","value":"x"},{"type":"home","value":"b"}]}`},
		"an address that was none":  {`{}`, `emails[type eq "work"].value`, "add", `"x"`, `{"emails":[{"type":"work","value":"x"}]}`},
		"an address more":           {`{"emails":[{"value":"a","primary":true}]}`, "emails", "add", `[{"value":"b","primary":true}]`, `{"emails":[{"value":"a"},{"value":"b","primary":true}]}`},
		"one alone":                 {`{}`, "emails", "add", `{"value":"b"}`, `{"emails":[{"value":"b"}]}`},
		"all addresses":             {`{"emails":[{"value":"a"}]}`, "emails", "replace", `[{"value":"b"}]`, `{"emails":[{"value":"b"}]}`},
		"each address's type":       {`{"emails":[{"value":"a"},{"value":"b"}]}`, "emails.type", "replace", `"work"`, `{"emails":[{"value":"a","type":"work"},{"value":"b","type":"work"}]}`},
		"addresses away":            {`{"emails":[{"value":"a"}]}`, "emails", "remove", `null`, `{"emails":[]}`},
		"a chosen one away":         {`{"emails":[{"value":"a"},{"value":"b"}]}`, `emails[value eq "a"]`, "remove", `null`, `{"emails":[{"value":"b"}]}`},
		"listed ones away":          {`{"emails":[{"value":"a"},{"value":"b"}]}`, "emails", "remove", `[{"value":"b"}]`, `{"emails":[{"value":"a"}]}`},
		"a chosen one's type away":  {`{"emails":[{"value":"a","type":"work"}]}`, `emails[value eq "a"].type`, "remove", `null`, `{"emails":[{"value":"a"}]}`},
		"the same again":            {`{"emails":[{"value":"a"}]}`, "emails", "add", `[{"value":"a"}]`, `{"emails":[{"value":"a"}]}`},
	} {
		r := read(t, c.before)
		var value any
		if err := json.Unmarshal([]byte(c.value), &value); err != nil {
			t.Fatal(err)
		}
		if err := r.patch(userAttributes, []operation{{c.op, c.path, value}}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, _ := json.Marshal(r)
		if !reflect.DeepEqual(read(t, string(got)), read(t, c.after)) {
			t.Errorf("%s: %s, want %s", name, got, c.after)
		}
	}
}

// Nothing that a directory may send breaks the door.
func FuzzFilterAndPath(f *testing.F) {
	for _, s := range []string{`userName eq "a"`, `emails[type eq "work"].value eq "x"`, `not (a pr)`, `members[value eq "1"]`, `a.b[c eq 1].d`, `x eq "\u00"`, `((()`, `"`, `a eq "b\`, "urn:a:b.c eq 1e9"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := read(t, `{"id":"1","userName":"a","name":{"givenName":"b"},"active":true,"emails":[{"value":"x","type":"work","primary":true}],"schemas":["s"]}`)
		if q, err := readFilter(userAttributes, s); err == nil {
			q.passes(r)
			q.query()
		}
		for _, op := range []string{"add", "replace", "remove"} {
			_ = r.patch(userAttributes, []operation{{op, s, "x"}, {op, s, map[string]any{"value": "y"}}})
			_ = r.patch(userAttributes, []operation{{op, "", map[string]any{s: "x"}}})
		}
		_, _ = profile(r)
		(projection{only: []string{s}}).of(r)
		(projection{without: []string{s}}).of(r)
	})
}
