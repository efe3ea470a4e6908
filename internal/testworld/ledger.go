package testworld

import (
	"pregonero/ledger"
	"pregonero/store"
)

// Ledger lists the entries of the act, oldest first; "" is every act.
func (w *World) Ledger(act string) []ledger.Entry {
	w.t.Helper()
	var out []ledger.Entry
	w.read(func(tx *store.Tx) error {
		rows, err := tx.Ledger(w.t.Context(), store.LedgerFilter{Limit: 1000})
		if err != nil {
			return err
		}
		for i := len(rows) - 1; i >= 0; i-- {
			e, ok, err := rows[i].Entry()
			if err != nil {
				return err
			}
			if ok && (act == "" || e.Act == act) {
				out = append(out, e)
			}
		}
		return nil
	})
	return out
}
