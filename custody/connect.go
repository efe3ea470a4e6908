package custody

import (
	"context"
	"errors"
	"strings"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/network"
	"pregonero/regulation"
	"pregonero/store"
)

// Ways tells how an account can be connected on its network.
type Ways struct {
	Code     bool // OAuth: open a page, paste a code
	Password bool // an application password
}

// Ways tells how the account's network gives credentials.
func (c *Custodian) Ways(ctx context.Context, a institution.Actor, accountID string) (Ways, error) {
	_, conn, err := c.permit(ctx, a, accountID)
	if err != nil {
		return Ways{}, err
	}
	_, code := conn.(network.Authorizer)
	_, password := conn.(network.PasswordAuthorizer)
	return Ways{Code: code, Password: password}, nil
}

// BeginCode gives the page of the network where the person allows Pregonero and gets a code.
func (c *Custodian) BeginCode(ctx context.Context, a institution.Actor, accountID string) (page string, err error) {
	acc, conn, err := c.permit(ctx, a, accountID)
	if err != nil {
		return "", err
	}
	authorizer, ok := conn.(network.Authorizer)
	if !ok {
		return "", otherWay(conn)
	}
	page, kept, err := authorizer.Begin(ctx, acc.BaseURL)
	if err != nil {
		return "", told(err)
	}
	sealed, err := c.sealPending(ctx, acc.ID, kept)
	if err != nil {
		return "", err
	}
	now := c.Now()
	return page, c.Store.Change(ctx, func(t *store.Tx) error { return t.PutSecret(ctx, sealed, now) })
}

// CompleteCode turns the pasted code into credentials, probes them and keeps them sealed.
func (c *Custodian) CompleteCode(ctx context.Context, a institution.Actor, accountID, code string) (account.Account, error) {
	acc, conn, err := c.permit(ctx, a, accountID)
	if err != nil {
		return acc, err
	}
	authorizer, ok := conn.(network.Authorizer)
	if !ok {
		return acc, otherWay(conn)
	}
	if code = strings.TrimSpace(code); code == "" {
		return acc, fault.New(fault.Invalid, "Pegue el código que le dio la red.").On("code")
	}
	kept, err := c.openPending(ctx, accountID)
	if fault.Is(err, fault.NotFound) {
		return acc, fault.New(fault.Conflict, "Primero abra la página de la red desde aquí.").Then("Pulse «Abrir la página de la red» y pegue el código que le dé.")
	}
	if err != nil {
		return acc, err
	}
	secret, err := authorizer.Complete(ctx, acc.BaseURL, code, kept)
	if err != nil {
		return acc, told(err)
	}
	if acc, err = c.keep(ctx, a, acc, conn, secret, "oauth"); err != nil {
		return acc, err
	}
	return acc, c.Store.Change(ctx, func(t *store.Tx) error { return t.RemoveSecret(ctx, pendingContext(accountID)) })
}

// ConnectPassword gets credentials with an application password.
func (c *Custodian) ConnectPassword(ctx context.Context, a institution.Actor, accountID, identifier, password string) (account.Account, error) {
	acc, conn, err := c.permit(ctx, a, accountID)
	if err != nil {
		return acc, err
	}
	authorizer, ok := conn.(network.PasswordAuthorizer)
	if !ok {
		return acc, otherWay(conn)
	}
	if strings.TrimSpace(identifier) == "" || password == "" {
		return acc, fault.New(fault.Invalid, "Escriba el usuario y la contraseña de aplicación.").On("password")
	}
	secret, err := authorizer.LogIn(ctx, acc.BaseURL, strings.TrimSpace(identifier), password)
	if err != nil {
		return acc, told(err)
	}
	return c.keep(ctx, a, acc, conn, secret, "app_password")
}

// sameAccount refuses credentials that speak for another account than the registered one,
// or do not say for which: they may be somebody's personal account.
//
//clause:code 2.p2
func (c *Custodian) sameAccount(acc account.Account, id network.Identity) error {
	if strings.EqualFold(bare(id.Handle), bare(acc.Handle)) {
		return nil
	}
	return fault.New(fault.Invalid, "Esas credenciales son de «%s» y la cuenta registrada es %s.", id.Handle, acc.At()).
		Then("Entre a la red con la cuenta institucional y repita el paso. Las cuentas personales no se conectan.").
		Under(c.Pack.ClauseFor(regulation.RulePersonalOutside))
}

// bare is a handle without @ and, for networks of many servers, without its server.
func bare(h string) string {
	h = strings.TrimPrefix(h, "@")
	if i := strings.IndexByte(h, '@'); i > 0 {
		return h[:i]
	}
	return h
}

func otherWay(conn network.Connector) error {
	return fault.New(fault.Invalid, "%s no da credenciales de esa manera.", conn.Label()).Then("Use la manera que se ofrece en «Accesos».")
}

// told turns a connector's error into one for people.
func told(err error) error {
	var e *network.Error
	if !errors.As(err, &e) {
		return err
	}
	return fault.New(fault.Unavailable, "%s", e.Sentence).Then(e.Next).Because(err)
}
