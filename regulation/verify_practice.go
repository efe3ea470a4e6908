package regulation

import (
	"slices"
	"strings"
)

// practiceRoles are the roles that people of the practice may hold by themselves; those of
// lead and alternate come with an account.
var practiceRoles = []string{"head", "endorser", "press_office", "it_office", "committee_president",
	"committee_secretary", "auditor", "councillor", "operator"}

// areaRoles are held over an area.
var areaRoles = []string{"head", "endorser"}

var practiceStates = []string{PracticeDraft, PracticeSubmitted, PracticeReturned, PracticeEndorsed,
	PracticeScheduled, PracticePublished, PracticeWithdrawn}

type practiceVerifier struct {
	verifier
	practice *Practice
}

func (v *practiceVerifier) people() {
	seen := map[string]bool{}
	for i, x := range v.practice.People {
		path := at("people", i)
		v.once(seen, path+".username", x.Username, slug)
		v.filled(path+".name", x.Name)
		v.filled(path+".post", x.Post)
		v.area(path+".area", x.Area)
		if _, ok := v.pack.Rank(x.Rank); !ok {
			v.wrong(path+".rank", "el nivel %q no existe", x.Rank)
		}
		_, host, _ := strings.Cut(x.Email, "@")
		if !email.MatchString(x.Email) || !slices.Contains(v.pack.Institution.MailDomains, host) {
			v.wrong(path+".email", "%q no es un correo de la institución", x.Email)
		}
		for j, g := range x.Roles {
			v.grant(at(path+".roles", j), g)
		}
	}
}

func (v *practiceVerifier) grant(path string, g PracticeGrant) {
	if !slices.Contains(practiceRoles, g.Role) {
		v.wrong(path+".role", "el papel %q no existe", g.Role)
	}
	if slices.Contains(areaRoles, g.Role) {
		v.area(path+".area", g.Area)
	} else if g.Area != "" {
		v.wrong(path+".area", "el papel %q no es de un área", g.Role)
	}
}

func (v *practiceVerifier) person(path, username string) PracticePerson {
	p, ok := v.practice.Person(username)
	if !ok {
		v.wrong(path, "la persona %q no existe", username)
	}
	return p
}

func (v *practiceVerifier) accountsOf() {
	seen := map[string]bool{}
	for i, a := range v.practice.Accounts {
		path := at("accounts", i)
		v.once(seen, path+".id", a.ID, slug)
		v.filled(path+".network", a.Network)
		v.filled(path+".handle", a.Handle)
		v.filled(path+".name", a.Name)
		v.area(path+".area", a.Area)
		v.purposesOf(path+".purposes", a.Purposes)
		v.administrator(path+".lead", a.Lead, a.Area, v.pack.Administrators.Lead)
		v.administrator(path+".alternate", a.Alternate, a.Area, v.pack.Administrators.Alternate)
		if a.Lead == a.Alternate {
			v.wrong(path+".alternate", "deben ser dos personas distintas")
		}
		if a.Hours != nil {
			if err := a.Hours.Check(); err != nil {
				v.wrong(path+".hours", "%s", err)
			}
		}
	}
}

func (v *practiceVerifier) administrator(path, username, area string, ranks []string) {
	p := v.person(path, username)
	if p.Username != "" && (p.Area != area || !slices.Contains(ranks, p.Rank)) {
		v.wrong(path, "%q no es del área o no tiene el nivel que se pide", username)
	}
}

func (v *practiceVerifier) purposesOf(path string, ids []string) {
	if len(ids) == 0 {
		v.wrong(path, "falta al menos un fin")
	}
	for i, id := range ids {
		if _, ok := v.pack.Purpose(id); !ok {
			v.wrong(at(path, i), "el fin %q no existe", id)
		}
	}
}

func (v *practiceVerifier) account(path, id string) {
	if _, ok := v.practice.Account(id); !ok {
		v.wrong(path, "la cuenta %q no existe", id)
	}
}

func (v *practiceVerifier) publications() {
	seen := map[string]bool{}
	for i, b := range v.practice.Publications {
		path := at("publications", i)
		v.once(seen, path+".id", b.ID, slug)
		v.filled(path+".subject", b.Subject)
		v.filled(path+".text", b.Text)
		v.accountsOn(path, b)
		v.person(path+".author", b.Author)
		for j, m := range b.Media {
			v.filled(at(path+".media", j)+".title", m.Title)
		}
		v.stateOf(path, b)
	}
}

func (v *practiceVerifier) accountsOn(path string, b PracticePublication) {
	if len(b.Accounts) == 0 {
		v.wrong(path+".accounts", "falta al menos una cuenta")
	}
	for j, id := range b.Accounts {
		v.account(at(path+".accounts", j), id)
		if a, ok := v.practice.Account(id); ok && !v.practice.answersFor(b.Author, a) {
			v.wrong(path+".author", "%q no administra la cuenta %q", b.Author, id)
		}
	}
	for j, x := range b.Variants {
		if !slices.Contains(b.Accounts, x.Account) {
			v.wrong(at(path+".variants", j)+".account", "la cuenta %q no está en accounts", x.Account)
		}
	}
}

// stateOf wants of a publication what its state means: only a draft may lack its purpose,
// source, endorser or approver, and nobody endorses or approves their own.
func (v *practiceVerifier) stateOf(path string, b PracticePublication) {
	if !slices.Contains(practiceStates, b.State) {
		v.wrong(path+".state", "el estado %q no existe", b.State)
	}
	if b.State == PracticeDraft {
		return
	}
	v.purposesOf(path+".purposes", b.Purposes)
	v.filled(path+".source.title", b.Source.Title)
	v.area(path+".origin", b.Origin)
	v.person(path+".endorser", b.Endorser)
	v.person(path+".approver", b.Approver)
	v.entitled(path, b)
	if b.Author == b.Endorser || b.Author == b.Approver {
		v.wrong(path+".author", "nadie avala ni aprueba lo propio")
	}
	if wants := b.State == PracticeReturned || b.State == PracticeWithdrawn; wants == (b.Reason == "") {
		v.wrong(path+".reason", "la razón va solo con returned o withdrawn, y ahí es necesaria")
	}
	if past := b.Day < 0; b.Out() != past {
		v.wrong(path+".day", "lo publicado va en días pasados (negativos) y lo demás no")
	}
}

// entitled wants people who may do what they are said to do: who approves administers
// every account or heads its area, the endorser speaks for the origin.
func (v *practiceVerifier) entitled(path string, b PracticePublication) {
	for _, id := range b.Accounts {
		a, _ := v.practice.Account(id)
		if !v.practice.answersFor(b.Approver, a) {
			v.wrong(path+".approver", "%q no administra la cuenta %q", b.Approver, id)
		}
	}
	endorser, _ := v.practice.Person(b.Endorser)
	if !endorser.holds(b.Origin, areaRoles...) {
		v.wrong(path+".endorser", "%q no avala por el área %q", b.Endorser, b.Origin)
	}
}

func (x *Practice) answersFor(username string, a PracticeAccount) bool {
	p, _ := x.Person(username)
	return username == a.Lead || username == a.Alternate || p.holds(a.Area, "head")
}

func (p PracticePerson) holds(area string, roles ...string) bool {
	return slices.ContainsFunc(p.Roles, func(g PracticeGrant) bool {
		return g.Area == area && slices.Contains(roles, g.Role)
	})
}

func (v *practiceVerifier) comments() {
	seen := map[string]bool{}
	for i, c := range v.practice.Comments {
		path := at("comments", i)
		if c.ReplyTo != "" && !seen[c.ReplyTo] {
			v.wrong(path+".reply_to", "el comentario %q no está antes", c.ReplyTo)
		}
		v.once(seen, path+".id", c.ID, slug)
		v.filled(path+".name", c.Name)
		v.filled(path+".handle", c.Handle)
		v.filled(path+".text", c.Text)
		v.account(path+".account", c.Account)
		if b, ok := v.practice.Publication(c.On); c.On != "" && (!ok || !b.Out() || !slices.Contains(b.Accounts, c.Account)) {
			v.wrong(path+".on", "%q no es una publicación que haya salido en esa cuenta", c.On)
		}
		if c.Answer == nil {
			continue
		}
		if a, ok := v.practice.Account(c.Account); ok && !v.practice.answersFor(c.Answer.By, a) {
			v.wrong(path+".answer.by", "%q no administra la cuenta %q", c.Answer.By, c.Account)
		}
		v.filled(path+".answer.text", c.Answer.Text)
		if c.Closed != "" {
			v.wrong(path+".closed", "se contestó: no lleva razón de cierre")
		}
	}
}
