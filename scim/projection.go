package scim

import (
	"maps"
	"net/url"
	"strings"
)

// projection is which attributes a client wants back (RFC 7644, 3.9).
type projection struct{ only, without []string }

func projectionOf(q url.Values) (projection, error) {
	p := projection{names(q.Get("attributes")), names(q.Get("excludedAttributes"))}
	if len(p.only) > 0 && len(p.without) > 0 {
		return p, invalid("invalidValue", "Envíe «attributes» o «excludedAttributes», no los dos.")
	}
	return p, nil
}

func names(list string) (out []string) {
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

func (v visit) projected(res resource) (resource, error) {
	p, err := projectionOf(v.r.URL.Query())
	return p.of(res), err
}

// of is the resource with what is wanted; its id and schemas are always told.
func (p projection) of(res resource) resource {
	out := resource{"schemas": res["schemas"], "id": res["id"]}
	if len(p.only) == 0 {
		out = maps.Clone(res)
	}
	for _, name := range p.only {
		out.take(res, name)
	}
	for _, name := range p.without {
		out.drop(name)
	}
	return out
}

// split parts the name of an attribute, with or without its schema, from its sub-attribute.
func split(name string) (attr, sub string) {
	lower := strings.ToLower(name)
	if rest, ok := strings.CutPrefix(lower, strings.ToLower(enterpriseSchema)); ok {
		return enterpriseSchema, strings.TrimPrefix(name[len(name)-len(rest):], ":")
	}
	for _, schema := range []string{userSchema, groupSchema} {
		if strings.HasPrefix(lower, strings.ToLower(schema)+":") {
			name = name[len(schema)+1:]
			break
		}
	}
	attr, sub, _ = strings.Cut(name, ".")
	return attr, sub
}

// key is the name under which a resource has an attribute.
func (r resource) key(attr string) string {
	for name := range r {
		if strings.EqualFold(name, attr) {
			return name
		}
	}
	return attr
}

func (r resource) take(from resource, name string) {
	attr, sub := split(name)
	key := from.key(attr)
	value, ok := from[key]
	if !ok {
		return
	}
	if sub == "" {
		r[key] = value
		return
	}
	var kept []map[string]any
	for _, m := range objects(asAny(value)) {
		k := resource(m).key(sub)
		if x, ok := m[k]; ok {
			kept = append(kept, map[string]any{k: x})
		}
	}
	switch _, single := value.(map[string]any); {
	case len(kept) == 0:
	case !single:
		r[key] = list(kept)
	default:
		old, _ := r[key].(map[string]any)
		merged := maps.Clone(kept[0])
		maps.Copy(merged, old)
		r[key] = merged
	}
}

func (r resource) drop(name string) {
	attr, sub := split(name)
	key := r.key(attr)
	if key == "id" || key == "schemas" {
		return
	}
	if sub == "" {
		delete(r, key)
		return
	}
	switch v := r[key].(type) {
	case map[string]any:
		r[key] = without(v, sub)
	case []any:
		all := make([]any, len(v))
		for i, x := range v {
			all[i] = x
			if m, ok := x.(map[string]any); ok {
				all[i] = without(m, sub)
			}
		}
		r[key] = all
	}
}

func without(m map[string]any, sub string) map[string]any {
	out := maps.Clone(m)
	delete(out, resource(out).key(sub))
	return out
}

// asAny lets lists of objects be looked at as JSON has them.
func asAny(value any) any {
	if all, ok := value.([]map[string]any); ok {
		return list(all)
	}
	return value
}
