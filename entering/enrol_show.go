package entering

import (
	"context"
	"encoding/json"
	"fmt"

	"pregonero/store"
	"pregonero/vault"
)

// UnfinishedTOTP shows once more, to the same session, the second factor that waits for its
// first code: a page and its picture are two requests. After the first code it is gone.
func (d *Door) UnfinishedTOTP(ctx context.Context, token string) (Enrolment, error) {
	now := d.Now()
	i, _, err := d.enter(ctx, token, now)
	if err != nil {
		return Enrolment{}, err
	}
	if i.State == Pending {
		return Enrolment{}, errSession
	}
	var s store.Session
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		s, err = d.live(ctx, t, i.ID, now)
		return err
	})
	if err != nil {
		return Enrolment{}, err
	}
	var u unfinished
	if s.Data == "" {
		return Enrolment{}, errUnfinished
	}
	if err := json.Unmarshal([]byte(s.Data), &u); err != nil {
		return Enrolment{}, fmt.Errorf("decode an unfinished second factor: %w", err)
	}
	if u.Kind != kindTOTP || !now.Before(u.Until) {
		return Enrolment{}, errUnfinished
	}
	return d.showTOTP(ctx, i, u.Body)
}

func (d *Door) showTOTP(ctx context.Context, i Info, body json.RawMessage) (Enrolment, error) {
	var sealed vault.Sealed
	if err := json.Unmarshal(body, &sealed); err != nil {
		return Enrolment{}, fmt.Errorf("decode an unfinished second factor: %w", err)
	}
	secret, err := d.Vault.Open(ctx, sealContext(i.Person.ID), sealed)
	if err != nil {
		return Enrolment{}, err
	}
	defer clear(secret)
	made, err := vault.TOTPOf("Pregonero "+d.Pack.Institution.ShortName, i.Person.Username, string(secret))
	if err != nil {
		return Enrolment{}, err
	}
	png, err := made.QR(qrSize)
	return Enrolment{Secret: made.Secret, URL: made.URL, QR: png}, err
}
