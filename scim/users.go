package scim

import (
	"net/http"

	"pregonero/directory"
)

func (p *Provider) listUsers(v visit) error {
	s, err := readSearch(v.r.URL.Query())
	if err != nil {
		return err
	}
	return p.findUsers(v, s)
}

func (p *Provider) searchUsers(v visit) error {
	s, err := postedSearch(v.r)
	if err != nil {
		return err
	}
	return p.findUsers(v, s)
}

func (p *Provider) findUsers(v visit, s search) error {
	f, err := readFilter(userAttributes, s.filter)
	if err != nil {
		return err
	}
	users, err := p.Office.DirectoryUsers(v.r.Context(), v.actor, f.query())
	if err != nil {
		return err
	}
	var found []resource
	for _, u := range users {
		if res := p.userResource(u); f.passes(res) {
			found = append(found, res)
		}
	}
	s.page(v.w, found)
	return nil
}

func (p *Provider) readUser(v visit) error {
	u, err := p.Office.DirectoryUser(v.r.Context(), v.actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, p.userResource(u), u.Version)
}

// addUser enters somebody (RFC 7644, 3.3).
func (p *Provider) addUser(v visit) error {
	sent, err := body(v.r)
	if err != nil {
		return err
	}
	said, err := profile(clean(userAttributes, sent))
	var u directory.User
	if err == nil {
		u, err = p.Office.AddDirectoryUser(v.r.Context(), v.actor, said)
	}
	p.note(v, "Users "+said.UserName, err)
	if err != nil {
		return err
	}
	v.w.Header().Set("Location", p.location("User", u.ID))
	return v.show(http.StatusCreated, p.userResource(u), u.Version)
}

// replaceUser makes somebody what is sent (RFC 7644, 3.5.1). What is left out of it that
// nobody can do without, such as the area, stays.
func (p *Provider) replaceUser(v visit) error {
	sent, err := body(v.r)
	if err != nil {
		return err
	}
	return p.changeUser(v, func(was resource) (resource, error) {
		is := clean(userAttributes, sent)
		if _, ok := is["active"]; !ok {
			is["active"] = was["active"]
		}
		return is, nil
	})
}

// patchUser changes some of what is said of somebody (RFC 7644, 3.5.2).
func (p *Provider) patchUser(v visit) error {
	operations, err := readPatch(v.r)
	if err != nil {
		return err
	}
	return p.changeUser(v, func(was resource) (resource, error) { return was, was.patch(userAttributes, operations) })
}

// changeUser reads somebody, changes what is said of them and keeps it, again when
// somebody else changed them meanwhile.
func (p *Provider) changeUser(v visit, change func(resource) (resource, error)) error {
	var u directory.User
	what := "Users " + v.r.PathValue("id")
	err := again(v.r, func() error {
		was, err := p.Office.DirectoryUser(v.r.Context(), v.actor, v.r.PathValue("id"))
		if err != nil {
			return err
		}
		what = "Users " + was.Profile.UserName
		if err := hold(v.r, was.Version); err != nil {
			return err
		}
		is, err := change(p.userResource(was))
		if err != nil {
			return err
		}
		said, err := profile(is)
		if err != nil {
			return err
		}
		u, err = p.Office.ChangeDirectoryUser(v.r.Context(), v.actor, was.ID, was.Version, said)
		return err
	})
	p.note(v, what, err)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, p.userResource(u), u.Version)
}

// removeUser takes somebody out; nobody is erased (RFC 7644, 3.6 lets it be so).
func (p *Provider) removeUser(v visit) error {
	what := "Users " + v.r.PathValue("id")
	err := again(v.r, func() error {
		was, err := p.Office.DirectoryUser(v.r.Context(), v.actor, v.r.PathValue("id"))
		if err != nil {
			return err
		}
		what = "Users " + was.Profile.UserName
		if err := hold(v.r, was.Version); err != nil {
			return err
		}
		return p.Office.RemoveDirectoryUser(v.r.Context(), v.actor, was.ID, was.Version)
	})
	p.note(v, what, err)
	if err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}
