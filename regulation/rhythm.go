package regulation

import "time"

// How often an account publishes at least.
const (
	EveryDay  = "day"  // each working day
	EveryWeek = "week" // once in seven days
	NoRhythm  = "none" // set on an account: when there is something to say
)

// Rhythm is how often an account publishes; empty: not set.
type Rhythm struct {
	Every string `yaml:"every" json:"every"`
	Most  int    `yaml:"most" json:"most"` // publications of one day; 0: no figure
}

// Label names the rhythm in Spanish.
func (r Rhythm) Label() string {
	switch r.Every {
	case EveryDay:
		return "diario"
	case EveryWeek:
		return "semanal"
	}
	return "sin periodicidad"
}

// Watched tells whether silence breaks the rhythm.
func (r Rhythm) Watched() bool { return r.Every == EveryDay || r.Every == EveryWeek }

// Due is by when something is to go out after what went out last: the end of the next working
// day, or of the seventh day; on a day without work, of the next with it.
func (r Rhythm) Due(last time.Time, c Calendar, loc *time.Location) time.Time {
	if r.Every == EveryDay {
		due, _ := c.AddBusinessDays(last, 1, loc)
		return due
	}
	seventh := DateOf(last.In(loc)).Plus(6).Start(loc)
	due, _ := c.AddBusinessDays(seventh, 1, loc)
	return due
}

// rhythmOtherwise is the key of the networks that the pack does not name.
const rhythmOtherwise = "otherwise"

// RhythmOn is the rhythm of the accounts of a network that set none of their own.
func (p *Pack) RhythmOn(network string) Rhythm {
	if r, ok := p.Rhythms[network]; ok {
		return r
	}
	return p.Rhythms[rhythmOtherwise]
}

func (v *verifier) rhythms() {
	for _, network := range sortedKeys(v.pack.Rhythms) {
		r, path := v.pack.Rhythms[network], "rhythms."+network
		if r.Every != EveryDay && r.Every != EveryWeek && r.Every != NoRhythm {
			v.wrong(path+".every", "%q no es day, week ni none", r.Every)
		}
		if r.Most < 0 || r.Most > 100 {
			v.wrong(path+".most", "debe estar entre 0 y 100")
		}
	}
}
