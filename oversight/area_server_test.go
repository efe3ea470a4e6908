package oversight_test

import (
	"strings"
	"testing"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
)

// The command line imports, a job does not; both read the list that comes with the pack.
func TestImportFromTheServer(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		for _, a := range b.w.Pack.Areas {
			b.w.Area(a.ID)
		}
		file, err := regulation.EmbeddedAreaList(b.w.Pack.ID)
		if err != nil || len(file) == 0 {
			b.Fatal("no list comes with the pack", err)
		}
		shell := institution.System("orden")
		if _, err := b.o.ImportAreas(b.Context(), shell, strings.NewReader(string(file))); !fault.Is(err, fault.Forbidden) {
			b.Errorf("a job imported areas: %v", err)
		}
		shell.Via = "cli"
		if _, err := b.o.ImportAreas(b.Context(), shell, strings.NewReader(string(file))); err != nil {
			b.Error(err)
		}
		if e := b.w.Ledger("area.import"); len(e) == 0 {
			b.Error("the import is not in the ledger")
		}
	})
	if file, err := regulation.EmbeddedAreaList("ejemplo"); err != nil || file != nil {
		t.Errorf("a pack without a list: %d bytes, %v", len(file), err)
	}
}
