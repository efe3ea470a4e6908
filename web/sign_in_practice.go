package web

import (
	"context"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/web/lang"
)

// practicePerson is somebody made up whom anybody may be in practice mode.
type practicePerson struct {
	Username, Name, Roles string
}

// practicePeople lists the people of the practice mode with what they hold: one for each
// role, and the others.
func (s *Site) practicePeople(ctx context.Context) (first, others []practicePerson) {
	data, err := regulation.EmbeddedPractice(s.Pack.ID)
	if err != nil {
		s.Log.ErrorContext(ctx, "read the practice people", "error", err)
		return nil, nil
	}
	seen := map[institution.Role]bool{}
	for _, p := range data.People {
		held := s.practiceRoles(ctx, data, p)
		one := practicePerson{Username: p.Username, Name: p.Name}
		fresh := false
		for i, h := range held {
			fresh = fresh || !seen[h.role]
			seen[h.role] = true
			if i > 0 {
				one.Roles += " · "
			}
			one.Roles += h.text
		}
		if fresh {
			first = append(first, one)
		} else {
			others = append(others, one)
		}
	}
	return first, others
}

type heldRole struct {
	role institution.Role
	text string
}

func (s *Site) practiceRoles(ctx context.Context, data *regulation.Practice, p regulation.PracticePerson) (out []heldRole) {
	ofAccount := func(role institution.Role, handle string) {
		out = append(out, heldRole{role, lang.T(ctx, "%s de @%s", institution.RoleLabel(role), handle)})
	}
	for _, acc := range data.Accounts {
		switch p.Username {
		case acc.Lead:
			ofAccount(institution.Lead, acc.Handle)
		case acc.Alternate:
			ofAccount(institution.Alternate, acc.Handle)
		}
	}
	for _, held := range p.Roles {
		one := heldRole{institution.Role(held.Role), institution.RoleLabel(institution.Role(held.Role))}
		if area, ok := s.Pack.Area(held.Area); ok {
			one.text += " (" + area.Short + ")"
		}
		out = append(out, one)
	}
	return out
}
