package main

import (
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/vault"
)

// openDoor joins what lets people in. Passkeys need a name that browsers accept; where the
// address is a bare IP they are off, and serve says so.
func (a *app) openDoor(safe *vault.Vault, gate institution.Gate) (*entering.Door, error) {
	passkeys, err := entering.Passkeys(a.pack, a.cfg.BaseURL)
	if err != nil {
		passkeys = nil
	}
	return &entering.Door{Store: a.store, Pack: a.pack, Vault: safe, Hasher: a.hasher, WebAuthn: passkeys, Now: a.now, Gate: gate,
		BaseURL: a.cfg.BaseURL, Practice: a.cfg.Practice}, nil
}
