package account

import (
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// AdministratorGrants are the roles that its two administrators hold.
func (a Account) AdministratorGrants() []institution.Grant {
	return []institution.Grant{
		{PersonID: a.LeadID, Role: institution.Lead, AreaID: a.AreaID, AccountID: a.ID},
		{PersonID: a.AlternateID, Role: institution.Alternate, AreaID: a.AreaID, AccountID: a.ID},
	}
}

// CheckAdministrators says whether the two people may administer an account of the area:
// two different, active people of the area's structure, with the ranks of the pack and
// an institutional address. family tells whether an area belongs to another's structure.
//
//clause:code 5.1.p2
func CheckAdministrators(p *regulation.Pack, areaID string, lead, alternate institution.Person, family func(member, of string) bool) error {
	clause := p.ClauseFor(regulation.RuleTwoAdministrators)
	if lead.ID == "" || alternate.ID == "" {
		return fault.New(fault.Invalid, "La cuenta necesita dos personas administradoras: titular y suplente.").Under(clause).On("alternate_id")
	}
	if lead.ID == alternate.ID {
		return fault.New(fault.Invalid, "La persona titular y la suplente deben ser distintas.").Under(clause).On("alternate_id")
	}
	if err := checkOne(p, areaID, lead, p.Administrators.Lead, "lead_id", family); err != nil {
		return err
	}
	return checkOne(p, areaID, alternate, p.Administrators.Alternate, "alternate_id", family)
}

func checkOne(p *regulation.Pack, areaID string, who institution.Person, ranks []string, field string, family func(member, of string) bool) error {
	clause := p.ClauseFor(regulation.RuleTwoAdministrators)
	if !who.Active {
		return fault.New(fault.Invalid, "%s ya no está en funciones.", who.Name).Under(clause).On(field)
	}
	if !slices.Contains(ranks, who.RankID) {
		return fault.New(fault.Invalid, "%s no tiene el nivel que se pide para este cargo.", who.Name).
			Then("Elija a una persona con el nivel debido.").Under(clause).On(field)
	}
	if who.AreaID != areaID && !family(who.AreaID, areaID) {
		return fault.New(fault.Invalid, "%s no es de la estructura del área que responde por la cuenta.", who.Name).Under(clause).On(field)
	}
	return CheckMail(p, who.Email, field)
}

// CheckMail accepts only addresses of the institution's own domains.
//
//clause:code 5.a
//clause:code 5.b
func CheckMail(p *regulation.Pack, address, field string) error {
	at := strings.LastIndexByte(address, '@')
	if at > 0 && slices.Contains(p.Institution.MailDomains, strings.ToLower(address[at+1:])) {
		return nil
	}
	return fault.New(fault.Invalid, "«%s» no es una dirección institucional.", address).
		Then("Use una dirección que termine en @" + strings.Join(p.Institution.MailDomains, " o @") + ".").
		Under(p.ClauseFor(regulation.RuleMailDomain)).On(field)
}
