package account

import (
	"net/url"
	"strings"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// CheckRegistration says whether the account can enter the registry beside those that are there.
func CheckRegistration(p *regulation.Pack, a Account, others []Account) error {
	if a.Handle == "" || len([]rune(a.Handle)) > 120 {
		return fault.New(fault.Invalid, "Escriba el nombre de la cuenta como aparece en la red (máximo 120 caracteres).").On("handle")
	}
	if a.AreaID == "" {
		return fault.New(fault.Invalid, "Diga qué área responde por la cuenta.").Under(p.ClauseFor(regulation.RuleRegistered)).On("area_id")
	}
	if a.BaseURL != "" {
		if !WebAddress(a.BaseURL) || strings.Contains(a.BaseURL, "?") {
			return fault.New(fault.Invalid, "«%s» no es la dirección de un servidor.", a.BaseURL).
				Then("Escríbala completa, por ejemplo https://mastodon.social.").On("base_url")
		}
	}
	for _, o := range others {
		if o.State != Closed && o.Network == a.Network && strings.EqualFold(o.Handle, a.Handle) && o.BaseURL == a.BaseURL {
			return fault.New(fault.Conflict, "La cuenta %s ya está en el registro.", a.At()).
				Then("Abra su expediente.").Under(p.ClauseFor(regulation.RuleRegistered)).On("handle")
		}
	}
	return checkFixed(p, a)
}

// WebAddress tells whether s is the whole address of a page, without a password in it.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http") && u.User == nil && len(s) <= 400
}

// checkFixed keeps the accounts that the regulation itself names, and refuses a second
// account where the regulation allows one only.
//
//clause:code 7.x
func checkFixed(p *regulation.Pack, a Account) error {
	clause := p.ClauseFor(regulation.RuleHomologated)
	for _, f := range p.Accounts {
		if f.Network != a.Network {
			continue
		}
		same := strings.EqualFold(f.Handle, a.Handle)
		if same && f.AreaID != a.AreaID {
			return fault.New(fault.Invalid, "La cuenta %s corresponde a otra área.", a.At()).Under(clause).On("area_id")
		}
		if !same && f.Exclusive {
			return fault.New(fault.Invalid, "En esta red la institución tiene una sola cuenta: %s.", f.Handle).
				Then("Pida al área que la lleva que difunda su material.").Under(clause).On("network")
		}
	}
	return nil
}
