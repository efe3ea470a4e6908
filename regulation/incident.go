package regulation

// IncidentStep is one thing to do when an account is operated without right, with the time
// within which it is done and who does it.
type IncidentStep struct {
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`    // Spanish: verb and object
	Help     string `yaml:"help"`     // Spanish: how
	Within   int    `yaml:"within"`   // minutes from the report
	Owner    string `yaml:"owner"`    // role
	Optional bool   `yaml:"optional"` // an incident closes without it
}

func (v *verifier) incidentSteps() {
	seen := map[string]bool{}
	for i, s := range v.pack.IncidentSteps {
		path := at("incident_steps", i)
		v.filled(path+".id", s.ID)
		v.filled(path+".title", s.Title)
		v.filled(path+".owner", s.Owner)
		if seen[s.ID] {
			v.wrong(path+".id", "%q está repetido", s.ID)
		}
		seen[s.ID] = true
		if s.Within < 1 || s.Within > 60*24*60 {
			v.wrong(path+".within", "los minutos deben estar entre 1 y 86400")
		}
	}
	if len(v.pack.IncidentSteps) == 0 {
		v.wrong("incident_steps", "diga qué se hace en un incidente")
	}
}
