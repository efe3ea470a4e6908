package ledger

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The key of the tests; it signs nothing else.
const (
	testOrigin   = "pregonero.example/bitacora"
	testSecret   = "PRIVATE+KEY+pregonero.example/bitacora+ea3573f2+Aeq4OhQODqLQKoh1g7wLopzDlqz0qGFERCBYc/F+niyz"
	testVerifier = "pregonero.example/bitacora+ea3573f2+AelTzcQ766hiA4ZfWo78q4pg7Us+ypFp4tDAk8yYYwKZ"
)

var testTime = time.Date(2026, 3, 1, 15, 4, 5, 123456000, time.UTC)

// testLog is a log in memory: what the store keeps in tables.
type testLog struct {
	records []Record
	account map[int64]string // as the store's column, which outlives the body
	hashes  []tlog.Hash
	root    tlog.Hash
	signer  note.Signer
	key     string
	earlier [][]byte
}

func newTestLog(t testing.TB) *testLog {
	t.Helper()
	signer, err := ReadSigner(testSecret)
	if err != nil {
		t.Fatal(err)
	}
	return &testLog{signer: signer, key: testVerifier, root: emptyRoot, account: map[int64]string{}}
}

// ReadHashes makes the log a tlog.HashReader.
func (l *testLog) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, 0, len(indexes))
	for _, i := range indexes {
		if i < 0 || i >= int64(len(l.hashes)) {
			return nil, errors.New("no such hash")
		}
		hashes = append(hashes, l.hashes[i])
	}
	return hashes, nil
}

func testEntry(n int) Entry {
	return Entry{
		ID: fmt.Sprintf("01JTEST%019d", n), At: testTime.Add(time.Duration(n) * time.Second),
		Actor: "01JPERSONA000000000000000A", ActorName: "Ana Núñez", ActorRole: "titular",
		Via: "web", From: "192.0.2.7", Act: "post.submit", Subject: fmt.Sprintf("post:%d", n),
		Account: fmt.Sprintf("cuenta-%d", n%3), Area: "jle-jalisco", Clause: "6.xvi", Outcome: Done,
		Details: map[string]any{"estado": "en revisión", "versión": n, "redes": []string{"bluesky", "mastodon"}},
	}
}

func testSalt(n int) (salt [32]byte) {
	return sha256.Sum256(binary.BigEndian.AppendUint64([]byte("salt"), uint64(n)))
}

// add appends entries in one batch.
func (l *testLog) add(t testing.TB, entries ...Entry) {
	t.Helper()
	first := len(l.records)
	var commitments [][32]byte
	for i, e := range entries {
		canonical, err := e.Canonical()
		if err != nil {
			t.Fatal(err)
		}
		r := Record{N: int64(first + i), Salt: testSalt(first + i), Canonical: canonical}
		r.Commitment = Commit(r.Salt, canonical)
		l.records = append(l.records, r)
		l.account[r.N] = e.Account
		commitments = append(commitments, r.Commitment)
	}
	stored, root, err := Append(int64(first), commitments, l)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stored {
		if s.Index != int64(len(l.hashes)) {
			t.Fatalf("stored hash %d, want %d", s.Index, len(l.hashes))
		}
		l.hashes = append(l.hashes, s.Hash)
	}
	l.root = root
}

func (l *testLog) grow(t testing.TB, n int) {
	t.Helper()
	var entries []Entry
	for i := range n {
		entries = append(entries, testEntry(len(l.records)+i))
	}
	l.add(t, entries...)
}

// erase does what the store does by order of law: another entry first, then the body goes.
func (l *testLog) erase(t testing.TB, n int) {
	t.Helper()
	e := testEntry(len(l.records))
	e.Act, e.Subject, e.Clause = ActErase, EraseSubject(int64(n)), "LGPDPPSO 43"
	l.add(t, e)
	l.records[n].Canonical, l.records[n].Salt = nil, [32]byte{}
}

func (l *testLog) checkpoint(t testing.TB) []byte {
	t.Helper()
	text, err := SignCheckpoint(testOrigin, int64(len(l.records)), l.root, l.signer)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// keep signs a checkpoint that later exports carry as an earlier one.
func (l *testLog) keep(t testing.TB) { l.earlier = append(l.earlier, l.checkpoint(t)) }

func (l *testLog) all(account string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		for _, r := range l.records {
			if account != "" && l.account[r.N] != account {
				continue
			}
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (l *testLog) export(t testing.TB, account string) []byte {
	t.Helper()
	var out bytes.Buffer
	x := Export{
		Checkpoint: l.checkpoint(t), Earlier: l.earlier, Account: account, MadeAt: testTime.Add(24 * time.Hour),
		Signer: l.signer, Verifier: l.key, Records: l.all(account), Hashes: l,
	}
	if err := x.Write(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// sampleLog has a bit of all: 40 entries, two kept checkpoints, one erased body.
func sampleLog(t testing.TB) *testLog {
	t.Helper()
	l := newTestLog(t)
	l.grow(t, 7)
	l.keep(t)
	l.grow(t, 13)
	l.keep(t)
	l.grow(t, 19)
	l.erase(t, 11)
	return l
}

// archiveOf is an export taken apart, to be changed and put together again.
type archiveOf struct {
	names []string
	files map[string][]byte
}

func unpack(t testing.TB, data []byte) *archiveOf {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	a := &archiveOf{files: map[string][]byte{}}
	for _, f := range z.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		a.names = append(a.names, f.Name)
		a.files[f.Name] = body
	}
	return a
}

func (a *archiveOf) pack(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range a.names {
		body, ok := a.files[name]
		if !ok {
			continue
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store}) // quick
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const firstEntries = "entries/000000.jsonl"

func (a *archiveOf) lines() []string {
	return strings.SplitAfter(strings.TrimSuffix(string(a.files[firstEntries]), "\n"), "\n")
}

func (a *archiveOf) setLines(lines []string) {
	for i, l := range lines {
		lines[i] = strings.TrimSuffix(l, "\n") + "\n"
	}
	a.files[firstEntries] = []byte(strings.Join(lines, ""))
}

// editLine changes the record of a line, as somebody who knows the format would.
func (a *archiveOf) editLine(t testing.TB, i int, edit func(*line)) {
	t.Helper()
	lines := a.lines()
	l, _, err := parseLine([]byte(strings.TrimSuffix(lines[i], "\n")), nil)
	if err != nil {
		t.Fatal(err)
	}
	edit(&l)
	lines[i] = string(l.append(nil))
	a.setLines(lines)
}

// signAnew makes the manifest of a changed export true again, which only the holder of the key can.
func (l *testLog) signAnew(t testing.TB, a *archiveOf) {
	t.Helper()
	m, err := parseManifest(a.files[fileManifest])
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range m.Files {
		m.Files[i].Size = int64(len(a.files[f.Name]))
		m.Files[i].SHA256 = fmt.Sprintf("%x", sha256.Sum256(a.files[f.Name]))
	}
	if a.files[fileManifest], err = m.encode(); err != nil {
		t.Fatal(err)
	}
	if a.files[fileManifestNote], err = signManifest(testOrigin, a.files[fileManifest], l.signer); err != nil {
		t.Fatal(err)
	}
}

func verifyBytes(t testing.TB, data []byte, trusted string, seen ...[]byte) (Report, error) {
	t.Helper()
	return Verify(context.Background(), bytes.NewReader(data), int64(len(data)), trusted, seen...)
}

func mustVerify(t testing.TB, data []byte) {
	t.Helper()
	report, err := verifyBytes(t, data, testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	if !report.OK() {
		t.Fatal(strings.Join(report.Sentences(), "\n"))
	}
}

func positions(r Report) []int64 {
	var out []int64
	for _, p := range r.Problems {
		if p.Position != NoPosition && !slices.Contains(out, p.Position) {
			out = append(out, p.Position)
		}
	}
	return out
}
