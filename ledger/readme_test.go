package ledger

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The programs in LEAME.txt work as they stand there, with and without the package that checks
// signatures, and find what was changed.
func TestReadmeProgram(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: no python3")
	}
	l := sampleLog(t)
	l.grow(t, 300)
	changed := func(data []byte, edit func(*line)) []byte {
		a := unpack(t, data)
		a.editLine(t, 4, edit)
		return a.pack(t)
	}
	signedAnew := func(data []byte, edit func(*line)) []byte {
		a := unpack(t, changed(data, edit))
		l.signAnew(t, a)
		return a.pack(t)
	}
	other := func(l *line) { l.Canonical = bytes.Replace(l.Canonical, []byte("Ana"), []byte("Eva"), 1) }
	forged := func(l *line) { other(l); l.Commitment = Commit(l.Salt, l.Canonical) }
	whole, partial := l.export(t, ""), l.export(t, "cuenta-2")
	tests := []struct {
		name string
		data []byte
		want string
		ok   bool
	}{
		{"whole", whole, "Íntegra: 340 entradas de pregonero.example/bitacora (1 borradas)", true},
		{"partial", partial, "Íntegra: 113 entradas de cuenta-2 en pregonero.example/bitacora (1 borradas)", true},
		{"whole, changed", changed(whole, other), "cambió entries/000000.jsonl", false},
		{"partial, changed", changed(partial, other), "cambió entries/000000.jsonl", false},
		{"whole, changed and signed anew", signedAnew(whole, other), "se cambió la entrada 4", false},
		{"whole, forged and signed anew", signedAnew(whole, forged), "las entradas no dan la raíz firmada", false},
		{"whole, moved and signed anew", signedAnew(whole, func(l *line) { l.N = 9 }), "se movió una entrada en la posición 4", false},
		{"whole, taken away and signed anew", signedAnew(whole, func(l *line) { l.Canonical = nil }), "la entrada 4 se borró sin constancia", false},
		{"partial, changed and signed anew", signedAnew(partial, other), "se cambió la entrada 14", false},
		{"partial, forged and signed anew", signedAnew(partial, forged), "la entrada 14 no está en la bitácora firmada", false},
	}
	for _, tt := range tests {
		for _, flags := range []string{"-I", "-IS"} { // -S hides installed packages
			t.Run(tt.name+flags, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				script, export := filepath.Join(dir, "verifica.py"), filepath.Join(dir, "export.zip")
				program := strings.Split(string(unpack(t, tt.data).files[fileReadme]), "\n=====\n")[1]
				if lines := strings.Count(program, "\n") + 1; lines > 40 {
					t.Errorf("the program has %d lines", lines)
				}
				writeFile(t, script, []byte(program))
				writeFile(t, export, tt.data)
				cmd := exec.Command(python, flags, script, export)
				cmd.Env = append(os.Environ(), "PYTHONIOENCODING=utf-8")
				out, err := cmd.CombinedOutput()
				if (err == nil) != tt.ok || !strings.Contains(string(out), tt.want) {
					t.Errorf("%v: %s", err, out)
				}
			})
		}
	}
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
