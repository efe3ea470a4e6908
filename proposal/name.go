package proposal

import (
	"unicode/utf8"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// CheckName judges the wished handle: what the network takes, what the institution's rule
// asks, and that it is no one else's and looks like no one else's.
//
//clause:code 7.vi
//clause:code 7.x
func (a Answers) CheckName(p *regulation.Pack, w Around) error {
	if a.Network == "" {
		return fault.New(fault.Invalid, "Primero elija la red social: el nombre depende de ella.").On("handle")
	}
	if blank(a.Name) || utf8.RuneCountInString(a.Name) > MaxName {
		return fault.New(fault.Invalid, "Escriba el nombre que se mostrará (máximo %d caracteres).", MaxName).On("name")
	}
	if err := a.shape(); err != nil {
		return err
	}
	if err := account.CheckEnding(p, a.Network, a.Handle); err != nil {
		return err
	}
	return a.free(p, w)
}

// shape is what the network itself takes as a name.
func (a Answers) shape() error {
	if blank(a.Handle) {
		return fault.New(fault.Invalid, "Escriba el nombre de usuario que quiere, sin la arroba.").On("handle")
	}
	return account.CheckHandle(a.Network, a.Handle)
}

// free refuses a name that is taken, or that can be mistaken for another account's.
func (a Answers) free(p *regulation.Pack, w Around) error {
	wanted := account.Account{ID: w.Self, Network: a.Network, BaseURL: a.BaseURL, Handle: a.Handle, Name: a.Name, AreaID: w.AreaID}
	var others []account.Account
	for _, o := range w.Accounts {
		if o.ID != w.Self {
			others = append(others, o)
		}
	}
	if err := account.CheckRegistration(p, wanted, others, w.AllowHosts); err != nil {
		return err
	}
	clause := p.ClauseFor(regulation.RuleRegistered)
	for _, o := range others {
		if o.State != account.Closed && (o.Network == a.Network || o.AreaID != w.AreaID) && account.Skeleton(o.Handle) == account.Skeleton(a.Handle) {
			return fault.New(fault.Conflict, "El nombre se confunde con el de la cuenta %s, que ya existe.", o.At()).
				Then("Elija un nombre que se distinga a simple vista.").Under(clause).On("handle")
		}
	}
	for _, t := range w.Taken {
		if t.Answers.Network == a.Network && t.Answers.BaseURL == a.BaseURL && account.Skeleton(t.Answers.Handle) == account.Skeleton(a.Handle) {
			return fault.New(fault.Conflict, "Otra propuesta en trámite pidió ese nombre o uno que se confunde con él.").
				Then("Elija otro nombre, o hable con comunicación social.").Under(clause).On("handle")
		}
	}
	return nil
}

// Alike lists the accounts of the institution that the name looks like; they are shown to
// who proposes and to who judges.
func (a Answers) Alike(w Around) (out []account.Account) {
	if a.Handle == "" {
		return nil
	}
	for _, o := range w.Accounts {
		if o.ID != w.Self && o.State != account.Closed && account.Likeness(account.Fold(a.Handle), o) != account.Different {
			out = append(out, o)
		}
	}
	return out
}
