package regulation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// verifier gathers what is wrong with a pack.
type verifier struct {
	pack  *Pack
	found []Problem
}

func (p *Pack) problems() []Problem {
	v := &verifier{pack: p}
	v.heading()
	v.clauses()
	v.rules()
	v.checks()
	v.purposes()
	v.ranks()
	v.areas()
	v.offices()
	v.directory()
	v.accounts()
	v.handles()
	v.deadlines()
	v.incidentSteps()
	v.letters()
	v.calendar()
	v.figures()
	v.words()
	v.plainWords()
	v.reservedTerms()
	v.rhythms()
	return v.found
}

func (v *verifier) wrong(path, format string, args ...any) {
	v.found = append(v.found, Problem{Path: path, Message: fmt.Sprintf(format, args...)})
}

func (v *verifier) filled(path, value string) {
	if strings.TrimSpace(value) == "" {
		v.wrong(path, "falta")
	}
}

// clause wants the id of a clause that exists.
func (v *verifier) clause(path, id string) {
	if id == "" {
		v.wrong(path, "falta la cláusula")
	} else if _, ok := v.pack.Clause(id); !ok {
		v.wrong(path, "la cláusula %q no existe", id)
	}
}

func (v *verifier) area(path, id string) {
	if _, ok := v.pack.Area(id); !ok {
		v.wrong(path, "el área %q no existe", id)
	}
}

func (v *verifier) zone(path, zone string) {
	if _, err := time.LoadLocation(zone); err != nil || zone == "" || zone == "Local" {
		v.wrong(path, "la zona horaria %q no existe", zone)
	}
}

// once refuses an id that is empty, no slug or already seen.
func (v *verifier) once(seen map[string]bool, path, id string, form *regexp.Regexp) {
	switch {
	case id == "":
		v.wrong(path, "falta el identificador")
	case !form.MatchString(id):
		v.wrong(path, "el identificador %q solo puede llevar letras sin acento, números y . _ -", id)
	case seen[id]:
		v.wrong(path, "el identificador %q está repetido", id)
	}
	seen[id] = true
}

var (
	slug     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
	clauseID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
	domain   = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)
	colour   = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
	email    = regexp.MustCompile(`^[^@\s]+@[a-z0-9-]+(\.[a-z0-9-]+)+$`)
)

func (v *verifier) heading() {
	p, in := v.pack, v.pack.Institution
	v.once(map[string]bool{}, "id", p.ID, slug)
	for path, value := range map[string]string{
		"version": p.Version, "source": p.Source, "institution.name": in.Name, "institution.short_name": in.ShortName,
		"institution.the": in.The, "institution.of": in.Of, "institution.country": in.Country, "institution.lang": in.Lang,
	} {
		v.filled(path, value)
	}
	v.zone("institution.zone", in.Zone)
	v.domains("institution.mail_domains", in.MailDomains)
	v.domains("institution.web_domains", in.WebDomains)
	for path, value := range map[string]string{"institution.brand.color": in.Brand.Color, "institution.brand.color_dark": in.Brand.ColorDark} {
		if !colour.MatchString(value) {
			v.wrong(path, "%q no es un color de la forma #RRGGBB", value)
		}
	}
}

func (v *verifier) domains(path string, all []string) {
	if len(all) == 0 {
		v.wrong(path, "falta al menos un dominio")
	}
	for i, d := range all {
		if !domain.MatchString(d) {
			v.wrong(at(path, i), "%q no es un dominio en minúsculas", d)
		}
	}
}

func (v *verifier) clauses() {
	if len(v.pack.Clauses) == 0 {
		v.wrong("clauses", "no hay cláusulas")
	}
	seen := map[string]bool{}
	for i, c := range v.pack.Clauses {
		path := at("clauses", i)
		v.once(seen, path+".id", c.ID, clauseID)
		v.filled(path+".summary", c.Summary)
		if len(c.KeptBy) == 0 {
			v.wrong(path+".kept_by", "falta decir quién cuida %q", c.ID)
		}
		for _, by := range c.KeptBy {
			if by != KeptByCheck && by != KeptByProcess && by != KeptByPeople {
				v.wrong(path+".kept_by", "%q no es check, process ni people", by)
			}
		}
	}
}

func (v *verifier) rules() {
	p := v.pack
	for _, rule := range sortedKeys(p.Rules) {
		path := "rules." + string(rule)
		if !slices.Contains(AllRules[:], rule) {
			v.wrong(path, "la regla no existe")
			continue
		}
		v.clause(path, p.Rules[rule])
	}
	for i, rule := range p.NoRule {
		if !slices.Contains(AllRules[:], rule) {
			v.wrong(at("no_rule", i), "la regla %q no existe", rule)
		}
		if _, mapped := p.Rules[rule]; mapped {
			v.wrong(at("no_rule", i), "la regla %q tiene cláusula en rules", rule)
		}
	}
	for _, rule := range AllRules {
		if _, mapped := p.Rules[rule]; !mapped && !slices.Contains(p.NoRule, rule) {
			v.wrong("rules", "falta la regla %q (o nombrarla en no_rule)", rule)
		}
	}
}

func (v *verifier) checks() {
	for _, name := range sortedKeys(v.pack.Checks) {
		c, path := v.pack.Checks[name], "checks."+name
		if !slices.Contains(AllChecks[:], name) && !c.Planned {
			v.wrong(path, "la revisión no existe; si está por hacerse, lleva planned: true")
		}
		if slices.Contains(AllChecks[:], name) && c.Planned {
			v.wrong(path+".planned", "la revisión ya existe")
		}
		if !slices.Contains([]Severity{SeverityBlock, SeverityWarn, SeverityAdvise, SeverityOff}, c.Severity) {
			v.wrong(path+".severity", "%q no es block, warn, advise ni off", c.Severity)
		}
		if c.Clause != "" || c.Severity != SeverityOff {
			v.clause(path+".clause", c.Clause)
		}
	}
	for _, name := range AllChecks {
		if _, ok := v.pack.Checks[name]; !ok {
			v.wrong("checks", "falta la revisión %q (con severity: off si no se usa)", name)
		}
	}
}

func (v *verifier) purposes() {
	if len(v.pack.Purposes) == 0 {
		v.wrong("purposes", "no hay fines")
	}
	seen := map[string]bool{}
	for i, x := range v.pack.Purposes {
		path := at("purposes", i)
		v.once(seen, path+".id", x.ID, clauseID)
		v.clause(path+".id", x.ID)
		v.filled(path+".name", x.Name)
		v.filled(path+".help", x.Help)
	}
}

func (v *verifier) ranks() {
	seen := map[string]bool{}
	for i, x := range v.pack.Ranks {
		path := at("ranks", i)
		v.once(seen, path+".id", x.ID, slug)
		v.filled(path+".name", x.Name)
	}
	for path, ids := range map[string][]string{"administrators.lead": v.pack.Administrators.Lead, "administrators.alternate": v.pack.Administrators.Alternate} {
		if len(ids) == 0 {
			v.wrong(path, "no hay niveles")
		}
		for i, id := range ids {
			if !seen[id] {
				v.wrong(at(path, i), "el nivel %q no existe", id)
			}
		}
	}
}

func at(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
