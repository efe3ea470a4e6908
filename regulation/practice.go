package regulation

import (
	"fmt"
	"slices"
	"time"
)

// Practice is what a new installation in practice mode is filled with: people of every
// role, accounts on the practice network, publications and comments to look at. All of it
// is made up. Times are told from the day the practice begins (day 0), so that it is
// always lively.
type Practice struct {
	People       []PracticePerson      `yaml:"people"`
	Accounts     []PracticeAccount     `yaml:"accounts"`
	Publications []PracticePublication `yaml:"publications"`
	Comments     []PracticeComment     `yaml:"comments"`
	Proposals    []PracticeProposal    `yaml:"proposals"`
}

// PracticeProposal is a proposal of an account, begun on a day; one that is presented was
// signed that same day and waits for its answer.
type PracticeProposal struct {
	Area       string `yaml:"area"`
	By         string `yaml:"by"`
	Day        int    `yaml:"day"`
	Presented  bool   `yaml:"presented"`
	Network    string `yaml:"network"`
	Handle     string `yaml:"handle"`
	Name       string `yaml:"name"`
	Need       string `yaml:"need"`
	Purpose    string `yaml:"purpose"`
	Why        string `yaml:"why"`
	Activities string `yaml:"activities"`
	Programmes string `yaml:"programmes"`
	Audience   string `yaml:"audience"`
	Rhythm     string `yaml:"rhythm"`
	Lead       string `yaml:"lead"`
	Alternate  string `yaml:"alternate"`
}

// PracticePerson can log in.
type PracticePerson struct {
	Username string          `yaml:"username"`
	Name     string          `yaml:"name"`
	Email    string          `yaml:"email"`
	Post     string          `yaml:"post"` // what the person does, in Spanish
	Area     string          `yaml:"area"`
	Rank     string          `yaml:"rank"`
	Roles    []PracticeGrant `yaml:"roles"` // besides those of lead and alternate, which accounts give
}

// PracticeGrant is a role, over an area where the role is held by area.
type PracticeGrant struct {
	Role string `yaml:"role"`
	Area string `yaml:"area"`
}

// PracticeAccount is an account on the practice network.
type PracticeAccount struct {
	ID        string   `yaml:"id"`
	Network   string   `yaml:"network"`
	Handle    string   `yaml:"handle"`
	Name      string   `yaml:"name"`
	Area      string   `yaml:"area"`
	Lead      string   `yaml:"lead"`      // username
	Alternate string   `yaml:"alternate"` // username
	Purposes  []string `yaml:"purposes"`
	Hours     *Hours   `yaml:"hours"` // the pack's attendance hours in the area's zone when left out
}

// States of a practice publication, in the order it passes through them.
const (
	PracticeDraft     = "draft"     // being written
	PracticeSubmitted = "submitted" // waiting for the endorsement
	PracticeReturned  = "returned"  // sent back to its author
	PracticeEndorsed  = "endorsed"  // waiting for the approval
	PracticeScheduled = "scheduled" // will go out
	PracticePublished = "published" // went out
	PracticeWithdrawn = "withdrawn" // went out and was taken back
)

// PracticePublication is one content, for one or more accounts.
type PracticePublication struct {
	ID        string          `yaml:"id"`
	Accounts  []string        `yaml:"accounts"` // the first is the main one
	Author    string          `yaml:"author"`   // username
	Subject   string          `yaml:"subject"`
	Text      string          `yaml:"text"`
	Variants  []PracticeText  `yaml:"variants"` // texts of other accounts that differ
	Purposes  []string        `yaml:"purposes"`
	Source    PracticeSource  `yaml:"source"`
	Media     []PracticeMedia `yaml:"media"`
	Origin    string          `yaml:"origin"`   // the area that generated the information
	Endorser  string          `yaml:"endorser"` // username
	Approver  string          `yaml:"approver"` // username
	State     string          `yaml:"state"`
	Reason    string          `yaml:"reason"` // why it was returned or withdrawn
	Day       int             `yaml:"day"`    // days from the beginning, in the area's zone
	At        Clock           `yaml:"at"`
	ValidDays int             `yaml:"valid_days"` // until its review; 0: it does not expire
}

// PracticeText is the text for one account.
type PracticeText struct {
	Account string `yaml:"account"`
	Text    string `yaml:"text"`
}

// PracticeSource is where the information comes from.
type PracticeSource struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

// PracticeMedia is a picture that the practice mode draws.
type PracticeMedia struct {
	Title string `yaml:"title"` // drawn on the picture
	Alt   string `yaml:"alt"`
}

// PracticeComment is what somebody wrote, and perhaps what was answered.
type PracticeComment struct {
	ID      string          `yaml:"id"`
	On      string          `yaml:"on"`      // a publication that was published; empty for a mention
	Account string          `yaml:"account"` // where it was written
	Name    string          `yaml:"name"`
	Handle  string          `yaml:"handle"`
	Text    string          `yaml:"text"`
	ReplyTo string          `yaml:"reply_to"` // an earlier comment
	After   int             `yaml:"after"`    // minutes after the publication
	Day     int             `yaml:"day"`      // of a mention
	At      Clock           `yaml:"at"`       // of a mention
	Answer  *PracticeAnswer `yaml:"answer"`
	Closed  string          `yaml:"closed"` // closed without an answer, for this reason
}

// PracticeAnswer is what the institution answered.
type PracticeAnswer struct {
	By    string `yaml:"by"` // username
	Text  string `yaml:"text"`
	After int    `yaml:"after"` // minutes after the comment
}

// Clock is a time of the day in minutes since midnight. Its text is 15:04.
type Clock int

// UnmarshalText takes 15:04 and nothing else.
func (c *Clock) UnmarshalText(text []byte) error {
	t, err := time.Parse("15:04", string(text))
	if err != nil || len(text) != 5 {
		return fmt.Errorf("la hora %q no tiene la forma 09:30", text)
	}
	*c = Clock(t.Hour()*60 + t.Minute())
	return nil
}

// MarshalText gives 15:04.
func (c Clock) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%02d:%02d", c/60, c%60), nil }

// On is that time of the day, so many days after the day that begin falls on in loc.
func (c Clock) On(begin time.Time, days int, loc *time.Location) time.Time {
	return DateOf(begin.In(loc)).Plus(days).at(int(c), loc)
}

// EmbeddedPractice loads the practice data that come with an embedded pack, strictly, and
// holds them against that pack.
func EmbeddedPractice(id string) (*Practice, error) {
	p, err := Embedded(id)
	if err != nil {
		return nil, err
	}
	name := "practice/" + id + ".yaml"
	data, err := readAll(embedded(name))
	if err != nil {
		return nil, named(err, name)
	}
	x, err := LoadPractice(data, p)
	if err != nil {
		return nil, named(err, name)
	}
	return x, nil
}

// LoadPractice reads practice data and refuses what does not fit the pack.
func LoadPractice(data []byte, p *Pack) (*Practice, error) {
	var x Practice
	tree, err := decode(data, &x)
	if err != nil {
		return nil, err
	}
	v := &practiceVerifier{verifier: verifier{pack: p}, practice: &x}
	v.people()
	v.accountsOf()
	v.publications()
	v.comments()
	if len(v.found) > 0 {
		return nil, located(v.found, tree)
	}
	return &x, nil
}

// Person finds a person by username.
func (x *Practice) Person(username string) (PracticePerson, bool) {
	return find(x.People, func(p PracticePerson) bool { return p.Username == username })
}

// Account finds an account by id.
func (x *Practice) Account(id string) (PracticeAccount, bool) {
	return find(x.Accounts, func(a PracticeAccount) bool { return a.ID == id })
}

// Publication finds a publication by id.
func (x *Practice) Publication(id string) (PracticePublication, bool) {
	return find(x.Publications, func(b PracticePublication) bool { return b.ID == id })
}

// HoursOf are the attendance hours of a practice account.
func (p *Pack) HoursOf(a PracticeAccount) Hours {
	if a.Hours != nil {
		return *a.Hours
	}
	h := p.Attendance
	if area, ok := p.Area(a.Area); ok {
		h.Zone = area.Zone
	}
	return h
}

// Out tells whether the public has seen the publication.
func (b PracticePublication) Out() bool {
	return slices.Contains([]string{PracticePublished, PracticeWithdrawn}, b.State)
}
