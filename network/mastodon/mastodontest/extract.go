package mastodontest

import (
	"encoding/json"
	"fmt"
	"strings"
)

// documentSource names what contract.json was made from.
const documentSource = "operations and fields of abraham/mastodon-openapi dist/schema.json at 89b11e724f5015e232d160749e3b2fd4006e100d (Mastodon API 4.7.0), without its texts"

// Extract keeps of a document the operations of Routes and the entities that they reach.
// Descriptions, examples and links are left out.
func Extract(document []byte) (map[string]any, error) {
	var doc struct {
		OpenAPI    string                                `json:"openapi"`
		Info       map[string]any                        `json:"info"`
		Paths      map[string]map[string]any             `json:"paths"`
		Components map[string]map[string]json.RawMessage `json:"components"`
	}
	if err := json.Unmarshal(document, &doc); err != nil {
		return nil, fmt.Errorf("decode document: %w", err)
	}
	paths := map[string]map[string]any{}
	for _, route := range Routes {
		method, path, _ := strings.Cut(route, " ")
		operation, ok := doc.Paths[path][strings.ToLower(method)]
		if !ok {
			return nil, fmt.Errorf("the document has no %s", route)
		}
		if paths[path] == nil {
			paths[path] = map[string]any{}
		}
		paths[path][strings.ToLower(method)] = facts(operation, false)
	}
	schemas := map[string]any{}
	for more := references(paths); len(more) > 0; {
		name := more[0]
		more = more[1:]
		if _, done := schemas[name]; done {
			continue
		}
		var schema any
		if err := json.Unmarshal(doc.Components["schemas"][name], &schema); err != nil {
			return nil, fmt.Errorf("schema %s: %w", name, err)
		}
		schemas[name] = facts(schema, false)
		more = append(more, references(schemas[name])...)
	}
	securities := map[string]any{}
	for name, raw := range doc.Components["securitySchemes"] {
		var scheme any
		if err := json.Unmarshal(raw, &scheme); err != nil {
			return nil, fmt.Errorf("security scheme %s: %w", name, err)
		}
		securities[name] = withoutScopes(facts(scheme, false))
	}
	return map[string]any{"openapi": doc.OpenAPI, "info": map[string]any{"title": documentSource, "version": doc.Info["version"]}, "paths": paths,
		"components": map[string]any{"schemas": schemas, "securitySchemes": securities}}, nil
}

// withoutScopes empties the texts that explain each scope.
func withoutScopes(v any) any {
	if m, ok := v.(map[string]any); ok {
		for k, e := range m {
			if k == "scopes" {
				m[k] = map[string]any{}
				continue
			}
			m[k] = withoutScopes(e)
		}
	}
	return v
}

// words are the keys whose values are texts or show nothing that can be checked.
var words = map[string]bool{"description": true, "summary": true, "example": true, "examples": true, "externalDocs": true, "title": true,
	"tags": true, "operationId": true, "headers": true, "links": true, "deprecated": true, "default": true}

// facts copies a JSON value without words. Names says that v's keys are names of fields,
// which may be called description.
func facts(v any, names bool) any {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = facts(e, false)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, e := range v {
			switch {
			case !names && k == "responses":
				out[k] = responses(e)
			case names || !words[k] && !strings.HasPrefix(k, "x-"):
				out[k] = facts(e, !names && k == "properties")
			}
		}
		return out
	}
	return v
}

// responses keep an empty description, which OpenAPI demands.
func responses(v any) any {
	out := map[string]any{}
	for status, r := range v.(map[string]any) {
		response := facts(r, false).(map[string]any)
		response["description"] = ""
		out[status] = response
	}
	return out
}

const schemaPrefix = "#/components/schemas/"

// references are the names of the schemas that v points at.
func references(v any) []string {
	var names []string
	switch v := v.(type) {
	case map[string]map[string]any:
		for _, e := range v {
			names = append(names, references(map[string]any(e))...)
		}
	case []any:
		for _, e := range v {
			names = append(names, references(e)...)
		}
	case map[string]any:
		for k, e := range v {
			if s, ok := e.(string); ok && k == "$ref" && strings.HasPrefix(s, schemaPrefix) {
				names = append(names, strings.TrimPrefix(s, schemaPrefix))
				continue
			}
			names = append(names, references(e)...)
		}
	}
	return names
}
