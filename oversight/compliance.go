package oversight

import (
	"context"

	"pregonero/institution"
	"pregonero/regulation"
)

// Compliance is the regulation clause by clause: how each is kept, and openly which ones
// still wait for their work.
type Compliance struct {
	Clauses []regulation.Clause
	Kept    int
	Planned int
}

// Compliance shows how the regulation is kept.
func (o *Office) Compliance(ctx context.Context, a institution.Actor) (Compliance, error) {
	if err := o.Gate.Permit(ctx, o.Now(), a, institution.ComplianceRead, institution.On{}); err != nil {
		return Compliance{}, err
	}
	c := Compliance{Clauses: o.Pack.Clauses}
	for _, x := range c.Clauses {
		if x.Planned {
			c.Planned++
		} else {
			c.Kept++
		}
	}
	return c, nil
}
