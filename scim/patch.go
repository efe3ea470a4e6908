package scim

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	parse "github.com/scim2/filter-parser/v2"
)

// operation is one step of a PATCH (RFC 7644, 3.5.2).
type operation struct {
	op    string // add, replace or remove
	path  string // "" : of the whole resource
	value any
}

// maxOperations bounds one PATCH.
const maxOperations = 1000

// readPatch reads the operations of a request. Entra ID writes Add, Replace and Remove.
func readPatch(r *http.Request) ([]operation, error) {
	sent, err := body(r)
	if err != nil {
		return nil, err
	}
	raw, _ := sent[resource(sent).key("Operations")].([]any)
	if len(raw) == 0 || len(raw) > maxOperations {
		return nil, invalid("invalidSyntax", "Falta la lista «Operations», o es demasiado larga.")
	}
	var out []operation
	for _, x := range raw {
		m, ok := x.(map[string]any)
		if !ok {
			return nil, invalid("invalidSyntax", "Cada operación debe ser un objeto con «op».")
		}
		op, _ := m["op"].(string)
		path, isText := m["path"].(string)
		if m["path"] != nil && !isText {
			return nil, invalid("invalidPath", "La ruta de una operación debe ser un texto.")
		}
		out = append(out, operation{strings.ToLower(op), strings.TrimSpace(path), m["value"]})
	}
	return out, nil
}

// patch applies operations to a resource, in their order.
func (r resource) patch(known []attribute, all []operation) error {
	for _, o := range all {
		if !slices.Contains([]string{"add", "replace", "remove"}, o.op) {
			return invalid("invalidSyntax", "La operación «"+o.op+"» no existe: use add, replace o remove.")
		}
		if err := r.apply(known, o); err != nil {
			return err
		}
	}
	return nil
}

func (r resource) apply(known []attribute, o operation) error {
	if o.path == "" {
		return r.applyAll(known, o)
	}
	t, err := aim(known, o.path)
	switch {
	case err != nil:
		return err
	case t.unknown, t.readOnly:
		return nil // what is not kept here is not refused: directories send more than they are asked for
	case t.multi:
		return r.applyMany(t, o)
	case t.subs != nil:
		return r.applyComplex(t, o)
	case o.op == "remove":
		return r.remove(t.attribute)
	}
	r[t.name] = o.value
	return nil
}

// applyAll takes an object as one operation for each of its attributes, whose names may be
// paths themselves: Okta and Entra ID send them so.
func (r resource) applyAll(known []attribute, o operation) error {
	values, ok := o.value.(map[string]any)
	if o.op == "remove" {
		return invalid("noTarget", "Una operación remove necesita «path».")
	}
	if !ok {
		return invalid("invalidValue", "Sin «path», el valor debe ser un objeto con atributos.")
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if err := r.apply(known, operation{o.op, name, values[name]}); err != nil {
			return err
		}
	}
	return nil
}

// target is what a path aims at.
type target struct {
	attribute
	sub     string           // "" : the attribute whole
	which   parse.Expression // of a multi-valued one, which values; nil: all
	unknown bool
}

func aim(known []attribute, path string) (t target, err error) {
	if strings.EqualFold(path, enterpriseSchema) {
		t.attribute, _ = find(known, enterpriseSchema)
		t.unknown = t.name == ""
		return t, nil
	}
	if len(path) > maxFilter {
		return t, invalid("invalidPath", "La ruta es demasiado larga.")
	}
	p, err := parse.ParsePath([]byte(path))
	if err != nil {
		return t, invalid("invalidPath", "La ruta «"+path+"» no se puede leer.")
	}
	name, sub := p.AttributePath.AttributeName, p.AttributePath.SubAttributeName()
	if p.SubAttributeName() != "" {
		sub = p.SubAttributeName()
	}
	if strings.EqualFold(p.AttributePath.URI(), enterpriseSchema) {
		name, sub = enterpriseSchema, name
	}
	var ok bool
	if t.attribute, ok = find(known, name); ok && sub != "" {
		t.sub, ok = t.attribute.sub(sub)
	}
	t.unknown = !ok
	if t.which = p.ValueExpression; t.which != nil && ok {
		if !t.multi {
			return t, invalid("invalidPath", "La ruta «"+path+"» elige valores de un atributo que tiene uno solo.")
		}
		if err := (filter{}).check(t.which, t.asAttributes()); err != nil {
			return t, invalid("invalidPath", "La ruta «"+path+"» no se puede leer.")
		}
	}
	return t, nil
}

func (r resource) remove(a attribute) error {
	if a.required {
		return invalid("mutability", "El atributo «"+a.name+"» no se puede quitar.")
	}
	delete(r, a.name)
	return nil
}

// applyComplex changes an attribute with sub-attributes: those that are named, or all.
func (r resource) applyComplex(t target, o operation) error {
	kept, _ := r[t.name].(map[string]any)
	kept = maps.Clone(kept)
	if kept == nil {
		kept = map[string]any{}
	}
	switch values, whole := t.clean(o.value).(map[string]any); {
	case o.op == "remove" && t.sub == "":
		return r.remove(t.attribute)
	case o.op == "remove":
		delete(kept, t.sub)
	case t.sub != "":
		kept[t.sub] = o.value
	case whole:
		maps.Copy(kept, values)
	default:
		return invalid("invalidValue", "El atributo «"+t.name+"» debe ser un objeto.")
	}
	r[t.name] = kept
	return nil
}

// applyMany changes the values of a multi-valued attribute.
func (r resource) applyMany(t target, o operation) error {
	kept := objects(r[t.name])
	switch {
	case o.op == "remove":
		kept = t.without(kept, o.value)
	case t.which != nil || t.sub != "":
		var err error
		if kept, err = t.changed(kept, o); err != nil {
			return err
		}
	default:
		said := objects(t.clean(o.value))
		if o.value != nil && len(said) == 0 && !emptyList(o.value) {
			return invalid("invalidValue", "El atributo «"+t.name+"» debe ser una lista de objetos.")
		}
		if o.op == "replace" {
			kept = nil
		}
		kept = added(kept, said)
	}
	r[t.name] = list(kept)
	return nil
}

func emptyList(v any) bool {
	all, ok := v.([]any)
	return ok && len(all) == 0
}

// without takes values away: those that the path chooses, those that are listed (as Entra
// ID does), or all. Of chosen values it may take one sub-attribute only.
func (t target) without(kept []map[string]any, listed any) (out []map[string]any) {
	said := objects(t.clean(listed))
	for _, m := range kept {
		chosen := t.which == nil || holds(t.which, t.asAttributes(), m)
		if chosen && t.which == nil && len(said) > 0 {
			chosen = slices.ContainsFunc(said, func(s map[string]any) bool { return s["value"] == m["value"] })
		}
		switch {
		case !chosen:
			out = append(out, m)
		case t.sub != "":
			out = append(out, without(m, t.sub))
		}
	}
	return out
}

// changed sets the sub-attribute, or several, of the values that the path chooses. When
// none is there, one is made of what the path says of it: so Entra ID adds an address.
func (t target) changed(kept []map[string]any, o operation) ([]map[string]any, error) {
	set := map[string]any{}
	switch values, whole := t.clean(o.value).(map[string]any); {
	case t.sub != "":
		set[t.sub] = o.value
	case whole:
		set = values
	default:
		return nil, invalid("invalidValue", "El valor de «"+t.name+"» debe ser un objeto.")
	}
	found := false
	out := make([]map[string]any, len(kept))
	for i, m := range kept {
		out[i] = m
		if t.which == nil || holds(t.which, t.asAttributes(), m) {
			found, out[i] = true, maps.Clone(m)
			maps.Copy(out[i], set)
		}
	}
	if found {
		return out, nil
	}
	made := map[string]any{}
	if e, ok := t.which.(*parse.AttributeExpression); ok && e.Operator == parse.EQ {
		if s, ok := t.attribute.sub(e.AttributePath.AttributeName); ok {
			made[s] = wanted(e.CompareValue)
		}
	} else if t.which != nil {
		return nil, invalid("noTarget", "Ningún valor de «"+t.name+"» es como dice la ruta.")
	}
	maps.Copy(made, set)
	return added(out, []map[string]any{made}), nil
}

// added joins values, each once by its value; a new primary one is the only one (RFC 7643, 2.4).
func added(kept, said []map[string]any) []map[string]any {
	at := map[any]int{}
	for i, m := range kept {
		if s, ok := m["value"].(string); ok {
			at[s] = i
		}
	}
	for _, m := range said {
		if m["primary"] == true {
			for i := range kept {
				kept[i] = without(kept[i], "primary")
			}
		}
		s, ok := m["value"].(string)
		if i, there := at[s]; ok && there {
			kept[i] = m
			continue
		}
		if ok {
			at[s] = len(kept)
		}
		kept = append(kept, m)
	}
	return kept
}
