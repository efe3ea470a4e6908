package publishing

import (
	"context"

	"pregonero/institution"
	"pregonero/store"
)

// WorkerState tells whether who does the sending gives signs of life, for who runs the system.
func (d *Desk) WorkerState(ctx context.Context, a institution.Actor) (w Worker, err error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.SystemRead, institution.On{Subject: "system"}); err != nil {
		return w, err
	}
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		w, err = d.worker(ctx, t, now)
		return err
	})
	return w, err
}
