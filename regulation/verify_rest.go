package regulation

import (
	"slices"
	"time"
)

func (v *verifier) areas() {
	kinds := map[string]bool{}
	for i, k := range v.pack.AreaKinds {
		path := at("area_kinds", i)
		v.once(kinds, path+".id", k.ID, slug)
		v.filled(path+".name", k.Name)
		v.filled(path+".plural", k.Plural)
	}
	seen := map[string]bool{}
	for i, a := range v.pack.Areas {
		path := at("areas", i)
		v.once(seen, path+".id", a.ID, slug)
		v.filled(path+".name", a.Name)
		v.filled(path+".short", a.Short)
		v.zone(path+".zone", a.Zone)
		if !kinds[a.Kind] {
			v.wrong(path+".kind", "la clase de área %q no existe", a.Kind)
		}
		if a.Email != "" && !email.MatchString(a.Email) {
			v.wrong(path+".email", "%q no es un correo", a.Email)
		}
	}
	for i, a := range v.pack.Areas {
		if a.ParentID != "" {
			v.area(at("areas", i)+".parent", a.ParentID)
		}
		if v.pack.isUnder(a, a.ID) {
			v.wrong(at("areas", i)+".parent", "el área %q depende de sí misma", a.ID)
		}
	}
}

// isUnder tells whether a stands, at any depth, below the area of that id.
func (p *Pack) isUnder(a Area, id string) bool {
	for range len(p.Areas) {
		if a.ParentID == "" {
			return false
		}
		if a.ParentID == id {
			return true
		}
		parent, ok := p.Area(a.ParentID)
		if !ok {
			return false
		}
		a = parent
	}
	return false
}

func (v *verifier) offices() {
	seen := map[string]bool{}
	for i, o := range v.pack.Offices {
		path := at("offices", i)
		v.once(seen, path+".id", o.ID, slug)
		v.filled(path+".name", o.Name)
		v.filled(path+".short", o.Short)
		v.clause(path+".clause", o.Clause)
		if o.AreaID != "" {
			v.area(path+".area", o.AreaID)
		}
	}
	for _, id := range []string{OfficePress, OfficeIT, OfficeCommittee} {
		if !seen[id] {
			v.wrong("offices", "falta la oficina %q", id)
		}
	}
}

// accounts are those that the regulation itself names; on the network of an exclusive one
// there is no other.
//
//clause:code 7.x
func (v *verifier) accounts() {
	seen, exclusive := map[string]bool{}, map[string]int{}
	for i, a := range v.pack.Accounts {
		path := at("accounts", i)
		v.filled(path+".network", a.Network)
		v.filled(path+".handle", a.Handle)
		v.filled(path+".name", a.Name)
		v.area(path+".area", a.AreaID)
		v.clause(path+".clause", a.Clause)
		if key := a.Network + "/" + a.Handle; seen[key] {
			v.wrong(path+".handle", "la cuenta %q está repetida", key)
		} else {
			seen[key] = true
		}
		if a.Exclusive {
			exclusive[a.Network] = i
		}
	}
	for i, a := range v.pack.Accounts {
		if only, ok := exclusive[a.Network]; ok && only != i {
			v.wrong(at("accounts", i), "en %s hay otra cuenta que es exclusiva", a.Network)
		}
	}
}

func (v *verifier) handles() {
	seen := map[string]bool{}
	for i, h := range v.pack.Handles {
		path := at("handles", i)
		v.once(seen, path+".network", h.Network, slug)
		v.filled(path+".suffix", h.Suffix)
		v.clause(path+".clause", h.Clause)
	}
}

func (v *verifier) deadlines() {
	for _, id := range sortedKeys(v.pack.Deadlines) {
		d, path := v.pack.Deadlines[id], "deadlines."+id
		if _, ok := unitNames[d.Unit]; !ok {
			v.wrong(path+".unit", "%q no es business_days, calendar_days, hours, attendance_hours ni months", d.Unit)
		}
		if d.Amount < 1 || d.Amount > 3650 {
			v.wrong(path+".amount", "el plazo debe estar entre 1 y 3650")
		}
		v.clause(path+".clause", d.Clause)
		v.filled(path+".label", d.Label)
	}
	for _, id := range RequiredDeadlines {
		if _, ok := v.pack.Deadlines[id]; !ok {
			v.wrong("deadlines", "falta el plazo %q", id)
		}
	}
}

func (v *verifier) calendar() {
	c := v.pack.Calendar
	week := map[Weekday]bool{}
	for _, d := range c.Weekend {
		week[d] = true
	}
	if len(week) > 6 {
		v.wrong("calendar.weekend", "no queda ningún día de trabajo")
	}
	for i, h := range c.Holidays {
		if wrong := h.problem(); wrong != "" {
			v.wrong(at("calendar.holidays", i), "%s", wrong)
		}
	}
	for i, x := range c.Closures {
		path := at("calendar.closures", i)
		v.filled(path+".name", x.Name)
		if x.From.IsZero() {
			v.wrong(path+".from", "falta la fecha")
		} else if !x.To.IsZero() && (x.To.Before(x.From) || x.From.Plus(366).Before(x.To)) {
			v.wrong(path+".to", "el periodo termina antes de empezar o dura más de un año")
		}
	}
	if err := v.pack.Attendance.Check(); err != nil {
		v.wrong("attendance", "%s", err)
	}
	if slices.IndexFunc(allDays, func(d time.Weekday) bool { return len(v.pack.Attendance.Weekly[d]) > 0 }) < 0 {
		v.wrong("attendance.weekly", "no hay ningún día con horario")
	}
}

var allDays = []time.Weekday{0, 1, 2, 3, 4, 5, 6}

func (v *verifier) figures() {
	p := v.pack
	for _, name := range RequiredThresholds {
		if _, ok := p.Thresholds[name]; !ok {
			v.wrong("thresholds", "falta %q", name)
		}
	}
	for _, name := range sortedKeys(p.Thresholds) {
		if n := p.Thresholds[name]; !(n > 0 && n < 1e9) {
			v.wrong("thresholds."+name, "debe ser mayor que cero")
		}
	}
	if p.Thresholds[ThresholdRotationWindow] >= p.Thresholds[ThresholdMissedAfter] && p.Thresholds[ThresholdMissedAfter] > 0 {
		v.wrong("thresholds."+ThresholdRotationWindow, "debe ser menor que missed_after_minutes: lo que espera a una renovación no debe perder su hora")
	}
	w := p.Passwords
	v.clause("passwords.clause", w.Clause)
	least := w.MinLower + w.MinUpper + w.MinDigits + w.MinSpecial
	if min(w.MinLower, w.MinUpper, w.MinDigits, w.MinSpecial) < 0 || w.MinLength < max(8, least) || w.Length < w.MinLength || w.Length > 256 {
		v.wrong("passwords", "las longitudes no concuerdan (mínimo 8, y length no menor que min_length)")
	}
	if p.Retention.CommentMonths < 0 || p.Retention.SessionDays < 0 {
		v.wrong("retention", "no puede ser negativa")
	}
}

func (v *verifier) words() {
	p := v.pack
	for _, name := range RequiredTexts {
		v.filled("texts."+name, p.Texts[name])
	}
	terms := map[string]bool{}
	for i, t := range p.Glossary {
		path := at("glossary", i)
		v.filled(path+".word", t.Word)
		v.filled(path+".meaning", t.Meaning)
		v.clause(path+".clause", t.Clause)
		if terms[t.Word] {
			v.wrong(path+".word", "el término %q está repetido", t.Word)
		}
		terms[t.Word] = true
	}
	short := map[string]bool{}
	for i, a := range p.Acronyms {
		v.filled(at("acronyms", i)+".short", a.Short)
		v.filled(at("acronyms", i)+".long", a.Long)
		if short[a.Short] {
			v.wrong(at("acronyms", i)+".short", "la sigla %q está repetida", a.Short)
		}
		short[a.Short] = true
	}
	for i, e := range p.PublicData.Emails {
		if !email.MatchString(e) {
			v.wrong(at("public_data.emails", i), "%q no es un correo", e)
		}
	}
}
