package api

import (
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
)

// noEmptyParameters refuses «?from=»: the library takes an empty value for none at all, and
// a program that lost its date would get everything.
func noEmptyParameters(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	given := r.URL.Query()
	for _, p := range ctx.Operation().Parameters {
		if p.In != "query" || isFreeText(p.Schema) || !slices.Contains(given[p.Name], "") {
			continue
		}
		problem := newProblem(http.StatusUnprocessableEntity, "Hay datos que no se aceptan.")
		problem.Field = p.Name
		problem.Errors = []wrong{{"query." + p.Name, "está vacío: quítelo o dele un valor"}}
		writeProblem(w, problem)
		return
	}
	next(ctx)
}

// isFreeText tells whether an empty value is one of those that are allowed.
func isFreeText(s *huma.Schema) bool {
	return s.Type == huma.TypeString && s.Format == "" && len(s.Enum) == 0
}
