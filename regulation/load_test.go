package regulation_test

import (
	"testing"

	"pregonero/regulation"
)

func TestEmbeddedLoads(t *testing.T) {
	t.Parallel()
	for _, id := range regulation.EmbeddedIDs() {
		if _, err := regulation.Embedded(id); err != nil {
			t.Error(err)
		}
	}
}
