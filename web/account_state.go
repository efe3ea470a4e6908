package web

import (
	"context"
	"net/http"
	"strings"

	"pregonero/account"
	"pregonero/internal/fault"
	"pregonero/oversight"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// stateView asks why an account changes state.
type stateView struct {
	oversight.AccountFile
	action account.Action
	reason string
	errors []ui.FieldError
}

// actionsFrom are the moves that an account's state allows.
func actionsFrom(st account.State) []account.Action {
	switch st {
	case account.Registered, account.Suspended:
		return []account.Action{account.Activate}
	case account.Active:
		return []account.Action{account.Suspend}
	}
	return nil
}

func actionText(ctx context.Context, a account.Action) string {
	if a == account.Activate {
		return lang.T(ctx, "Activar la cuenta")
	}
	return lang.T(ctx, "Poner la cuenta en pausa")
}

// accountStatePage asks for the reason of a move.
func (s *Site) accountStatePage(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showState(w, r, v, http.StatusOK, stateView{action: account.Action(r.FormValue("accion"))})
}

func (s *Site) showState(w http.ResponseWriter, r *http.Request, v visit, status int, x stateView) (err error) {
	if x.AccountFile, err = s.Office.AccountFile(r.Context(), v.actor, r.PathValue("id")); err != nil {
		return err
	}
	if !knownAction(x.action) || !x.MayChange {
		return fault.New(fault.NotFound, "Esta página no existe.").Then("Vuelva al expediente de la cuenta.")
	}
	p := s.page(r, v, "cuentas", actionText(r.Context(), x.action))
	p.Errors = x.errors
	return s.show(w, r, status, p, accountStateForm(x))
}

func knownAction(a account.Action) bool {
	return a == account.Activate || a == account.Suspend
}

// accountState moves the account.
func (s *Site) accountState(w http.ResponseWriter, r *http.Request, v visit) error {
	act, reason := account.Action(r.PostFormValue("accion")), strings.TrimSpace(typedText(r, "reason"))
	if reason == "" && act != account.Activate {
		f := fault.New(fault.Invalid, "Escriba por qué.").On("reason")
		return s.showState(w, r, v, http.StatusUnprocessableEntity, stateView{action: act, errors: fieldErrors(r.Context(), f)})
	}
	acc, err := s.Office.ApplyToAccount(r.Context(), v.actor, r.PathValue("id"), act, reason)
	if f, ok := again(err); ok && f.Kind != fault.Forbidden && knownAction(act) {
		return s.showState(w, r, v, statuses[f.Kind], stateView{action: act, reason: reason, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+acc.ID, lang.T(r.Context(), "La cuenta está %s.", acc.State.Label()))
}
