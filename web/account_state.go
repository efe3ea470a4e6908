package web

import (
	"context"
	"net/http"
	"slices"
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
		return []account.Action{account.Activate, account.Close}
	case account.Active:
		return []account.Action{account.Suspend}
	}
	return nil
}

// actions are those of the state; what has accesses is closed by its steps.
func (f fileView) actions() []account.Action {
	return slices.DeleteFunc(actionsFrom(f.Account.State), func(a account.Action) bool { return a == account.Close && f.Account.Credential.Present })
}

func actionText(ctx context.Context, a account.Action) string {
	switch a {
	case account.Activate:
		return lang.T(ctx, "Activar la cuenta")
	case account.Suspend:
		return lang.T(ctx, "Poner la cuenta en pausa")
	}
	return lang.T(ctx, "Dar de baja la cuenta")
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
	return a == account.Activate || a == account.Suspend || a == account.Close
}

// accountState moves the account. Closing is asked for twice.
func (s *Site) accountState(w http.ResponseWriter, r *http.Request, v visit) error {
	act, reason := account.Action(r.PostFormValue("accion")), strings.TrimSpace(typedText(r, "reason"))
	if reason == "" && act != account.Activate {
		f := fault.New(fault.Invalid, "Escriba por qué.").On("reason")
		return s.showState(w, r, v, http.StatusUnprocessableEntity, stateView{action: act, errors: fieldErrors(r.Context(), f)})
	}
	if act == account.Close && r.PostFormValue("seguro") == "" {
		return s.askToClose(w, r, v, reason)
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

// askToClose stops before what cannot be undone.
func (s *Site) askToClose(w http.ResponseWriter, r *http.Request, v visit, reason string) error {
	f, err := s.Office.AccountFile(r.Context(), v.actor, r.PathValue("id"))
	if err != nil {
		return err
	}
	ctx := r.Context()
	i := ui.Interruption{Title: lang.T(ctx, "¿Dar de baja %s?", accountName(ctx, f.Account)), Action: "/cuentas/" + f.Account.ID + "/estado",
		Points: []string{lang.T(ctx, "No volverá a publicar desde Pregonero y no se puede reactivar."), lang.T(ctx, "El directorio público dirá «dada de baja» con la fecha de hoy."),
			lang.T(ctx, "La baja no borra nada en la red: la cuenta se cierra allá aparte."), lang.T(ctx, "Queda en la bitácora con su nombre y este motivo: %s", reason)},
		Hidden: map[string]string{"accion": string(account.Close), "reason": reason, "seguro": "si"}, Go: lang.T(ctx, "Dar de baja"),
		Back: ui.Link{Text: lang.T(ctx, "No, volver al expediente"), Href: "/cuentas/" + f.Account.ID}}
	return s.show(w, r, http.StatusOK, s.page(r, v, "cuentas", i.Title), ui.InterruptionView(i))
}
