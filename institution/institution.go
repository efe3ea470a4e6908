// Package institution holds who there is: areas, people, what they hold, and the one
// table of who may do what. Web, API, jobs and agents all ask Gate.Permit; nothing
// else in the program decides on a right.
package institution

import "time"

// Area is a unit that can answer for accounts and for information.
type Area struct {
	ID, Name, Short, Kind string
	ParentID              string
	Zone                  string // IANA name
	Seat                  string
	Email                 string
}

// Person is somebody of the institution who can log in.
type Person struct {
	ID       string
	Username string
	Name     string
	Email    string // at one of the institution's domains
	AreaID   string
	RankID   string
	Active   bool
	Version  int
}

// Role is what a person holds, over an account, an area or an office.
type Role string

const (
	Lead       Role = "lead"                // first administrator of one account
	Alternate  Role = "alternate"           // second administrator of one account
	Head       Role = "head"                // head of an area
	Endorser   Role = "endorser"            // endorses, in the area's name, the information it generates
	Press      Role = "press_office"        // the press office
	IT         Role = "it_office"           // the IT office
	President  Role = "committee_president" // of the committee
	Secretary  Role = "committee_secretary"
	Auditor    Role = "auditor"
	Councillor Role = "councillor" // may have their own personal account listed
	Operator   Role = "operator"   // runs the system; sees no content and no credential
)

// directory is what the institution's directory of people comes in with. It is no role that
// somebody may be given.
const directory = "directory"

// Roles lists every role that can be granted, in the order people are shown them.
func Roles() []Role {
	return []Role{Lead, Alternate, Head, Endorser, Press, IT, President, Secretary, Auditor, Councillor, Operator}
}

// Grant is a role held by a person from one moment until another.
type Grant struct {
	ID        string
	PersonID  string
	Role      Role
	AreaID    string // the area over which it is held
	AccountID string // for Lead and Alternate only
	From      time.Time
	Until     time.Time // zero: still held
}

// Holds tells whether the grant is in force at now.
func (g Grant) Holds(now time.Time) bool {
	return !g.From.After(now) && (g.Until.IsZero() || now.Before(g.Until))
}

// Actor is who acts: a person through a door, or the system itself doing what a person ordered.
type Actor struct {
	PersonID  string
	Name      string
	AreaID    string
	Grants    []Grant
	Acts      []Act  // when not nil, a token's narrower list of acts
	Via       string // web, api, cli, job
	From      string // address, for the ledger
	System    bool   // a job or the command line: never a person's right
	SessionID string
}

// System is the actor of the named job.
func System(name string) Actor {
	return Actor{PersonID: "sistema:" + name, Name: "Pregonero", Via: "job", System: true}
}

// DirectoryPrefix begins the id of a directory as an actor; the id of its key follows.
const DirectoryPrefix = "directorio:"

// FromDirectory is the actor of the institution's directory, come in with a key: it may
// say who there is, and nothing else.
func FromDirectory(keyID, name, from string) Actor {
	return Actor{PersonID: DirectoryPrefix + keyID, Name: "Directorio institucional (" + name + ")", Via: "scim", From: from,
		Grants: []Grant{{Role: directory}}, Acts: []Act{DirectorySync}}
}

// Has tells whether the actor holds the role anywhere.
func (a Actor) Has(r Role) bool {
	for _, g := range a.Grants {
		if g.Role == r {
			return true
		}
	}
	return false
}

// Areas lists the areas over which the actor holds the role.
func (a Actor) Areas(r Role) []string {
	var out []string
	for _, g := range a.Grants {
		if g.Role == r && g.AreaID != "" {
			out = append(out, g.AreaID)
		}
	}
	return out
}

// Accounts lists the accounts that the actor administers.
func (a Actor) Accounts() []string {
	var out []string
	for _, g := range a.Grants {
		if (g.Role == Lead || g.Role == Alternate) && g.AccountID != "" {
			out = append(out, g.AccountID)
		}
	}
	return out
}

// RoleNames joins what the actor holds, for the ledger.
func (a Actor) RoleNames() string {
	seen, out := map[Role]bool{}, ""
	for _, g := range a.Grants {
		if seen[g.Role] {
			continue
		}
		seen[g.Role] = true
		if out != "" {
			out += ","
		}
		out += string(g.Role)
	}
	return out
}
