// Package regulation is an institution's written rules as data: the pack.
//
// A pack names the clauses of the regulation, who keeps each, and the offices, ranks,
// areas, deadlines, calendar, thresholds and texts that the rest of the program asks
// for. Nothing of one institution stands in code: another institution writes another
// pack. A pack is loaded strictly (see Load), never changed afterwards, and safe to
// share between goroutines. The package imports nothing of ours and reads no clock.
package regulation

import "time"

// Pack is one institution's regulation.
type Pack struct {
	ID             string               `yaml:"id"`             // the file's name without extension
	Version        string               `yaml:"version"`        // of the pack, such as 2026.1
	Source         string               `yaml:"source"`         // the document the clauses are numbered by
	Institution    Institution          `yaml:"institution"`    //
	Clauses        []Clause             `yaml:"clauses"`        // in the order of the regulation
	Rules          map[Rule]string      `yaml:"rules"`          // rule of the program → clause id
	NoRule         []Rule               `yaml:"no_rule"`        // rules this regulation openly has no clause for
	Checks         map[string]CheckRule `yaml:"checks"`         // by the check's name
	Purposes       []Purpose            `yaml:"purposes"`       //
	Offices        []Office             `yaml:"offices"`        //
	Ranks          []Rank               `yaml:"ranks"`          //
	Administrators AdministratorRanks   `yaml:"administrators"` //
	Directory      Directory            `yaml:"directory"`      // how the institution's directory of people is read
	AreaKinds      []AreaKind           `yaml:"area_kinds"`     //
	Areas          []Area               `yaml:"areas"`          //
	Accounts       []FixedAccount       `yaml:"accounts"`       // accounts that the regulation itself names
	Handles        []HandleRule         `yaml:"handles"`        // how the institution's accounts are named on a network
	Deadlines      map[string]Deadline  `yaml:"deadlines"`      // by id
	Calendar       Calendar             `yaml:"calendar"`       //
	Attendance     Hours                `yaml:"attendance"`     // attendance hours of an account that sets none of its own
	Passwords      Passwords            `yaml:"passwords"`      //
	Retention      Retention            `yaml:"retention"`      //
	Thresholds     map[string]float64   `yaml:"thresholds"`     // by name; RequiredThresholds are there
	Texts          map[string]string    `yaml:"texts"`          // Spanish, by name; RequiredTexts are there
	Letters        Letters              `yaml:"letters"`        //
	IncidentSteps  []IncidentStep       `yaml:"incident_steps"` // in the order in which they are done
	PublicData     PublicData           `yaml:"public_data"`    //
	Glossary       []Term               `yaml:"glossary"`       //
	Acronyms       []Acronym            `yaml:"acronyms"`       //
	Words          []string             `yaml:"words"`          // the institution's own words, for spelling
	PlainWords     []PlainWord          `yaml:"plain_words"`    // jargon and the plain word for it
	Politics       Politics             `yaml:"politics"`       // whom the institution never prefers
	ReservedTerms  []ReservedTerms      `yaml:"reserved_terms"` // until others are set in the program
	Rhythms        map[string]Rhythm    `yaml:"rhythms"`        // by network, or otherwise: how often accounts publish
}

// Institution says who the pack is for.
type Institution struct {
	Name        string   `yaml:"name"`
	ShortName   string   `yaml:"short_name"`
	The         string   `yaml:"the"` // short name with its article: "el Instituto"
	Of          string   `yaml:"of"`  // short name after "de": "del Instituto"
	Country     string   `yaml:"country"`
	Lang        string   `yaml:"lang"` // BCP 47
	Zone        string   `yaml:"zone"` // IANA name
	MailDomains []string `yaml:"mail_domains"`
	WebDomains  []string `yaml:"web_domains"` // a domain covers its subdomains
	Brand       Brand    `yaml:"brand"`
}

// Brand is the one colour that the institution sets; it carries no meaning.
type Brand struct {
	Color     string `yaml:"color"`      // #RRGGBB on a light page
	ColorDark string `yaml:"color_dark"` // #RRGGBB on a dark page
}

// Who keeps a clause.
const (
	KeptByCheck   = "check"   // a program judges it
	KeptByProcess = "process" // a step, a clock or a refusal keeps it
	KeptByPeople  = "people"  // the software only reminds, records and shows
)

// Clause is one rule of the regulation, told in our own words.
type Clause struct {
	ID      string   `yaml:"id"`
	Summary string   `yaml:"summary"` // one Spanish sentence
	KeptBy  []string `yaml:"kept_by"` // KeptByCheck, KeptByProcess, KeptByPeople
	Planned bool     `yaml:"planned"` // the work on it is still to come
}

// Kept tells whether the clause is kept by that means.
func (c Clause) Kept(by string) bool {
	for _, k := range c.KeptBy {
		if k == by {
			return true
		}
	}
	return false
}

// Purpose is something the institution may use its accounts for. Its ID is a clause id.
type Purpose struct {
	ID   string `yaml:"id"`
	Name string `yaml:"name"`
	Help string `yaml:"help"`
}

// Offices that the program turns to by name; every pack has them.
const (
	OfficePress     = "press_office" // rules the use of the accounts
	OfficeIT        = "it_office"    // gives mail addresses, helps in incidents
	OfficeCommittee = "committee"    // resolves what the regulation does not foresee
)

// Office is a part that an area, or a body without an area, plays in the regulation.
type Office struct {
	ID     string `yaml:"id"`
	Name   string `yaml:"name"`
	Short  string `yaml:"short"`
	AreaID string `yaml:"area"` // empty for a collegiate body that is no area
	Clause string `yaml:"clause"`
}

// Rank is a level of post; a higher Level is a higher rank.
type Rank struct {
	ID    string `yaml:"id"`
	Name  string `yaml:"name"`
	Level int    `yaml:"level"`
}

// AdministratorRanks are the ranks allowed for the two administrators of an account.
type AdministratorRanks struct {
	Lead      []string `yaml:"lead"`
	Alternate []string `yaml:"alternate"`
}

// AreaKind is a kind of area, named for people.
type AreaKind struct {
	ID              string `yaml:"id"`
	Name            string `yaml:"name"`
	Plural          string `yaml:"plural"`
	NotifiesOpening bool   `yaml:"notifies_opening"` // its areas tell the press office by letter when they open an account
}

// Area is a unit of the institution.
type Area struct {
	ID       string `yaml:"id"` // a slug, kept for ever
	Name     string `yaml:"name"`
	Short    string `yaml:"short"`
	Kind     string `yaml:"kind"`   // an AreaKind's id
	ParentID string `yaml:"parent"` // empty at the top
	Zone     string `yaml:"zone"`   // IANA name; the institution's when left out
	State    string `yaml:"state"`  // the federal entity
	Seat     string `yaml:"seat"`   // the city
	Email    string `yaml:"email"`
	Number   int    `yaml:"number"` // where areas of a kind are numbered within a state
}

// FixedAccount is an account that the regulation itself names.
type FixedAccount struct {
	Network   string `yaml:"network"`
	Handle    string `yaml:"handle"` // without leading @
	Name      string `yaml:"name"`
	AreaID    string `yaml:"area"`
	Clause    string `yaml:"clause"`
	Exclusive bool   `yaml:"exclusive"` // no other account of the institution on that network
}

// HandleRule is how the name of an account must end on a network; accounts that the
// regulation itself names are excepted.
type HandleRule struct {
	Network string `yaml:"network"`
	Suffix  string `yaml:"suffix"` // compared in any case
	Clause  string `yaml:"clause"`
}

// Unit of a deadline.
type Unit string

const (
	BusinessDays    Unit = "business_days"
	CalendarDays    Unit = "calendar_days"
	ClockHours      Unit = "hours"
	AttendanceHours Unit = "attendance_hours" // hours in which the account attends
	Months          Unit = "months"
)

// Deadline is a time that the regulation, or the institution, sets.
type Deadline struct {
	ID     string `yaml:"-"` // the key
	Amount int    `yaml:"amount"`
	Unit   Unit   `yaml:"unit"`
	Clause string `yaml:"clause"`
	Label  string `yaml:"label"` // Spanish
	Own    bool   `yaml:"own"`   // the clause asks for it, the institution set the figure

	Remind   []int    `yaml:"remind"`   // how long before the end to remind those who owe it: in its unit, of months in days
	Escalate []string `yaml:"escalate"` // roles told when it passes
	Again    int      `yaml:"again"`    // how often they are told again while it is still owed, as in Remind; 0: once
}

// Passwords is the strength asked of an account's password.
type Passwords struct {
	Clause     string `yaml:"clause"`
	Length     int    `yaml:"length"`      // of a generated one
	MinLength  int    `yaml:"min_length"`  // of one that is typed in
	MinLower   int    `yaml:"min_lower"`   //
	MinUpper   int    `yaml:"min_upper"`   //
	MinDigits  int    `yaml:"min_digits"`  //
	MinSpecial int    `yaml:"min_special"` //

	WithoutAmbiguous bool `yaml:"without_ambiguous"` // generated ones leave out what is misread: 0 O o 1 l I
	RevealOnPhone    bool `yaml:"reveal_on_phone"`   // secrets may be seen on a phone
}

// Retention says how long what is not the ledger is kept; 0 means for ever.
type Retention struct {
	CommentMonths int `yaml:"comment_months"` // what people wrote to the institution
	SessionDays   int `yaml:"session_days"`   // closed log-in sessions
}

// PublicData are the institution's own data that are no personal data.
type PublicData struct {
	Phones    []string `yaml:"phones"` // as people write them; compared by their digits
	Emails    []string `yaml:"emails"` // besides the areas' own
	Addresses []string `yaml:"addresses"`
}

// Term is a definition of the regulation in our own words.
type Term struct {
	Word    string `yaml:"word"`
	Meaning string `yaml:"meaning"`
	Clause  string `yaml:"clause"`
	Code    string `yaml:"code"` // the name in the code; empty when the code has none
}

// Acronym is written in capitals without being a shout.
type Acronym struct {
	Short string `yaml:"short"`
	Long  string `yaml:"long"`
}

// Clause finds a clause by its id.
func (p *Pack) Clause(id string) (Clause, bool) {
	return find(p.Clauses, func(c Clause) bool { return c.ID == id })
}

// ClauseFor is the clause that a rule rests on: "" when the pack openly has none.
func (p *Pack) ClauseFor(rule Rule) string { return p.Rules[rule] }

// Purpose finds a purpose by its id.
//
//clause:code 3.i..3.xi
func (p *Pack) Purpose(id string) (Purpose, bool) {
	return find(p.Purposes, func(x Purpose) bool { return x.ID == id })
}

// Office finds an office by its id.
func (p *Pack) Office(id string) (Office, bool) {
	return find(p.Offices, func(x Office) bool { return x.ID == id })
}

// Rank finds a rank by its id.
func (p *Pack) Rank(id string) (Rank, bool) {
	return find(p.Ranks, func(x Rank) bool { return x.ID == id })
}

// AreaKind finds a kind of area by its id.
func (p *Pack) AreaKind(id string) (AreaKind, bool) {
	return find(p.AreaKinds, func(x AreaKind) bool { return x.ID == id })
}

// Boards tells whether areas of that kind notify the press office by letter when they open
// an account.
func (p *Pack) Boards(kind string) bool {
	k, _ := p.AreaKind(kind)
	return k.NotifiesOpening
}

// Area finds an area of the pack by its id.
func (p *Pack) Area(id string) (Area, bool) {
	return find(p.Areas, func(x Area) bool { return x.ID == id })
}

// Account finds an account that the regulation names, by network and handle in any case.
func (p *Pack) Account(network, handle string) (FixedAccount, bool) {
	return find(p.Accounts, func(x FixedAccount) bool {
		return x.Network == network && sameFold(x.Handle, handle)
	})
}

// HandleRule is the rule for names on a network, when there is one.
func (p *Pack) HandleRule(network string) (HandleRule, bool) {
	return find(p.Handles, func(x HandleRule) bool { return x.Network == network })
}

// Deadline finds a deadline by its id.
func (p *Pack) Deadline(id string) (Deadline, bool) {
	d, ok := p.Deadlines[id]
	return d, ok
}

// Check is the rule of a check; one that the pack leaves out is off.
func (p *Pack) Check(name string) CheckRule {
	c, ok := p.Checks[name]
	if !ok {
		return CheckRule{Severity: SeverityOff}
	}
	return c
}

// Location is where the institution's own hours are counted; UTC when its zone is unknown,
// which Load refuses.
func (p *Pack) Location() *time.Location {
	loc, err := time.LoadLocation(p.Institution.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Threshold is a figure by its name. Load refuses a pack without the RequiredThresholds;
// any other name that is absent gives 0.
func (p *Pack) Threshold(name string) float64 { return p.Thresholds[name] }

// Text is a Spanish text by its name. Load refuses a pack without the RequiredTexts;
// any other name that is absent gives "".
func (p *Pack) Text(name string) string { return p.Texts[name] }

func find[T any](all []T, is func(T) bool) (T, bool) {
	for _, x := range all {
		if is(x) {
			return x, true
		}
	}
	var none T
	return none, false
}
