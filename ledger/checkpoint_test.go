package ledger

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/transparency-dev/formats/log"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Ed25519 signatures are deterministic, so the whole checkpoint is fixed.
const goldenCheckpoint = `pregonero.example/bitacora
7
NxyNoliLxkOXvoR+2YP4hFP6FAYyaAqpobpYuNAixXU=

— pregonero.example/bitacora 6jVz8gFoeg0eqZLiV5k82q3nAxLSQfAHzUwvuvbMR72hRqBLGPBL3t+yDe6o8EyWxjcB5bHqF+bhcxD3EiLnO6OrxQo=
`

func goldenLog(t *testing.T) *testLog {
	t.Helper()
	l := newTestLog(t)
	l.grow(t, 7)
	return l
}

func TestCheckpointGolden(t *testing.T) {
	t.Parallel()
	if got := string(goldenLog(t).checkpoint(t)); got != goldenCheckpoint {
		t.Errorf("got\n%s\nwant\n%s", got, goldenCheckpoint)
	}
}

func TestCheckpointReadByOutsiders(t *testing.T) {
	t.Parallel()
	l := goldenLog(t)
	verifier, err := note.NewVerifier(testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	c, rest, _, err := log.ParseCheckpoint(l.checkpoint(t), testOrigin, verifier)
	if err != nil || c.Size != 7 || !bytes.Equal(c.Hash, l.root[:]) || len(rest) != 0 {
		t.Errorf("got %+v, %q (%v)", c, rest, err)
	}
}

func TestCheckpointOpens(t *testing.T) {
	t.Parallel()
	l := goldenLog(t)
	verifier, err := ReadVerifier(testVerifier + "\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Checkpoint{Origin: testOrigin, Size: 7, Root: l.root}
	witnessSecret, _, err := GenerateKey(rand.Reader, "testigo.example/w")
	if err != nil {
		t.Fatal(err)
	}
	witness, err := ReadSigner(witnessSecret)
	if err != nil {
		t.Fatal(err)
	}
	body, _, _ := strings.Cut(goldenCheckpoint, "\n\n")
	tests := []struct {
		name string
		text []byte
	}{
		{"alone", l.checkpoint(t)},
		{"beside a witness", signNote(t, body+"\n", l.signer, witness)},
		{"with an extension line", signNote(t, body+"\nuna línea más\n", l.signer)},
	}
	for _, tt := range tests {
		if got, err := OpenCheckpoint(tt.text, verifier); err != nil || got != want {
			t.Errorf("%s: %+v (%v)", tt.name, got, err)
		}
	}
}

func signNote(t *testing.T, text string, signers ...note.Signer) []byte {
	t.Helper()
	signed, err := note.Sign(&note.Note{Text: text}, signers...)
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

func TestCheckpointRefused(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	root := emptyRoot.String()
	verifier, err := ReadVerifier(testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, text string }{
		{"another origin", "otra.example/bitacora\n1\n" + root + "\n"},
		{"the manifest of an export", manifestText(testOrigin, nil)},
		{"two lines", testOrigin + "\n1\n"},
		{"a size with a zero before", testOrigin + "\n01\n" + root + "\n"},
		{"a negative size", testOrigin + "\n-1\n" + root + "\n"},
		{"a size with a plus", testOrigin + "\n+1\n" + root + "\n"},
		{"a size past 63 bits", testOrigin + "\n9223372036854775808\n" + root + "\n"},
		{"a short root", testOrigin + "\n1\nAAAA\n"},
		{"a root with loose bits", testOrigin + "\n1\n" + root[:42] + "V=\n"},
		{"an empty line", testOrigin + "\n1\n" + root + "\n\nx\n"},
	}
	for _, tt := range tests {
		if c, err := OpenCheckpoint(signNote(t, tt.text, l.signer), verifier); err == nil {
			t.Errorf("%s: opened as %+v", tt.name, c)
		}
	}
	changed := strings.Replace(goldenCheckpoint, "\n7\n", "\n8\n", 1)
	for name, text := range map[string]string{"changed": changed, "empty": "", "too long": strings.Repeat("a", maxNote+1)} {
		if c, err := OpenCheckpoint([]byte(text), verifier); err == nil {
			t.Errorf("%s: opened as %+v", name, c)
		}
	}
}

func TestSignCheckpointRefuses(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	for _, origin := range []string{"", "otra.example/bitacora", "https://pregonero.example/bitacora", "con espacio", "con+más"} {
		if got, err := SignCheckpoint(origin, 1, emptyRoot, l.signer); err == nil {
			t.Errorf("%q: signed %s", origin, got)
		}
	}
	if _, err := SignCheckpoint(testOrigin, -1, emptyRoot, l.signer); err == nil {
		t.Error("signed a negative size")
	}
	if _, _, err := GenerateKey(rand.Reader, "con espacio"); err == nil {
		t.Error("made a key for a name that no log may have")
	}
}

func TestKeysNeverInErrors(t *testing.T) {
	t.Parallel()
	broken := testSecret[:len(testSecret)-4]
	_, err := ReadSigner(broken)
	if err == nil || strings.Contains(err.Error(), broken[60:]) || strings.Contains(err.Error(), "PRIVATE") {
		t.Errorf("got %v", err)
	}
}

func TestNotesInOneFile(t *testing.T) {
	t.Parallel()
	l := sampleLog(t)
	for n := range len(l.earlier) + 1 {
		var got [][]byte
		err := splitNotes(bytes.NewReader(joinNotes(l.earlier[:n])), func(i int64, text []byte) error {
			if i != int64(len(got)) {
				t.Errorf("note %d, want %d", i, len(got))
			}
			got = append(got, bytes.Clone(text))
			return nil
		})
		if err != nil || len(got) != n || !bytes.Equal(joinNotes(got), joinNotes(l.earlier[:n])) {
			t.Errorf("%d notes: %q (%v)", n, got, err)
		}
	}
}

var _ tlog.HashReader = (*testLog)(nil)
