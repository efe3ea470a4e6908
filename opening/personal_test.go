package opening_test

import (
	"encoding/json"
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/store"
)

// Only a councillor lists an account, their own, and takes it away at once; the ledger says
// that it was done and never which account it is.
//
//clause:test 7.vii
//clause:test 2.p2
func TestPersonalAccounts(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		b.w.Person("con", "mando_superior", "presidencia").Grant(institution.Councillor, "")
		b.w.Person("cesar", "mando_superior", "presidencia").Grant(institution.Councillor, "")
		in := account.Personal{OwnerID: b.w.Actor("cesar").PersonID, Name: "Consuelo Arana", Network: "x", Handle: "@ConsueloArana", URL: "https://x.com/ConsueloArana"}
		for _, who := range []string{"eva", "nora", "pat", "ser", "aud", "olga", "ana"} {
			_, err := b.v.ListPersonal(ctx, b.w.Actor(who), in)
			b.refused(err, fault.Forbidden, "7.vii")
		}
		p, err := b.v.ListPersonal(ctx, b.w.Actor("con"), in)
		must(b.T, err)
		if p.OwnerID != b.w.Actor("con").PersonID || p.Handle != "ConsueloArana" {
			t.Fatalf("listed %+v", p)
		}
		if _, err = b.v.ListPersonal(ctx, b.w.Actor("con"), in); !fault.Is(err, fault.Conflict) {
			t.Errorf("twice: %v", err)
		}
		if all, err := b.v.PublicPersonals(ctx); err != nil || len(all) != 1 || all[0].URL != in.URL {
			t.Errorf("the public sees %v, %v", all, err)
		}
		if err := b.v.WithdrawPersonal(ctx, b.w.Actor("cesar"), p.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another person withdrew it: %v", err)
		}
		b.refused(b.v.WithdrawPersonal(ctx, b.w.Actor("nora"), p.ID), fault.Forbidden, "7.vii")
		must(b.T, b.v.WithdrawPersonal(ctx, b.w.Actor("con"), p.ID))
		if all, err := b.v.PublicPersonals(ctx); err != nil || len(all) != 0 {
			t.Errorf("after the withdrawal the public sees %v, %v", all, err)
		}
		for _, act := range []string{"personal.list", "personal.withdraw"} {
			for _, e := range b.w.Ledger(act) {
				if text, _ := json.Marshal(e); strings.Contains(strings.ToLower(string(text)), "consueloarana") || e.Clause != "7.vii" {
					t.Errorf("%s tells %s", act, text)
				}
			}
		}
		must(b.T, b.v.Store.Read(ctx, func(tx *store.Tx) error {
			kept, err := tx.Personal(ctx, p.ID)
			if kept.Handle+kept.URL+kept.Name != "" {
				t.Errorf("kept %+v", kept)
			}
			return err
		}))
	})
}

// What does not serve to be shown is said by its field; what is the institution's is refused.
//
//clause:test 7.vii
func TestPersonalAccountsThatAreNot(t *testing.T) {
	t.Parallel()
	each(t, func(b board) {
		ctx := b.Context()
		b.w.Person("con", "mando_superior", "presidencia").Grant(institution.Councillor, "")
		must(b.T, b.v.Store.Change(ctx, func(tx *store.Tx) error {
			return tx.AddAccount(ctx, account.Account{ID: "oficial", Network: "x", Handle: "INEMexico", AreaID: "jle-bc", State: account.Active})
		}))
		good := account.Personal{Name: "Consuelo", Network: "x", Handle: "con", URL: "https://x.com/con"}
		for field, spoil := range map[string]func(*account.Personal){
			"name":    func(p *account.Personal) { p.Name = " " },
			"network": func(p *account.Personal) { p.Network = "icq" },
			"handle":  func(p *account.Personal) { p.Handle = "inemexico" },
			"url":     func(p *account.Personal) { p.URL = "javascript:alert(1)" },
		} {
			p := good
			spoil(&p)
			_, err := b.v.ListPersonal(ctx, b.w.Actor("con"), p)
			if f, ok := fault.Of(err); !ok || f.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
	})
}
