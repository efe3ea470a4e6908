//go:build bench

package bench

import (
	"fmt"
	"testing"
	"time"

	"pregonero/institution"
	"pregonero/store"
	"pregonero/store/storetest"
)

// TestSequence gives positions to a hundred thousand entries that wait, as after a long
// standstill of the sequencer.
func TestSequence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const entries, batch = 100_000, 5_000
		began := time.Now()
		for range entries / batch {
			err := s.Change(t.Context(), func(tx *store.Tx) error {
				for range batch {
					e := store.Entry(time.Now(), institution.System("medida"), "medida.hecha")
					e.Subject = "post:01K9ZB3V5T4N7Q2R8S6W1X0Y4Z"
					if err := tx.Record(t.Context(), e); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		recorded := time.Since(began)
		began = time.Now()
		for n := 1000; n == 1000; {
			var err error
			if n, err = s.Sequence(t.Context(), time.Now(), signer(t), 1000); err != nil {
				t.Fatal(err)
			}
		}
		fmt.Printf("ledger %-10s recorded %6.0f entries/s, put in order %6.0f entries/s\n", databaseName(s), entries/recorded.Seconds(), entries/time.Since(began).Seconds())
	})
}
