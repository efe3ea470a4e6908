package scim

import (
	"encoding/json"
	"regexp"
	"strings"

	parse "github.com/scim2/filter-parser/v2"

	"pregonero/oversight"
)

// filter is a question about resources (RFC 7644, 3.4.2.2); its zero value lets all pass.
type filter struct {
	expr  parse.Expression
	known []attribute
}

// errFilter is told of every filter that cannot be read or asks for what is not kept.
func errFilter(detail string) error { return invalid("invalidFilter", detail) }

// readFilter reads a filter over attributes that are known.
func readFilter(known []attribute, s string) (filter, error) {
	f := filter{known: known}
	if s = strings.TrimSpace(s); s == "" {
		return f, nil
	}
	if len(s) > maxFilter || strings.Count(s, "(") > 20 {
		return f, errFilter("El filtro es demasiado largo.")
	}
	expr, err := parse.ParseFilter([]byte(spread(s)))
	if err != nil {
		return f, errFilter("El filtro no se puede leer: se espera, por ejemplo, userName eq \"ana.torres\".")
	}
	f.expr = expr
	return f, f.check(expr, known)
}

// suffixed is a value path with a sub-attribute; a quoted text is taken whole first, so that
// nothing inside it is changed.
var suffixed = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\]\.([A-Za-z$]+\s+(?:[pP][rR]\b|[A-Za-z]{2}\s+(?:"(?:[^"\\]|\\.)*"|[^\s()\[\]"]+)))`)

// spread writes emails[type eq "work"].value eq "x", which Entra ID sends and the standard's
// grammar does not have, as emails[type eq "work" and value eq "x"].
func spread(s string) string {
	return suffixed.ReplaceAllStringFunc(s, func(found string) string {
		if strings.HasPrefix(found, `"`) {
			return found
		}
		return " and " + strings.TrimPrefix(found, "].") + "]"
	})
}

// check refuses attributes that are not kept: a filter that can never match would make the
// directory enter people twice.
func (f filter) check(e parse.Expression, known []attribute) error {
	switch e := e.(type) {
	case *parse.LogicalExpression:
		if err := f.check(e.Left, known); err != nil {
			return err
		}
		return f.check(e.Right, known)
	case *parse.NotExpression:
		return f.check(e.Expression, known)
	case *parse.AttributeExpression:
		_, _, err := lookup(known, e.AttributePath)
		return err
	case *parse.ValuePath:
		a, _, err := lookup(known, e.AttributePath)
		if err != nil {
			return err
		}
		return f.check(e.ValueFilter, a.asAttributes())
	}
	return errFilter("El filtro no se puede leer.")
}

// asAttributes are the sub-attributes, as a filter between brackets sees them.
func (a attribute) asAttributes() (out []attribute) {
	for _, s := range a.subs {
		out = append(out, attribute{name: s, exact: s == "value" && a.name == "members", boolean: s == "primary"})
	}
	return out
}

// lookup finds what a path names: an attribute and, when it is complex, a sub-attribute.
func lookup(known []attribute, path parse.AttributePath) (a attribute, sub string, err error) {
	name, sub := path.AttributeName, path.SubAttributeName()
	if uri := path.URI(); strings.EqualFold(uri, enterpriseSchema) {
		name, sub = enterpriseSchema, path.AttributeName
	}
	a, ok := find(known, name)
	if ok && sub != "" {
		sub, ok = a.sub(sub)
	}
	if !ok {
		return a, "", errFilter("No se puede buscar por «" + path.String() + "».")
	}
	if sub == "" && a.multi && a.subs != nil {
		sub = "value" // emails eq "x" asks for the value
	}
	return a, sub, nil
}

// passes tells whether a resource answers the question.
func (f filter) passes(res resource) bool { return f.expr == nil || holds(f.expr, f.known, res) }

func holds(e parse.Expression, known []attribute, res map[string]any) bool {
	switch e := e.(type) {
	case *parse.LogicalExpression:
		if e.Operator == parse.AND {
			return holds(e.Left, known, res) && holds(e.Right, known, res)
		}
		return holds(e.Left, known, res) || holds(e.Right, known, res)
	case *parse.NotExpression:
		return !holds(e.Expression, known, res)
	case *parse.ValuePath:
		a, _, _ := lookup(known, e.AttributePath)
		for _, m := range objects(res[a.name]) {
			if holds(e.ValueFilter, a.asAttributes(), m) {
				return true
			}
		}
	case *parse.AttributeExpression:
		a, sub, _ := lookup(known, e.AttributePath)
		return a.holds(sub, e, res[a.name])
	}
	return false
}

// holds compares a value, or any of several, with what the filter says.
func (a attribute) holds(sub string, e *parse.AttributeExpression, value any) bool {
	all := []any{value}
	if _, complexValue := value.(map[string]any); a.multi || complexValue && sub != "" {
		all = nil
		for _, m := range objects(value) {
			all = append(all, m[sub])
		}
	}
	found := false
	for _, v := range all {
		if present(v) && (e.Operator == parse.PR || compare(e.Operator, v, wanted(e.CompareValue), a.exact || sub == "value" && a.name == "members")) {
			found = true
		}
	}
	if e.Operator == parse.NE {
		return !a.holds(sub, &parse.AttributeExpression{AttributePath: e.AttributePath, Operator: parse.EQ, CompareValue: e.CompareValue}, value)
	}
	return found
}

func present(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

// wanted is the value of a filter; the parser leaves the escapes of JSON in texts.
func wanted(v any) any {
	s, ok := v.(string)
	if !ok {
		return v
	}
	var plain string
	if json.Unmarshal([]byte(`"`+s+`"`), &plain) != nil {
		return s
	}
	return plain
}

func compare(op parse.CompareOperator, v, w any, exact bool) bool {
	if b, ok := v.(bool); ok {
		said, err := truth(map[string]any{"": w}, "", false)
		return op == parse.EQ && err == nil && w != nil && b == said
	}
	a, okA := v.(string)
	b, okB := w.(string)
	if !okA || !okB {
		return false
	}
	if !exact {
		a, b = strings.ToLower(a), strings.ToLower(b)
	}
	switch op {
	case parse.EQ:
		return a == b
	case parse.CO:
		return strings.Contains(a, b)
	case parse.SW:
		return strings.HasPrefix(a, b)
	case parse.EW:
		return strings.HasSuffix(a, b)
	case parse.GT:
		return a > b
	case parse.GE:
		return a >= b
	case parse.LT:
		return a < b
	case parse.LE:
		return a <= b
	}
	return false
}

// query narrows whom a filter may let pass, so that looking for one person does not read
// the whole institution.
func (f filter) query() (q oversight.DirectoryQuery) {
	narrow(f.expr, &q)
	return q
}

func narrow(e parse.Expression, q *oversight.DirectoryQuery) {
	switch e := e.(type) {
	case *parse.LogicalExpression:
		if e.Operator == parse.AND {
			narrow(e.Left, q)
			narrow(e.Right, q)
		}
	case *parse.AttributeExpression:
		s, ok := wanted(e.CompareValue).(string)
		if e.Operator != parse.EQ || !ok {
			return
		}
		switch {
		case strings.EqualFold(e.AttributePath.AttributeName, "userName"):
			q.UserName = s
		case strings.EqualFold(e.AttributePath.AttributeName, "externalId"):
			q.ExternalID = s
		}
	}
}
