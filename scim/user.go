package scim

import (
	"pregonero/directory"
)

// userResource says somebody as SCIM does.
func (p *Provider) userResource(u directory.User) resource {
	x := u.Profile
	res := resource{"schemas": []any{userSchema, enterpriseSchema}, "id": u.ID, "userName": x.UserName, "active": x.Active,
		"meta": p.meta("User", u.ID, u.Created, u.Changed, u.Version)}
	for name, value := range map[string]string{"externalId": x.ExternalID, "displayName": x.Display, "title": x.Title, "userType": x.UserType} {
		if value != "" {
			res[name] = value
		}
	}
	name := map[string]any{}
	for sub, value := range map[string]string{"formatted": x.Formatted, "givenName": x.GivenName, "familyName": x.FamilyName} {
		if value != "" {
			name[sub] = value
		}
	}
	if len(name) > 0 {
		res["name"] = name
	}
	if x.Email != "" {
		res["emails"] = []any{map[string]any{"value": x.Email, "type": "work", "primary": true}}
	}
	if x.Department != "" {
		res[enterpriseSchema] = map[string]any{"department": x.Department}
	}
	return res
}

// profile reads what a clean resource says of somebody.
func profile(res resource) (x directory.Profile, err error) {
	name, _ := res["name"].(map[string]any)
	enterprise, _ := res[enterpriseSchema].(map[string]any)
	for _, f := range []struct {
		into *string
		from map[string]any
		key  string
		said string
	}{
		{&x.UserName, res, "userName", "userName"}, {&x.ExternalID, res, "externalId", "externalId"}, {&x.Display, res, "displayName", "displayName"},
		{&x.Title, res, "title", "title"}, {&x.UserType, res, "userType", "userType"},
		{&x.Formatted, name, "formatted", "name.formatted"}, {&x.GivenName, name, "givenName", "name.givenName"}, {&x.FamilyName, name, "familyName", "name.familyName"},
		{&x.Department, enterprise, "department", "department"},
	} {
		if *f.into, err = text(f.from, f.key, f.said); err != nil {
			return x, err
		}
	}
	for _, complexName := range []string{"name", enterpriseSchema} {
		if _, ok := res[complexName].(map[string]any); res[complexName] != nil && !ok {
			return x, invalid("invalidValue", "El atributo «"+complexName+"» debe ser un objeto.")
		}
	}
	if x.Active, err = truth(res, "active", true); err != nil {
		return x, err
	}
	if x.UserName == "" {
		return x, invalid("invalidValue", "Falta el atributo «userName».")
	}
	x.Email, err = address(res["emails"])
	return x, err
}

// address is the one address that is kept: the primary one, else that of work, else the first.
func address(emails any) (string, error) {
	all := objects(emails)
	best := map[string]any{}
	for i, m := range all {
		primary, err := truth(m, "primary", false)
		if err != nil {
			return "", err
		}
		_, work := m["type"].(string)
		work = work && m["type"] == "work" && best["type"] != "work"
		if primary {
			best = m
			break
		}
		if i == 0 || work {
			best = m
		}
	}
	return text(best, "value", "emails.value")
}
