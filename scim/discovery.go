package scim

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
)

//go:embed schemas.json
var schemasJSON []byte

// theSchemas are what the provider keeps of people and groups (RFC 7643, 7), read once.
var theSchemas = sync.OnceValue(func() (out []map[string]any) {
	if err := json.Unmarshal(schemasJSON, &out); err != nil {
		panic("scim: schemas.json: " + err.Error()) // our own file
	}
	return out
})

const (
	configSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	typeSchema   = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	schemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema"
)

// config says what of the standard is offered (RFC 7643, 5).
func (p *Provider) config(v visit) error {
	yes, no := map[string]any{"supported": true}, map[string]any{"supported": false}
	write(v.w, http.StatusOK, map[string]any{
		"schemas": []string{configSchema}, "patch": yes, "etag": yes, "sort": no, "changePassword": no,
		"bulk":   map[string]any{"supported": false, "maxOperations": 0, "maxPayloadSize": 0},
		"filter": map[string]any{"supported": true, "maxResults": pageSize},
		"authenticationSchemes": []any{map[string]any{"type": "oauthbearertoken", "name": "Llave del directorio",
			"description": "Una llave propia del directorio, que se crea en Administración.", "specUri": "https://www.rfc-editor.org/rfc/rfc6750", "primary": true}},
		"meta": map[string]any{"resourceType": "ServiceProviderConfig", "location": p.BaseURL + Path + "/ServiceProviderConfig"},
	})
	return nil
}

func (p *Provider) types() []resource {
	kind := func(name, schema string, extensions ...any) resource {
		if extensions == nil {
			extensions = []any{}
		}
		return resource{"schemas": []string{typeSchema}, "id": name, "name": name, "endpoint": "/" + name + "s", "schema": schema, "schemaExtensions": extensions,
			"meta": map[string]any{"resourceType": "ResourceType", "location": p.BaseURL + Path + "/ResourceTypes/" + name}}
	}
	return []resource{kind("User", userSchema, map[string]any{"schema": enterpriseSchema, "required": false}), kind("Group", groupSchema)}
}

func (p *Provider) resourceTypes(v visit) error { return everything(v, p.types()) }

func (p *Provider) resourceType(v visit) error { return named(v, p.types()) }

func (p *Provider) published() (out []resource) {
	for _, s := range theSchemas() {
		res := resource{"schemas": []string{schemaSchema}, "meta": map[string]any{"resourceType": "Schema", "location": p.BaseURL + Path + "/Schemas/" + s["id"].(string)}}
		for name, value := range s {
			res[name] = value
		}
		out = append(out, res)
	}
	return out
}

func (p *Provider) schemas(v visit) error { return everything(v, p.published()) }

func (p *Provider) schema(v visit) error { return named(v, p.published()) }

// everything answers all of a discovery endpoint; it cannot be filtered (RFC 7644, 4).
func everything(v visit, all []resource) error {
	if v.r.URL.Query().Has("filter") {
		return &problem{http.StatusForbidden, "", "Esta lista no se puede filtrar."}
	}
	search{start: 1, count: len(all)}.page(v.w, all)
	return nil
}

func named(v visit, all []resource) error {
	for _, res := range all {
		if id, _ := res["id"].(string); strings.EqualFold(id, v.r.PathValue("id")) {
			write(v.w, http.StatusOK, res)
			return nil
		}
	}
	return errNoEndpoint
}
