package directory

import (
	"slices"
	"strconv"
	"time"

	"pregonero/institution"
)

// Person is what is kept of somebody because the directory speaks of them.
type Person struct {
	PersonID string    `json:"person_id"`
	Profile  Profile   `json:"profile"`
	Roles    []Role    `json:"roles,omitempty"` // that their groups give
	Ended    bool      `json:"ended,omitempty"` // the directory itself took them out, and may bring them back
	Removed  time.Time `json:"removed,omitzero"`
	Created  time.Time `json:"created"`
	Changed  time.Time `json:"changed"`
	Version  int       `json:"-"`
}

// Role is a role that a group gives to somebody.
type Role struct {
	Role    institution.Role `json:"role"`
	AreaID  string           `json:"area_id"`
	GrantID string           `json:"grant_id,omitempty"` // "" when they held it already, given by hand
}

// Same tells whether both are the same role over the same area.
func (r Role) Same(o Role) bool { return r.Role == o.Role && r.AreaID == o.AreaID }

// Gone tells whether the directory deleted them: for it they do not exist.
func (p Person) Gone() bool { return !p.Removed.IsZero() }

// User is somebody as the directory sees them.
type User struct {
	ID      string
	Profile Profile
	Created time.Time // zero when the directory has not spoken of them yet
	Changed time.Time
	Version string
}

// UserOf joins somebody with what the directory says of them, which may be nothing yet.
func (r Reader) UserOf(p institution.Person, kept Person) User {
	u := User{ID: p.ID, Profile: kept.Profile, Created: kept.Created, Changed: kept.Changed,
		Version: strconv.Itoa(p.Version) + "." + strconv.Itoa(kept.Version)}
	if kept.Version == 0 {
		u.Profile = r.profileOf(p)
	}
	u.Profile.Active = p.Active
	return u
}

// profileOf says somebody who was entered by hand as the directory would.
func (r Reader) profileOf(p institution.Person) Profile {
	return Profile{UserName: r.userName(p.Username), Formatted: p.Name, Display: p.Name, Email: p.Email, UserType: p.RankID, Department: r.short(p.AreaID)}
}

// Group is a group of the directory.
type Group struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	ExternalID string    `json:"external_id,omitempty"`
	Members    []string  `json:"members,omitempty"` // person ids, sorted
	Removed    time.Time `json:"removed,omitzero"`
	Created    time.Time `json:"created"`
	Changed    time.Time `json:"changed"`
	Version    int       `json:"-"`
}

// Clean sorts the members, each once.
func (g Group) Clean() Group {
	g.Members = slices.Compact(slices.Sorted(slices.Values(g.Members)))
	return g
}

// Gone tells whether the directory deleted it.
func (g Group) Gone() bool { return !g.Removed.IsZero() }

// Has tells whether the person is in the group.
func (g Group) Has(personID string) bool {
	_, ok := slices.BinarySearch(g.Members, personID)
	return ok
}

// Check bounds every value.
func (g Group) Check() error {
	if err := checkValue("displayName", g.Name); err != nil {
		return err
	}
	return checkValue("externalId", g.ExternalID)
}
