package scim

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// Schemas and messages of the standard.
const (
	userSchema       = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema      = "urn:ietf:params:scim:schemas:core:2.0:Group"
	enterpriseSchema = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	errorSchema      = "urn:ietf:params:scim:api:messages:2.0:Error"
	listSchema       = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	patchSchema      = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	searchSchema     = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"
)

// resource is a SCIM resource as JSON has it. The names of attributes are the standard's:
// clean sees to it.
type resource map[string]any

// attribute is what the provider knows of an attribute.
type attribute struct {
	name     string
	multi    bool     // a list of values
	subs     []string // sub-attributes, when it is complex
	exact    bool     // compared with its case
	boolean  bool
	readOnly bool // kept by the provider; what clients send is not looked at
	required bool // cannot be removed
}

var common = []attribute{
	{name: "schemas", multi: true, readOnly: true}, {name: "id", exact: true, readOnly: true}, {name: "externalId", exact: true},
	{name: "meta", subs: []string{"resourceType", "created", "lastModified", "location", "version"}, readOnly: true},
}

var userAttributes = append(common[:len(common):len(common)],
	attribute{name: "userName", required: true}, attribute{name: "name", subs: []string{"formatted", "familyName", "givenName"}},
	attribute{name: "displayName"}, attribute{name: "title"}, attribute{name: "userType"}, attribute{name: "active", boolean: true, required: true},
	attribute{name: "emails", multi: true, subs: []string{"value", "type", "primary"}},
	attribute{name: enterpriseSchema, subs: []string{"department"}})

var groupAttributes = append(common[:len(common):len(common)],
	attribute{name: "displayName", required: true}, attribute{name: "members", multi: true, subs: []string{"value", "$ref", "type"}})

// find looks an attribute up, whatever its case (RFC 7643, 2.1).
func find(known []attribute, name string) (attribute, bool) {
	for _, a := range known {
		if strings.EqualFold(a.name, name) {
			return a, true
		}
	}
	return attribute{}, false
}

// sub looks a sub-attribute up.
func (a attribute) sub(name string) (string, bool) {
	for _, s := range a.subs {
		if strings.EqualFold(s, name) {
			return s, true
		}
	}
	return "", false
}

// clean keeps of what a client sent the attributes that are known, under their own names.
func clean(known []attribute, sent map[string]any) resource {
	out := resource{}
	for name, value := range sent {
		if a, ok := find(known, name); ok && value != nil {
			out[a.name] = a.clean(value)
		}
	}
	return out
}

func (a attribute) clean(value any) any {
	switch v := value.(type) {
	case map[string]any:
		if a.subs == nil {
			return v
		}
		out := map[string]any{}
		for name, x := range v {
			if s, ok := a.sub(name); ok && x != nil {
				out[s] = x
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = a.clean(x)
		}
		return out
	}
	return value
}

// body reads the JSON object of a request.
func body(r *http.Request) (map[string]any, error) {
	if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind != mediaType && kind != "application/json" {
		return nil, errMediaType
	}
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	var out map[string]any
	if !isText(string(raw)) || json.Unmarshal(raw, &out) != nil || out == nil {
		return nil, errSyntax
	}
	return out, nil
}

// text is a string of a resource; anything else is told.
func text(from map[string]any, name, said string) (string, error) {
	switch v := from[name].(type) {
	case nil:
		return "", nil
	case string:
		if !isText(v) {
			return "", invalid("invalidValue", "El atributo «"+said+"» contiene caracteres que no se pueden guardar.")
		}
		return v, nil
	}
	return "", invalid("invalidValue", "El atributo «"+said+"» debe ser un texto.")
}

// truth is a boolean of a resource; Entra ID writes it "True" and "False".
func truth(from map[string]any, name string, otherwise bool) (bool, error) {
	switch v := from[name].(type) {
	case nil:
		return otherwise, nil
	case bool:
		return v, nil
	case string:
		switch {
		case strings.EqualFold(v, "true"):
			return true, nil
		case strings.EqualFold(v, "false"):
			return false, nil
		}
	}
	return false, invalid("invalidValue", "El atributo «"+name+"» debe ser verdadero o falso.")
}

// objects are the values of a multi-valued attribute; one alone counts as a list of one.
func objects(value any) []map[string]any {
	var out []map[string]any
	switch v := value.(type) {
	case map[string]any:
		return []map[string]any{v}
	case []any:
		for _, x := range v {
			if m, ok := x.(map[string]any); ok {
				out = append(out, m)
			}
		}
	}
	return out
}

func list(all []map[string]any) []any {
	out := make([]any, len(all))
	for i, m := range all {
		out[i] = m
	}
	return out
}

// meta is what the provider tells of a resource itself.
func (p *Provider) meta(kind, id string, created, changed time.Time, version string) map[string]any {
	m := map[string]any{"resourceType": kind, "location": p.location(kind, id), "version": etag(version)}
	if !created.IsZero() {
		m["created"], m["lastModified"] = created.UTC().Format(time.RFC3339), changed.UTC().Format(time.RFC3339)
	}
	return m
}

func (p *Provider) location(kind, id string) string { return p.BaseURL + Path + "/" + kind + "s/" + id }
