package main

import (
	"context"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/store"
)

// practiceVault is what stands in the vault of the practice mode: days ago, and which parts,
// by account in the order of the registry. The first is about to be renewed; the last of
// them handed over nothing, so that it can be practised.
var practiceVault = []struct {
	daysAgo int
	parts   map[account.Part]string
}{
	{59, map[account.Part]string{account.PartPassword: "Cebra-lenta_bajo4puentes", account.PartPhone: "55 5555 0100"}},
	{20, map[account.Part]string{account.PartPassword: "Faro-verde_sobre9olas", account.PartSeed: "JBSWY3DPEHPK3PXPJBSWY3DP", account.PartCodes: "practica-0001\npractica-0002\npractica-0003"}},
	{8, map[account.Part]string{account.PartPassword: "Nube-corta_tras7tejados", account.PartSeed: "KRSXG5CTMVRXEZLUKRSXG5CT"}},
}

// fillVault hands the passwords of practice accounts over to the vault, each by who leads
// the account, on its day.
func (a *app) fillVault(ctx context.Context, clock func() time.Time) error {
	var accounts []account.Account
	err := a.store.Read(ctx, func(t *store.Tx) (err error) {
		accounts, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}})
		return err
	})
	if err != nil {
		return err
	}
	for i, x := range practiceVault {
		if i >= len(accounts) {
			return nil
		}
		if err := a.handOver(ctx, accounts[i], clock().AddDate(0, 0, -x.daysAgo), x.parts); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) handOver(ctx context.Context, acc account.Account, at time.Time, parts map[account.Part]string) error {
	keeper := *a.keeper
	keeper.Now = func() time.Time { return at }
	var who institution.Actor
	err := a.store.Read(ctx, func(t *store.Tx) error {
		p, err := t.Person(ctx, acc.LeadID)
		if err != nil {
			return err
		}
		grants, err := t.GrantsOf(ctx, p.ID, at)
		who = institution.Actor{PersonID: p.ID, Name: p.Name, AreaID: p.AreaID, Grants: grants, Via: "web", From: "127.0.0.1"}
		return err
	})
	if err != nil {
		return err
	}
	for _, part := range account.Parts() {
		if value, ok := parts[part]; ok {
			if err := keeper.HandOver(ctx, who, acc.ID, part, value); err != nil {
				return err
			}
		}
	}
	return nil
}
