package account

import (
	"net/url"
	"strings"
	"unicode"

	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/regulation"
)

// CheckRegistration says whether the account can enter the registry beside those that are
// there. allow is as in CheckServer.
func CheckRegistration(p *regulation.Pack, a Account, others []Account, allow []string) error {
	if a.Handle == "" || len([]rune(a.Handle)) > 120 {
		return fault.New(fault.Invalid, "Escriba el nombre de la cuenta como aparece en la red (máximo 120 caracteres).").On("handle")
	}
	if a.AreaID == "" {
		return fault.New(fault.Invalid, "Diga qué área responde por la cuenta.").Under(p.ClauseFor(regulation.RuleRegistered)).On("area_id")
	}
	if !limits.Known(a.Network) {
		return fault.New(fault.Invalid, "La red «%s» no existe.", a.Network).Then("Elija una red de la lista.").
			Under(p.ClauseFor(regulation.RuleRegistered)).On("network")
	}
	if err := checkName(p, a); err != nil {
		return err
	}
	if err := CheckServer(p, a.BaseURL, allow); err != nil {
		return err
	}
	for _, o := range others {
		if o.State != Closed && o.Network == a.Network && strings.EqualFold(o.Handle, a.Handle) && o.BaseURL == a.BaseURL {
			return fault.New(fault.Conflict, "La cuenta %s ya está en el registro.", a.At()).
				Then("Abra su expediente.").Under(p.ClauseFor(regulation.RuleRegistered)).On("handle")
		}
	}
	return checkFixed(p, a)
}

// checkName refuses what the network takes as no one's name, what hides or imitates letters,
// and what breaks the institution's own rule for names.
//
//clause:code 7.vi
func checkName(p *regulation.Pack, a Account) error {
	for _, r := range a.Name {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return fault.New(fault.Invalid, "El nombre lleva un carácter que no se ve.").Then("Escríbalo de nuevo, sin copiarlo.").On("name")
		}
	}
	if pageName(a.Network, a.Handle) {
		return nil
	}
	if err := CheckHandle(a.Network, a.Handle); err != nil {
		return err
	}
	return CheckEnding(p, a.Network, a.Handle)
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
