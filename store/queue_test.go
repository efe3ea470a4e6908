package store_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"

	"pregonero/store"
	"pregonero/store/storetest"
)

// Looks at what is slow, more than there are workers, do not hold what is to be published.
//
//clause:test 6.xxix
func TestSlowLooksHoldNobody(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, free, done := t.Context(), make(chan struct{}), make(chan struct{}, 1)
		now := time.Now()
		err := s.Change(ctx, func(tx *store.Tx) error {
			keys := []string{}
			for _, k := range []string{"a", "b", "c"} {
				keys = append(keys, store.PictureKey(k), "https://"+k+".example/")
			}
			if _, err := tx.AskPages(ctx, now, now, now, keys); err != nil {
				return err
			}
			return tx.Enqueue(ctx, store.Job{Name: "publish"})
		})
		if err != nil {
			t.Fatal(err)
		}
		stop, err := s.Work(ctx, 1, slog.New(slog.DiscardHandler), map[string]store.Handler{
			store.JobLook: func(ctx context.Context, _ json.RawMessage) error {
				select {
				case <-free:
				case <-ctx.Done():
				}
				return nil
			},
			"publish": func(context.Context, json.RawMessage) error { done <- struct{}{}; return nil },
		})
		if err != nil {
			t.Fatal(err)
		}
		select {
		case <-done:
		case <-time.After(20 * time.Second):
			t.Error("what is to be published waits for looks")
		}
		close(free)
		if err := stop(context.WithoutCancel(ctx)); err != nil {
			t.Error(err)
		}
	})
}
