package web

import (
	"context"
	"strings"

	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/web/lang"
)

// practicePerson is somebody made up whom anybody may be in practice mode.
type practicePerson struct {
	Username, Name, Post, Roles string
}

// practicePeople lists the people of the practice mode with what they hold.
func (s *Site) practicePeople(ctx context.Context) []practicePerson {
	data, err := regulation.EmbeddedPractice(s.Pack.ID)
	if err != nil {
		s.Log.ErrorContext(ctx, "read the practice people", "error", err)
		return nil
	}
	var out []practicePerson
	for _, p := range data.People {
		out = append(out, practicePerson{p.Username, p.Name, p.Post, strings.Join(s.practiceRoles(ctx, data, p), " · ")})
	}
	return out
}

func (s *Site) practiceRoles(ctx context.Context, data *regulation.Practice, p regulation.PracticePerson) []string {
	var out []string
	for _, acc := range data.Accounts {
		if acc.Lead == p.Username {
			out = append(out, lang.T(ctx, "%s de @%s", institution.RoleLabel(institution.Lead), acc.Handle))
		}
		if acc.Alternate == p.Username {
			out = append(out, lang.T(ctx, "%s de @%s", institution.RoleLabel(institution.Alternate), acc.Handle))
		}
	}
	for _, held := range p.Roles {
		text := institution.RoleLabel(institution.Role(held.Role))
		if area, ok := s.Pack.Area(held.Area); ok {
			text += " (" + area.Short + ")"
		}
		out = append(out, text)
	}
	return out
}
