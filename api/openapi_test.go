package api_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/goccy/go-yaml"
)

// The document is valid OpenAPI 3.1, and tells people and programs what they need.
func TestDocument(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	doc := document(t, h.handler)
	if doc.OpenAPI != "3.1.0" || doc.Servers[0].URL != site || !strings.Contains(doc.Info.Description, "/bitacora/checkpoint") {
		t.Errorf("document %s at %s: %s", doc.OpenAPI, doc.Servers[0].URL, doc.Info.Description)
	}
	if s := doc.Components.SecuritySchemes["llave"]; s == nil || s.Value.Type != "http" || s.Value.Scheme != "bearer" {
		t.Error("the key is not described")
	}
	seen := map[string]bool{}
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			if seen[op.OperationID] || op.OperationID == "" {
				t.Errorf("%s %s: operation %q again", method, path, op.OperationID)
			}
			seen[op.OperationID] = true
			describes(t, doc, op)
			if strings.Contains(path, "token") {
				t.Errorf("%s %s: a key must not make keys", method, path)
			}
		}
	}
}

func describes(t *testing.T, doc *openapi3.T, op *openapi3.Operation) {
	t.Helper()
	if op.Summary == "" || english(op.Summary) != "" || doc.Tags.Get(op.Tags[0]) == nil {
		t.Errorf("%s: summary %q, tags %v", op.OperationID, op.Summary, op.Tags)
	}
	if open := op.Security == nil || len(*op.Security) == 0; open != (op.OperationID == public) {
		t.Errorf("%s: security %v", op.OperationID, op.Security)
	}
	for _, p := range op.Parameters {
		if p.Value.Description == "" || english(p.Value.Description) != "" {
			t.Errorf("%s: parameter %s is not described", op.OperationID, p.Value.Name)
		}
	}
	for code, r := range op.Responses.Map() {
		if r.Value.Description == nil || *r.Value.Description == "" || english(*r.Value.Description) != "" {
			t.Errorf("%s: response %s is not described", op.OperationID, code)
		}
		if code >= "4" && r.Value.Content.Get("application/problem+json") == nil {
			t.Errorf("%s: response %s is no problem", op.OperationID, code)
		}
	}
}

func TestDocumentAsYAML(t *testing.T) {
	t.Parallel()
	h := newHouseOn(t)
	w := h.call(http.MethodGet, "/api/openapi.yaml", "", nil).wants(200)
	doc, err := openapi3.NewLoader().LoadFromData(w.Body.Bytes())
	h.must(err)
	h.must(doc.Validate(t.Context(), openapi3.IsOpenAPI31OrLater()))
	var fromYAML, fromJSON any
	h.must(yaml.Unmarshal(w.Body.Bytes(), &fromYAML))
	h.call(http.MethodGet, "/api/openapi.json", "", nil).wants(200).into(&fromJSON)
	again, err := json.Marshal(fromYAML)
	h.must(err)
	h.must(json.Unmarshal(again, &fromYAML))
	if !reflect.DeepEqual(fromYAML, fromJSON) {
		t.Error("YAML and JSON say different things")
	}
}

// What is in the document's lists is what the code has: schema, member, and the constants.
func TestLists(t *testing.T) {
	t.Parallel()
	schemas := document(t, newHouseOn(t).handler).Components.Schemas
	for at, want := range map[[2]string][]string{
		{"Post", "state"}:         constants(t, "../post", "State"),
		{"Publication", "stage"}:  constants(t, "../post", "Stage"),
		{"Item", "state"}:         constants(t, "../inbox", "State"),
		{"Account", "state"}:      constants(t, "../account", "State"),
		{"StateBody", "action"}:   {"activate", "suspend"}, // an account is opened and closed by its steps
		{"Grant", "role"}:         constants(t, "../institution", "Role"),
		{"HttpProblem", "kind"}:   constants(t, "../internal/fault", "Kind"),
		{"Finding", "severity"}:   without(constants(t, "../regulation", "Severity"), "off"),
		{"Me", "acts"}:            constants(t, "../institution", "Act"),
		{"Publication", "kind"}:   {"answer", "correction", "post"},
		{"LedgerLine", "outcome"}: {"done", "refused"},
	} {
		s := schemas[at[0]].Value.Properties[at[1]].Value
		if s.Items != nil {
			s = s.Items.Value
		}
		var got []string
		for _, v := range s.Enum {
			got = append(got, v.(string))
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s.%s lists %v; the code has %v", at[0], at[1], got, want)
		}
	}
}

func without(list []string, x string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == x })
}
