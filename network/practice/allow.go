package practice

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// codeLife is how long a code may wait to be pasted.
const codeLife = 10 * time.Minute

// challengeForm is a SHA-256 in base64url without padding.
var challengeForm = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// Allow gives the code by which the program that sent the challenge may speak for the
// account. It serves once, for ten minutes, and only who keeps the challenge's verifier.
func (n *Network) Allow(ctx context.Context, handle, challenge string) (code string, err error) {
	if !challengeForm.MatchString(challenge) {
		return "", refuse(http.StatusBadRequest, "Esta página se abre desde el programa que pide el permiso. Pídala otra vez ahí.")
	}
	code = rand.Text()
	return code, n.store.KeepCode(ctx, codeHash(code, challenge), handle, n.now().Add(codeLife))
}

// codeHash binds a code to the program that asked for it.
func codeHash(code, challenge string) string { return hashToken(code + "." + challenge) }

// apiAuthorize tells where a person can allow the program.
func (n *Network) apiAuthorize(w http.ResponseWriter, r *http.Request) error {
	var in authorizationJSON
	if err := read(w, r, &in); err != nil {
		return err
	}
	if !challengeForm.MatchString(in.Challenge) {
		return refuse(http.StatusBadRequest, "La solicitud no se entiende.")
	}
	return answer(w, http.StatusCreated, authorizationJSON{Page: n.url("autorizar") + "?" + url.Values{"desafio": {in.Challenge}}.Encode()})
}

// apiToken changes a code for a token.
func (n *Network) apiToken(w http.ResponseWriter, r *http.Request) error {
	var in codeJSON
	if err := read(w, r, &in); err != nil {
		return err
	}
	token := rand.Text() + rand.Text()
	err := n.store.UseCode(r.Context(), codeHash(in.Code, challengeOf(in.Verifier)), n.now(), hashToken(token))
	if errors.Is(err, ErrNotFound) {
		return refuse(http.StatusUnauthorized, "El código no es válido.")
	}
	if err != nil {
		return fmt.Errorf("use a code: %w", err)
	}
	return answer(w, http.StatusCreated, tokenJSON{AccessToken: token})
}

// apiRevoke ends the token with which it is asked.
func (n *Network) apiRevoke(w http.ResponseWriter, r *http.Request, _ Account) error {
	if err := n.store.DropToken(r.Context(), hashToken(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))); err != nil {
		return fmt.Errorf("end a token: %w", err)
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// pageAllow asks for which account the program may act.
func (n *Network) pageAllow(w http.ResponseWriter, r *http.Request) error {
	return n.showAllow(w, r, http.StatusOK, page{})
}

func (n *Network) showAllow(w http.ResponseWriter, r *http.Request, status int, p page) (err error) {
	p.Title, p.Challenge = "Permitir el acceso", r.FormValue("desafio")
	if !challengeForm.MatchString(p.Challenge) {
		return refuse(http.StatusBadRequest, "Esta página se abre desde el programa que pide el permiso. Pídala otra vez ahí.")
	}
	if p.Known, err = n.store.Accounts(r.Context()); err != nil {
		return fmt.Errorf("read accounts: %w", err)
	}
	return n.show(w, status, "allow", p)
}

// postAllow shows the code, once.
func (n *Network) postAllow(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, formLimit)
	handle := r.PostFormValue("cuenta")
	if handle == "" {
		return n.showAllow(w, r, http.StatusUnprocessableEntity, page{Notice: "Elija la cuenta."})
	}
	a, err := n.store.Account(r.Context(), handle)
	if err != nil {
		return err
	}
	code, err := n.Allow(r.Context(), a.Handle, r.PostFormValue("desafio"))
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return n.show(w, http.StatusOK, "code", page{Title: "Código de acceso", Account: a, Code: code})
}
