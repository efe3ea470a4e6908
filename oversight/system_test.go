package oversight_test

import (
	"testing"

	"pregonero/internal/fault"
)

// Who runs the system sees how it is; who does not is refused, in the ledger.
//
//clause:test 5.1.p4
func TestSystem(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		s, err := b.o.System(b.Context(), b.w.Actor("oscar"))
		if err != nil || s.Postgres != b.w.Store.Postgres() || s.JobsFailed != 0 {
			b.Errorf("%+v, %v", s, err)
		}
		b.w.Person("nadie", "operativo", "jle-jal")
		if _, err := b.o.System(b.Context(), b.w.Actor("nadie")); !fault.Is(err, fault.Forbidden) {
			b.Errorf("somebody without a role saw the system: %v", err)
		}
		if len(b.w.Ledger("system.read")) != 1 {
			b.Error("the refusal is not in the ledger")
		}
	})
}
