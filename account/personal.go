package account

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"pregonero/internal/fault"
)

// Personal is a personal account that its owner asked to have listed on the public pages.
// It is words to show and nothing else: no connector reads it and nothing of it is kept.
type Personal struct {
	ID       string    `json:"id"`
	OwnerID  string    `json:"owner_id"`
	Name     string    `json:"name"` // as it is shown
	Network  string    `json:"network"`
	Handle   string    `json:"handle"`
	URL      string    `json:"url"`
	ListedAt time.Time `json:"listed_at"`
	Gone     time.Time `json:"gone,omitzero"` // when its owner withdrew it
	Version  int       `json:"-"`
}

// maxPersonal bounds each text of a personal account, in characters.
const maxPersonal = 200

// Check says what is wrong with what the owner wrote; known tells the networks there are.
func (p Personal) Check(known func(network string) bool) error {
	u, err := url.Parse(p.URL)
	switch {
	case strings.TrimSpace(p.Name) == "" || tooLong(p.Name):
		return fault.New(fault.Invalid, "Escriba el nombre con el que se mostrará su cuenta.").On("name")
	case !known(p.Network):
		return fault.New(fault.Invalid, "Elija la red.").On("network")
	case p.Handle == "" || tooLong(p.Handle):
		return fault.New(fault.Invalid, "Escriba el nombre de usuario de su cuenta.").On("handle")
	case err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || tooLong(p.URL):
		return fault.New(fault.Invalid, "Escriba la dirección completa de su cuenta, que comienza con https://.").On("url")
	}
	return nil
}

func tooLong(s string) bool { return utf8.RuneCountInString(s) > maxPersonal || !utf8.ValidString(s) }

// Withdraw forgets everything that was shown.
func (p *Personal) Withdraw(now time.Time) {
	p.Name, p.Network, p.Handle, p.URL, p.Gone = "", "", "", "", now
}

// At is the handle as people write it.
func (p Personal) At() string { return Account{Handle: p.Handle}.At() }
