package regulation

import (
	"slices"
	"strings"
)

// Directory says how what the institution's directory of people sends (SCIM) is read.
type Directory struct {
	Username string            `yaml:"username"` // the directory's user name, with the blank {username}; "{username}" when left out
	Areas    map[string]string `yaml:"areas"`    // department → area id, beside the areas' own ids and names
	Ranks    map[string]string `yaml:"ranks"`    // type of user or title → rank id, beside the ranks' own ids and names
	Groups   []DirectoryGroup  `yaml:"groups"`   // the groups that give a role
}

// DirectoryGroup is a group of the directory whose members hold a role over an area.
type DirectoryGroup struct {
	Name   string `yaml:"name"` // the group's, with the blank {area} when AreaID is empty
	Role   string `yaml:"role"` // one of GroupRoles
	AreaID string `yaml:"area"`
}

// Blanks of the names.
const (
	BlankUsername = "{username}"
	BlankArea     = "{area}"
)

// GroupRoles are the only roles that a group may give: those over one area. Offices are
// given by people, and who administers an account is designated in its file.
func GroupRoles() []string { return []string{"endorser", "head"} }

func (v *verifier) directory() {
	d := v.pack.Directory
	if strings.Count(d.Username, BlankUsername) != 1 {
		v.wrong("directory.username", "debe llevar %s una vez", BlankUsername)
	}
	for name, id := range d.Areas {
		v.area("directory.areas."+name, id)
	}
	for name, id := range d.Ranks {
		if _, ok := v.pack.Rank(id); !ok {
			v.wrong("directory.ranks."+name, "el nivel %q no existe", id)
		}
	}
	for i, g := range d.Groups {
		path := at("directory.groups", i)
		v.filled(path+".name", g.Name)
		if !slices.Contains(GroupRoles(), g.Role) {
			v.wrong(path+".role", "un grupo no da el cargo %q; puede dar: %s", g.Role, strings.Join(GroupRoles(), ", "))
		}
		switch blanks := strings.Count(g.Name, BlankArea); {
		case g.AreaID != "":
			v.area(path+".area", g.AreaID)
		case blanks != 1:
			v.wrong(path+".name", "debe llevar %s una vez, o diga el área en «area»", BlankArea)
		}
	}
}
