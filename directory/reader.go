package directory

import (
	"cmp"
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// Reader reads what the directory says with the pack's mapping and the areas there are.
type Reader struct {
	Pack  *regulation.Pack
	Areas []institution.Area
}

// Person is who the profile speaks of: user name, name, address, area and rank. What it
// does not say stays as it was; of somebody new, everything must be said.
func (r Reader) Person(p Profile, was institution.Person) (institution.Person, error) {
	is := was
	var err error
	if is.Username, err = r.username(p.UserName); err != nil {
		return is, err
	}
	is.Name = cmp.Or(strings.TrimSpace(p.Name()), was.Name)
	is.Email = cmp.Or(p.Address(), was.Email)
	if p.Department != "" || was.AreaID == "" {
		if is.AreaID, err = r.area(p.Department); err != nil {
			return is, err
		}
	}
	if p.UserType != "" || p.Title != "" || was.RankID == "" {
		is.RankID, err = r.rank(p.UserType, p.Title)
	}
	return is, err
}

// form is what stands before and after the user name in the directory's.
func (r Reader) form() (before, after string) {
	before, after, _ = strings.Cut(r.Pack.Directory.Username, regulation.BlankUsername)
	return before, after
}

func (r Reader) userName(username string) string {
	before, after := r.form()
	return before + username + after
}

// Username is the user name here of the directory's, or "" when it has another form.
func (r Reader) Username(userName string) string {
	username, err := r.username(userName)
	if err != nil {
		return ""
	}
	return username
}

func (r Reader) username(userName string) (string, error) {
	before, after := r.form()
	s := strings.ToLower(strings.TrimSpace(userName))
	inside, ok := strings.CutPrefix(s, strings.ToLower(before))
	if ok {
		inside, ok = strings.CutSuffix(inside, strings.ToLower(after))
	}
	if !ok || inside == "" {
		return "", fault.New(fault.Invalid, "El usuario «%s» no tiene la forma «%s».", userName, r.Pack.Directory.Username).
			Then("Corrija en el directorio qué atributo se envía como userName.").On("userName")
	}
	return inside, nil
}

// area finds the area of a department: by the pack's mapping, or by its id, short name or name.
func (r Reader) area(department string) (string, error) {
	said := fold.Text(department)
	if said == "" {
		return "", fault.New(fault.Invalid, "Falta el área de la persona.").Then("Envíe en «department» la clave o el nombre del área.").On("department")
	}
	for name, id := range r.Pack.Directory.Areas {
		if fold.Text(name) == said {
			return id, nil
		}
	}
	for _, a := range r.Areas {
		if said == fold.Text(a.ID) || said == fold.Text(a.Short) || said == fold.Text(a.Name) {
			return a.ID, nil
		}
	}
	return "", fault.New(fault.Invalid, "No existe el área «%s».", department).
		Then("Envíe en «department» la clave o el nombre de un área registrada, o agregue la equivalencia al paquete de normas.").On("department")
}

// rank finds the rank: the type of user says it before the title.
func (r Reader) rank(userType, title string) (string, error) {
	if userType == "" && title == "" {
		return "", fault.New(fault.Invalid, "Falta el nivel del puesto.").Then("Envíelo en «userType» o en «title».").
			Under(r.Pack.ClauseFor(regulation.RuleTwoAdministrators)).On("userType")
	}
	for _, said := range []string{fold.Text(userType), fold.Text(title)} {
		if id := r.rankOf(said); id != "" {
			return id, nil
		}
	}
	return "", fault.New(fault.Invalid, "No se reconoce el nivel del puesto «%s».", strings.Trim(userType+" / "+title, " /")).
		Then("Envíe en «userType» uno de los niveles (" + r.ranks() + "), o agregue la equivalencia al paquete de normas.").
		Under(r.Pack.ClauseFor(regulation.RuleTwoAdministrators)).On("userType")
}

func (r Reader) rankOf(said string) string {
	if said == "" {
		return ""
	}
	for name, id := range r.Pack.Directory.Ranks {
		if fold.Text(name) == said {
			return id
		}
	}
	for _, x := range r.Pack.Ranks {
		if said == fold.Text(x.ID) || said == fold.Text(x.Name) {
			return x.ID
		}
	}
	return ""
}

func (r Reader) ranks() string {
	var out []string
	for _, x := range r.Pack.Ranks {
		out = append(out, x.ID)
	}
	return strings.Join(out, ", ")
}

func (r Reader) short(areaID string) string {
	for _, a := range r.Areas {
		if a.ID == areaID {
			return a.Short
		}
	}
	return areaID
}

// RolesOf are the roles that a group gives by its name. A group of an area that does not
// exist is refused; one that no line of the pack names gives nothing.
//
//clause:code 5.1.p4
func (r Reader) RolesOf(group string) (out []Role, err error) {
	for _, g := range r.Pack.Directory.Groups {
		role := Role{Role: institution.Role(g.Role), AreaID: g.AreaID}
		if !slices.Contains(regulation.GroupRoles(), g.Role) {
			continue // the pack does not load with such a line; a right is never given by a mistake
		}
		if g.AreaID != "" {
			if fold.Text(g.Name) == fold.Text(group) {
				out = append(out, role)
			}
			continue
		}
		before, after, _ := strings.Cut(g.Name, regulation.BlankArea)
		said, ok := inside(group, before, after)
		if !ok {
			continue
		}
		if role.AreaID, err = r.area(said); err != nil {
			return nil, fault.New(fault.Invalid, "No existe el área «%s» del grupo «%s».", said, group).
				Then("Nombre el grupo con la clave o el nombre de un área registrada.").On("displayName")
		}
		out = append(out, role)
	}
	return out, nil
}

// inside is what stands in the blank of a name, whatever its case and accents.
func inside(name, before, after string) (string, bool) {
	low := strings.ToLower(strings.TrimSpace(name))
	said, ok := strings.CutPrefix(low, strings.ToLower(strings.TrimLeft(before, " ")))
	if ok {
		said, ok = strings.CutSuffix(said, strings.ToLower(strings.TrimRight(after, " ")))
	}
	said = strings.TrimSpace(said)
	return said, ok && said != ""
}

// Wanted are the roles that their groups give to somebody, each once.
func (r Reader) Wanted(groups []Group, personID string) (out []Role) {
	for _, g := range groups {
		if g.Gone() || !g.Has(personID) {
			continue
		}
		roles, err := r.RolesOf(g.Name)
		if err != nil {
			continue // its area is gone since it was taken: it gives nothing
		}
		for _, role := range roles {
			if !slices.ContainsFunc(out, role.Same) {
				out = append(out, role)
			}
		}
	}
	return out
}
