package ui

import (
	"os/exec"
	"testing"
)

// The generated code is that of the templates. To mend: go tool templ generate, at the root.
func TestGeneratedCodeIsFresh(t *testing.T) {
	t.Parallel()
	check := exec.CommandContext(t.Context(), "go", "tool", "templ", "generate", "-check")
	check.Dir = "../.."
	if out, err := check.CombinedOutput(); err != nil {
		t.Errorf("run `go tool templ generate` at the root of the repository: %v\n%s", err, out)
	}
}
