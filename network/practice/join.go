package practice

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"unicode/utf8"
)

// handleForm is what the network takes as the name of an account.
var handleForm = regexp.MustCompile(`^[A-Za-z0-9_]{1,30}$`)

// Join makes an account that nobody speaks for yet. Names that differ only in capitals are
// the same.
func (n *Network) Join(ctx context.Context, handle, name string) (Account, error) {
	a := Account{Handle: strings.TrimPrefix(strings.TrimSpace(handle), "@"), Name: strings.TrimSpace(name)}
	switch {
	case !handleForm.MatchString(a.Handle):
		return a, refuse(http.StatusUnprocessableEntity, "El nombre de usuario lleva de 1 a 30 letras sin acento, números o guiones bajos.")
	case a.Name == "" || utf8.RuneCountInString(a.Name) > nameLimit:
		return a, refuse(http.StatusUnprocessableEntity, fmt.Sprintf("El nombre lleva de 1 a %d caracteres.", nameLimit))
	}
	added, err := n.store.AddAccount(ctx, a)
	if err != nil {
		return a, fmt.Errorf("add an account: %w", err)
	}
	if !added {
		return a, refuse(http.StatusUnprocessableEntity, "Ese nombre de usuario ya está tomado.")
	}
	return a, nil
}

func (n *Network) pageJoin(w http.ResponseWriter, _ *http.Request) error {
	return n.show(w, http.StatusOK, "join", page{Title: "Abrir una cuenta"})
}

func (n *Network) postJoin(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, formLimit)
	a, err := n.Join(r.Context(), r.PostFormValue("usuario"), r.PostFormValue("nombre"))
	if m, ok := mistake(err); ok {
		return n.show(w, m.status, "join", page{Title: "Abrir una cuenta", Account: a, Notice: m.sentence})
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, n.path+"/@"+a.Handle, http.StatusSeeOther)
	return nil
}
