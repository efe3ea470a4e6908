package ledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
)

const goldenManifest = `{"checkpoints":0,"entries":1,"erased":0,"files":[` +
	`{"name":"LEAME.txt","sha256":"%x","size":%d},` +
	`{"name":"key.pub","sha256":"1df41df957e953c1be94091a96e47a84dde6644ba215aaf622d782ab2462b6b1","size":81},` +
	`{"name":"checkpoint","sha256":"dd0c8a6c842a47c165af19c5a9279515f327860b3f91cbed05fc18ddf169a91e","size":199},` +
	`{"name":"checkpoints","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},` +
	`{"name":"consistency.jsonl","sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0},` +
	`{"name":"entries/000000.jsonl","sha256":"33ced12ba49dea6464ef1a648cb7fb460342c4a3b4fedc67e5c3719fffc9410b","size":647}],` +
	`"filter":{"account":"cuenta-1"},"format":"pregonero-ledger-export","made_at":"2026-03-02T15:04:05.123456Z",` +
	`"origin":"pregonero.example/bitacora","root":"IH6Ck1XgfEGxPqEV3FHo961MYksutSxB4XnUj+MmjxU=","size":2,"v":1}`

// The names and the first line of an export, as docs/ledger.md describes them.
func TestExportGolden(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	l.grow(t, 2)
	whole, partial := unpack(t, l.export(t, "")), unpack(t, l.export(t, "cuenta-1"))
	wantWhole := []string{"LEAME.txt", "key.pub", "checkpoint", "checkpoints", "entries/000000.jsonl", "hashes/000000.bin", "manifest.json", "manifest.note"}
	wantPartial := []string{"LEAME.txt", "key.pub", "checkpoint", "checkpoints", "consistency.jsonl", "entries/000000.jsonl", "manifest.json", "manifest.note"}
	if !slices.Equal(whole.names, wantWhole) || !slices.Equal(partial.names, wantPartial) {
		t.Errorf("files %q and %q", whole.names, partial.names)
	}
	const wantLine = `{"commitment":"Ps6Xf0t2o2lGLtQpNGdU8d9LW7iHHc8O/kEtyZ+cKD8=","entry":"ENTRY","n":1,"proof":["p70008T8Az9zl/09rRWs4cSsDfBPUdHRJEJMTZJaIWY="],"salt":"H44rrhNKHq/6I5tkpaAsjMro9EO/S7ZblDFBnZu4aFk="}`
	if got := partial.lines()[0]; got != strings.Replace(wantLine, "ENTRY", strings.ReplaceAll(goldenEntry, `"`, `\"`), 1) {
		t.Errorf("line %s", got)
	}
	readme := sha256.Sum256(partial.files[fileReadme])
	want := fmt.Sprintf(goldenManifest, readme, len(partial.files[fileReadme]))
	if got := string(partial.files[fileManifest]); got != want {
		t.Errorf("manifest %s", got)
	}
	sum := sha256.Sum256([]byte(want))
	wantNote := "pregonero.example/bitacora/export\n" + hex.EncodeToString(sum[:]) + "\n\n— pregonero.example/bitacora "
	if got := string(partial.files[fileManifestNote]); !strings.HasPrefix(got, wantNote) {
		t.Errorf("note %s", got)
	}
}

func TestExportIsTheSameTwice(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(sampleLog(t).export(t, ""), sampleLog(t).export(t, "")) {
		t.Error("two exports of one log differ")
	}
}

func TestExportRefuses(t *testing.T) {
	t.Parallel()
	failing := func(yield func(Record, error) bool) { yield(Record{}, errors.New("no database")) }
	backwards := func(l *testLog) iter.Seq2[Record, error] {
		return func(yield func(Record, error) bool) {
			_ = yield(l.records[3], nil) && yield(l.records[2], nil)
		}
	}
	tests := []struct {
		name string
		edit func(l *testLog, x *Export)
	}{
		{"another verifier key", func(_ *testLog, x *Export) { x.Verifier = "x" }},
		{"a checkpoint of nobody", func(_ *testLog, x *Export) { x.Checkpoint = []byte("x") }},
		{"an earlier checkpoint of nobody", func(_ *testLog, x *Export) { x.Earlier = [][]byte{[]byte("x")} }},
		{"earlier checkpoints that do not rise", func(_ *testLog, x *Export) { slices.Reverse(x.Earlier) }},
		{"an earlier checkpoint that is the latest", func(_ *testLog, x *Export) { x.Earlier = [][]byte{x.Checkpoint} }},
		{"records that fail", func(_ *testLog, x *Export) { x.Records = failing }},
		{"records that go backwards", func(l *testLog, x *Export) { x.Records = backwards(l) }},
		{"records past the checkpoint", func(l *testLog, x *Export) { x.Checkpoint, x.Earlier = l.earlier[1], nil }},
		{"hashes that are not there", func(_ *testLog, x *Export) { x.Hashes = &testLog{} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := sampleLog(t)
			for _, account := range []string{"", "cuenta-0"} {
				x := Export{Checkpoint: l.checkpoint(t), Earlier: slices.Clone(l.earlier), Account: account, MadeAt: testTime,
					Signer: l.signer, Verifier: l.key, Records: l.all(""), Hashes: l}
				tt.edit(l, &x)
				if err := x.Write(context.Background(), io.Discard); err == nil {
					t.Errorf("account %q: no error", account)
				}
			}
		})
	}
}

func TestExportObeysContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	l := sampleLog(t)
	x := Export{Checkpoint: l.checkpoint(t), MadeAt: testTime, Signer: l.signer, Verifier: l.key, Records: l.all(""), Hashes: l}
	if err := x.Write(ctx, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
