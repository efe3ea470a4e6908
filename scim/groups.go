package scim

import (
	"net/http"
	"strconv"

	"pregonero/directory"
)

// groupResource says a group as SCIM does.
func (p *Provider) groupResource(g directory.Group) resource {
	res := resource{"schemas": []any{groupSchema}, "id": g.ID, "displayName": g.Name,
		"meta": p.meta("Group", g.ID, g.Created, g.Changed, strconv.Itoa(g.Version))}
	if g.ExternalID != "" {
		res["externalId"] = g.ExternalID
	}
	members := []any{}
	for _, id := range g.Members {
		members = append(members, map[string]any{"value": id, "type": "User", "$ref": p.location("User", id)})
	}
	res["members"] = members
	return res
}

// group reads what a clean resource says of a group.
func group(res resource) (g directory.Group, err error) {
	if g.Name, err = text(res, "displayName", "displayName"); err != nil {
		return g, err
	}
	if g.ExternalID, err = text(res, "externalId", "externalId"); err != nil {
		return g, err
	}
	for _, m := range objects(res["members"]) {
		id, err := text(m, "value", "members.value")
		if err != nil {
			return g, err
		}
		if id == "" {
			return g, invalid("invalidValue", "A un integrante del grupo le falta «value».")
		}
		g.Members = append(g.Members, id)
	}
	return g, nil
}

func (p *Provider) listGroups(v visit) error {
	s, err := readSearch(v.r.URL.Query())
	if err != nil {
		return err
	}
	return p.findGroups(v, s)
}

func (p *Provider) searchGroups(v visit) error {
	s, err := postedSearch(v.r)
	if err != nil {
		return err
	}
	return p.findGroups(v, s)
}

func (p *Provider) findGroups(v visit, s search) error {
	f, err := readFilter(groupAttributes, s.filter)
	if err != nil {
		return err
	}
	groups, err := p.Office.DirectoryGroups(v.r.Context(), v.actor)
	if err != nil {
		return err
	}
	var found []resource
	for _, g := range groups {
		if res := p.groupResource(g); f.passes(res) {
			found = append(found, res)
		}
	}
	s.page(v.w, found)
	return nil
}

func (p *Provider) readGroup(v visit) error {
	g, err := p.Office.DirectoryGroup(v.r.Context(), v.actor, v.r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, p.groupResource(g), strconv.Itoa(g.Version))
}

func (p *Provider) addGroup(v visit) error {
	sent, err := body(v.r)
	if err != nil {
		return err
	}
	said, err := group(clean(groupAttributes, sent))
	g := directory.Group{}
	if err == nil {
		g, err = p.Office.AddDirectoryGroup(v.r.Context(), v.actor, said)
	}
	p.note(v, "Groups "+said.Name, err)
	if err != nil {
		return err
	}
	v.w.Header().Set("Location", p.location("Group", g.ID))
	return v.show(http.StatusCreated, p.groupResource(g), strconv.Itoa(g.Version))
}

func (p *Provider) replaceGroup(v visit) error {
	sent, err := body(v.r)
	if err != nil {
		return err
	}
	g, err := p.changeGroup(v, func(resource) (resource, error) { return clean(groupAttributes, sent), nil })
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, p.groupResource(g), strconv.Itoa(g.Version))
}

// patchGroup changes a group. It answers without the group, which may have thousands of
// members, unless some of its attributes are asked for (RFC 7644, 3.5.2).
func (p *Provider) patchGroup(v visit) error {
	operations, err := readPatch(v.r)
	if err != nil {
		return err
	}
	g, err := p.changeGroup(v, func(was resource) (resource, error) { return was, was.patch(groupAttributes, operations) })
	if err != nil {
		return err
	}
	if v.r.URL.Query().Has("attributes") {
		return v.show(http.StatusOK, p.groupResource(g), strconv.Itoa(g.Version))
	}
	v.w.Header().Set("ETag", etag(strconv.Itoa(g.Version)))
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}

func (p *Provider) changeGroup(v visit, change func(resource) (resource, error)) (g directory.Group, err error) {
	what := "Groups " + v.r.PathValue("id")
	err = again(v.r, func() error {
		was, err := p.heldGroup(v, &what)
		if err != nil {
			return err
		}
		is, err := change(p.groupResource(was))
		if err != nil {
			return err
		}
		said, err := group(is)
		if err != nil {
			return err
		}
		g, err = p.Office.ChangeDirectoryGroup(v.r.Context(), v.actor, was.ID, was.Version, said)
		return err
	})
	p.note(v, what, err)
	return g, err
}

// heldGroup reads the group of the address, if it is as the client read it.
func (p *Provider) heldGroup(v visit, what *string) (directory.Group, error) {
	was, err := p.Office.DirectoryGroup(v.r.Context(), v.actor, v.r.PathValue("id"))
	if err != nil {
		return was, err
	}
	*what = "Groups " + was.Name
	return was, hold(v.r, strconv.Itoa(was.Version))
}

func (p *Provider) removeGroup(v visit) error {
	what := "Groups " + v.r.PathValue("id")
	err := again(v.r, func() error {
		was, err := p.heldGroup(v, &what)
		if err != nil {
			return err
		}
		return p.Office.RemoveDirectoryGroup(v.r.Context(), v.actor, was.ID, was.Version)
	})
	p.note(v, what, err)
	if err != nil {
		return err
	}
	v.w.WriteHeader(http.StatusNoContent)
	return nil
}
