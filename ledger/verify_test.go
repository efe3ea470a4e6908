package ledger

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestVerifyWhole(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	l := sampleLog(t)
	report, err := verifyBytes(t, l.export(t, ""), testVerifier)
	if err != nil || !report.OK() {
		t.Fatalf("%v: %q", err, report.Sentences())
	}
	report.Problems = nil
	want := Report{
		Origin: testOrigin, Size: 40, Entries: 40, Erased: 1, Checkpoints: 3, Root: l.root.String(), Trusted: true,
		First: testTime, Last: testTime.Add(39 * time.Second), MadeAt: testTime.Add(24 * time.Hour),
	}
	if !equalReports(report, want) {
		t.Errorf("got  %+v\nwant %+v", report, want)
	}
	wantSaid := []string{
		"La bitácora está íntegra: ninguna entrada se cambió, se quitó, se agregó ni se movió.",
		"Bitácora pregonero.example/bitacora: 40 entradas en la exportación, 1 borrada por orden de ley; la bitácora tiene 40.",
		"Primer acto: 01/03/2026 15:04:05 UTC. Último acto: 01/03/2026 15:04:44 UTC.",
		"Raíz firmada: " + l.root.String() + ". Puntos de control comprobados: 3.",
	}
	if got := report.Sentences(); !slices.Equal(got, wantSaid) {
		t.Errorf("said %q", got)
	}
}

func equalReports(a, b Report) bool {
	if !slices.Equal(a.Problems, b.Problems) {
		return false
	}
	a.Problems, b.Problems = nil, nil
	return a.Origin == b.Origin && a.Account == b.Account && a.Size == b.Size && a.Entries == b.Entries && a.Erased == b.Erased &&
		a.Checkpoints == b.Checkpoints && a.First.Equal(b.First) && a.Last.Equal(b.Last) && a.Root == b.Root &&
		a.MadeAt.Equal(b.MadeAt) && a.Trusted == b.Trusted && a.Stopped == b.Stopped
}

func TestVerifyFiltered(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	l := sampleLog(t)
	report, err := verifyBytes(t, l.export(t, "cuenta-1"), testVerifier)
	if err != nil || !report.OK() {
		t.Fatalf("%v: %q", err, report.Sentences())
	}
	if report.Account != "cuenta-1" || report.Entries != 13 || report.Size != 40 || report.Checkpoints != 3 {
		t.Errorf("got %+v", report)
	}
}

func TestVerifySaysWhenTheKeyIsNotTrusted(t *testing.T) {
	t.Parallel()
	report, err := verifyBytes(t, sampleLog(t).export(t, ""), "")
	if err != nil || !report.OK() || report.Trusted {
		t.Fatalf("%v: %+v", err, report)
	}
	if !slices.Contains(report.Sentences(), "La clave viene del mismo archivo: compárela con la publicada.") {
		t.Errorf("said %q", report.Sentences())
	}
}

func TestVerifySizes(t *testing.T) {
	t.Parallel()
	for _, n := range []int{0, 1, 2, 3, 255, 256, 257, chunkLines, chunkLines + 1} {
		l := newTestLog(t)
		l.keep(t)
		l.grow(t, n)
		if n == 0 {
			l.earlier = nil
		}
		mustVerify(t, l.export(t, ""))
		mustVerify(t, l.export(t, "cuenta-0"))
		mustVerify(t, l.export(t, "de nadie"))
	}
}

// What somebody can do to a whole export without the key, and the positions that must be told.
func TestVerifyFindsTampering(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	swap := func(a *archiveOf, i, j int) {
		lines := a.lines()
		lines[i], lines[j] = lines[j], lines[i]
		a.setLines(lines)
	}
	forge := func(l *line) {
		l.Canonical = bytes.Replace(l.Canonical, []byte("Ana"), []byte("Eva"), 1)
		l.Commitment = Commit(l.Salt, l.Canonical)
	}
	tests := []struct {
		name   string
		tamper func(t *testing.T, a *archiveOf)
		at     []int64 // exactly these positions; none means that the export as a whole is refused
		says   string
	}{
		{"a body changed", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 5, func(l *line) { l.Canonical = bytes.Replace(l.Canonical, []byte("Ana"), []byte("Eva"), 1) })
		}, []int64{5}, "La entrada 5 se cambió"},
		{"a body changed with its commitment", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 5, forge)
		}, []int64{5}, "La entrada 5 no es la que se firmó"},
		{"two bodies changed with their commitments", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 5, forge)
			a.editLine(t, 30, forge)
		}, []int64{5, 30}, "La entrada 30 no es la que se firmó"},
		{"a salt replaced", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 5, func(l *line) { l.Salt = testSalt(99) })
		}, []int64{5}, "La entrada 5 se cambió"},
		{"a commitment replaced", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 5, func(l *line) { l.Commitment = testSalt(99) })
		}, []int64{5}, "La entrada 5 se cambió"},
		{"two lines swapped", func(t *testing.T, a *archiveOf) { swap(a, 3, 4) }, []int64{4}, "La entrada 4 está fuera de lugar: viene antes de la 3."},
		{"two far lines swapped", func(t *testing.T, a *archiveOf) { swap(a, 3, 30) }, []int64{3, 30}, "La entrada 3 está fuera de lugar: viene después de la 29."},
		{"two entries swapped and numbered anew", func(t *testing.T, a *archiveOf) {
			swap(a, 3, 4)
			a.editLine(t, 3, func(l *line) { l.N = 3 })
			a.editLine(t, 4, func(l *line) { l.N = 4 })
		}, []int64{3}, "Las entradas de la 3 a la 4 no son las que se firmaron"},
		{"the last moved to the front", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			a.setLines(append(lines[39:], lines[:39]...))
		}, []int64{39}, "La entrada 39 está fuera de lugar: viene antes de la 0."},
		{"two moved to the front", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			a.setLines(append(slices.Clone(lines[38:]), lines[:38]...))
		}, []int64{38, 39}, "La entrada 38 está fuera de lugar: viene antes de la 0."},
		{"the first moved to the end", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			a.setLines(append(slices.Clone(lines[1:]), lines[0]))
		}, []int64{0}, "La entrada 0 está fuera de lugar: viene después de la 39."},
		{"one dropped", func(t *testing.T, a *archiveOf) { a.setLines(slices.Delete(a.lines(), 8, 9)) }, []int64{8}, "Falta la entrada 8."},
		{"three dropped", func(t *testing.T, a *archiveOf) { a.setLines(slices.Delete(a.lines(), 8, 11)) }, []int64{8}, "Faltan las entradas de la 8 a la 10."},
		{"the first dropped", func(t *testing.T, a *archiveOf) { a.setLines(a.lines()[1:]) }, []int64{0}, "Falta la entrada 0."},
		{"the last dropped", func(t *testing.T, a *archiveOf) { a.setLines(a.lines()[:39]) }, []int64{39, 11}, "Falta la entrada 39."},
		{"all dropped", func(t *testing.T, a *archiveOf) { a.files[firstEntries] = nil }, []int64{0}, "Faltan las entradas de la 0 a la 39."},
		{"one dropped and the rest numbered anew", func(t *testing.T, a *archiveOf) {
			a.setLines(slices.Delete(a.lines(), 20, 21))
			for i := 20; i < 39; i++ {
				a.editLine(t, i, func(l *line) { l.N = int64(i) })
			}
		}, []int64{20, 39}, "Las entradas de la 20 a la 38 no son las que se firmaron"},
		{"one repeated", func(t *testing.T, a *archiveOf) { a.setLines(slices.Insert(a.lines(), 9, a.lines()[8])) }, []int64{8}, "La entrada 8 está repetida."},
		{"one added at the end", func(t *testing.T, a *archiveOf) {
			l := line{Record: Record{N: 40, Salt: testSalt(1), Canonical: []byte(goldenEntry)}}
			l.Commitment = Commit(l.Salt, l.Canonical)
			a.setLines(append(a.lines(), string(l.append(nil))))
		}, []int64{40}, "1 entrada sobra a partir de la 40: el punto de control es de 40."},
		{"an entry overwritten by another one", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			lines[6] = strings.Replace(lines[2], `,"n":2,`, `,"n":6,`, 1)
			a.setLines(lines)
		}, []int64{6}, "La entrada 6 no es la que se firmó"},
		{"cut in the middle of a line", func(t *testing.T, a *archiveOf) {
			body := a.files[firstEntries]
			a.files[firstEntries] = body[:len(body)/2]
		}, []int64{20, 11}, "está cortado"},
		{"the last newline cut", func(t *testing.T, a *archiveOf) {
			a.files[firstEntries] = bytes.TrimSuffix(a.files[firstEntries], []byte("\n"))
		}, []int64{39, 11}, "está cortado"},
		{"the erased entry written again", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 11, func(l *line) { l.Salt, l.Canonical = testSalt(11), []byte(goldenEntry) })
		}, []int64{11}, "La entrada 11 se cambió"},
		{"a body taken away", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 12, func(l *line) { l.Canonical = nil })
		}, []int64{12}, "La entrada 12 aparece borrada y ninguna otra da constancia"},
		{"the record of the erasure erased too", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 39, func(l *line) { l.Canonical = nil })
		}, []int64{11, 39}, "La entrada 11 aparece borrada"},
		{"a line that is no JSON", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			lines[7] = "{"
			a.setLines(lines)
		}, []int64{7}, "El renglón de la entrada 7 no tiene la forma debida"},
		{"a line too many that is no JSON", func(t *testing.T, a *archiveOf) { a.setLines(slices.Insert(a.lines(), 7, "{}")) },
			[]int64{7}, "Antes de la entrada 7 hay un renglón"},
		{"a space in a line", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			lines[7] = strings.Replace(lines[7], `,"n"`, `, "n"`, 1)
			a.setLines(lines)
		}, []int64{7}, "no tiene la forma debida"},
		{"a line of more than a megabyte", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			lines[7] = strings.Repeat("x", MaxLine+1)
			a.setLines(lines)
		}, []int64{7}, "trae un renglón de más de 1048576 bytes"},
		{"the hashes changed", func(t *testing.T, a *archiveOf) { a.files["hashes/000000.bin"][32*9]++ },
			nil, "Las huellas de la carpeta hashes/ se cambiaron en la posición 9"},
		{"the hashes cut", func(t *testing.T, a *archiveOf) { a.files["hashes/000000.bin"] = a.files["hashes/000000.bin"][:100] },
			nil, "no mide lo que debe"},
		{"an entry and its hash changed", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 9, forge)
			l, _, err := parseLine([]byte(strings.TrimSuffix(a.lines()[9], "\n")), nil)
			if err != nil {
				t.Fatal(err)
			}
			leaf := LeafHash(l.Commitment)
			copy(a.files["hashes/000000.bin"][32*9:], leaf[:])
		}, []int64{7}, "la alteración está entre las posiciones 7 y 19"},
		{"an entry and the hash of another changed", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 9, forge)
			a.files["hashes/000000.bin"][32*30]++
		}, []int64{7, 9, 30}, "La entrada 9 no es la que se firmó"},
		{"the entries gone", func(t *testing.T, a *archiveOf) { delete(a.files, firstEntries) }, []int64{0}, "Falta el archivo entries/000000.jsonl"},
		{"the hashes gone", func(t *testing.T, a *archiveOf) { delete(a.files, "hashes/000000.bin") }, nil, "Falta el archivo hashes/000000.bin"},
		{"the checkpoint gone", func(t *testing.T, a *archiveOf) { delete(a.files, fileCheckpoint) }, nil, "Falta el archivo checkpoint"},
		{"the note of the manifest gone", func(t *testing.T, a *archiveOf) { delete(a.files, fileManifestNote) }, nil, "Falta el archivo manifest.note"},
		{"the kept checkpoints gone", func(t *testing.T, a *archiveOf) { delete(a.files, fileCheckpoints) }, nil, "Falta el archivo checkpoints"},
		{"one kept checkpoint gone", func(t *testing.T, a *archiveOf) { a.files[fileCheckpoints] = sampleLog(t).earlier[1] },
			nil, "trae 1 puntos de control anteriores y su manifiesto dice 2"},
		{"a kept checkpoint changed", func(t *testing.T, a *archiveOf) {
			a.files[fileCheckpoints] = bytes.Replace(a.files[fileCheckpoints], []byte("\n7\n"), []byte("\n8\n"), 1)
		}, nil, "El punto de control anterior número 1 no lo firmó esta llave"},
		{"kept checkpoints out of order", func(t *testing.T, a *archiveOf) {
			l := sampleLog(t)
			a.files[fileCheckpoints] = joinNotes([][]byte{l.earlier[1], l.earlier[0]})
		}, nil, "El punto de control anterior número 2 está fuera de orden"},
		{"the checkpoint changed", func(t *testing.T, a *archiveOf) {
			a.files[fileCheckpoint] = bytes.Replace(a.files[fileCheckpoint], []byte("\n40\n"), []byte("\n39\n"), 1)
		}, nil, "El punto de control no lo firmó esta llave"},
		{"an older checkpoint in its place", func(t *testing.T, a *archiveOf) { a.files[fileCheckpoint] = sampleLog(t).earlier[1] },
			[]int64{11, 20}, "20 entradas sobran a partir de la 20"},
		{"the manifest changed", func(t *testing.T, a *archiveOf) {
			a.files[fileManifest] = bytes.Replace(a.files[fileManifest], []byte(`"made_at":"2026`), []byte(`"made_at":"2025`), 1)
		}, nil, "El manifiesto se cambió después de firmado"},
		{"the note of another export", func(t *testing.T, a *archiveOf) {
			a.files[fileManifestNote] = unpack(t, sampleLog(t).export(t, "cuenta-1")).files[fileManifestNote]
		}, nil, "El manifiesto se cambió después de firmado"},
		{"the readme changed", func(t *testing.T, a *archiveOf) { a.files[fileReadme][0]++ }, nil, "El archivo LEAME.txt no es el que menciona el manifiesto"},
		{"the readme gone", func(t *testing.T, a *archiveOf) { delete(a.files, fileReadme) }, nil, "Falta el archivo LEAME.txt"},
		{"a file more", func(t *testing.T, a *archiveOf) {
			a.names, a.files["nota.exe"] = append(a.names, "nota.exe"), []byte("x")
		}, nil, `El zip trae un archivo que no es de la exportación: "nota.exe"`},
		{"a file of entries more", func(t *testing.T, a *archiveOf) {
			a.names, a.files["entries/000001.jsonl"] = append(a.names, "entries/000001.jsonl"), a.files[firstEntries]
		}, nil, `El zip trae un archivo que no es de la exportación: "entries/000001.jsonl"`},
	}
	whole := sampleLog(t).export(t, "")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := unpack(t, whole)
			tt.tamper(t, a)
			report, err := verifyBytes(t, a.pack(t), testVerifier)
			if err != nil {
				t.Fatal(err)
			}
			said := strings.Join(report.Sentences(), "\n")
			if report.OK() || !strings.Contains(said, tt.says) {
				t.Errorf("want %q in:\n%s", tt.says, said)
			}
			got := positions(report)
			slices.Sort(tt.at)
			if !slices.Equal(got, tt.at) {
				t.Errorf("positions %v, want %v:\n%s", got, tt.at, said)
			}
		})
	}
}

func TestVerifyFindsTamperingInFiltered(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		tamper func(t *testing.T, a *archiveOf)
		says   string
	}{
		{"a body changed", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 2, func(l *line) { l.Canonical = bytes.Replace(l.Canonical, []byte("Ana"), []byte("Eva"), 1) })
		}, "La entrada 7 se cambió"},
		{"a body changed with its commitment", func(t *testing.T, a *archiveOf) {
			a.editLine(t, 2, func(l *line) {
				l.Canonical = bytes.Replace(l.Canonical, []byte("Ana"), []byte("Eva"), 1)
				l.Commitment = Commit(l.Salt, l.Canonical)
			})
		}, "La entrada 7 no está en la bitácora firmada"},
		{"another position", func(t *testing.T, a *archiveOf) { a.editLine(t, 2, func(l *line) { l.N = 8 }) }, "La entrada 8 no está en la bitácora firmada"},
		{"a proof changed", func(t *testing.T, a *archiveOf) { a.editLine(t, 2, func(l *line) { l.proof[0][0]++ }) }, "La entrada 7 no está en la bitácora firmada"},
		{"no proof", func(t *testing.T, a *archiveOf) { a.editLine(t, 2, func(l *line) { l.proof = nil }) }, "La entrada 7 no trae su prueba"},
		{"one dropped", func(t *testing.T, a *archiveOf) { a.setLines(slices.Delete(a.lines(), 2, 3)) }, "El manifiesto dice 13 entradas y 0 borradas, y hay 12 y 0"},
		{"one repeated", func(t *testing.T, a *archiveOf) { a.setLines(slices.Insert(a.lines(), 2, a.lines()[2])) }, "La entrada 7 está repetida"},
		{"two swapped", func(t *testing.T, a *archiveOf) {
			lines := a.lines()
			lines[2], lines[3] = lines[3], lines[2]
			a.setLines(lines)
		}, "La entrada 7 está fuera de lugar: viene después de la 10"},
		{"no JSON", func(t *testing.T, a *archiveOf) { a.setLines(append(a.lines(), "x")) }, "Después de la entrada 37 hay un renglón"},
		{"the entry of another account", func(t *testing.T, a *archiveOf) {
			other := unpack(t, sampleLog(t).export(t, "cuenta-2"))
			a.setLines(append(a.lines(), other.lines()[12]))
		}, "La entrada 38 es de otra cuenta"},
		{"a body taken away", func(t *testing.T, a *archiveOf) { a.editLine(t, 2, func(l *line) { l.Canonical = nil }) }, "hay 13 y 1"},
		{"the proofs of consistency gone", func(t *testing.T, a *archiveOf) { delete(a.files, fileConsistency) }, "Falta el archivo consistency.jsonl"},
		{"a proof of consistency changed", func(t *testing.T, a *archiveOf) {
			body := a.files[fileConsistency]
			body[bytes.IndexByte(body, '[')+4] ^= 1
		}, "con la misma llave se firmaron dos bitácoras distintas"},
		{"consistency that is no JSON", func(t *testing.T, a *archiveOf) { a.files[fileConsistency] = []byte("{\n") }, "consistency.jsonl está dañado"},
	}
	export := sampleLog(t).export(t, "cuenta-1")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := unpack(t, export)
			tt.tamper(t, a)
			report, err := verifyBytes(t, a.pack(t), testVerifier)
			if err != nil {
				t.Fatal(err)
			}
			if said := strings.Join(report.Sentences(), "\n"); report.OK() || !strings.Contains(said, tt.says) {
				t.Errorf("want %q in:\n%s", tt.says, said)
			}
		})
	}
}

// Another key signs a log of its own: sound in itself, but not the institution's.
func TestVerifyFindsAnotherKey(t *testing.T) {
	t.Parallel()
	forged := sampleLog(t)
	secret, key, err := GenerateKey(strings.NewReader(strings.Repeat("0123456789abcdef", 8)), testOrigin)
	if err != nil {
		t.Fatal(err)
	}
	if forged.signer, err = ReadSigner(secret); err != nil {
		t.Fatal(err)
	}
	forged.key, forged.earlier = key, nil
	export := forged.export(t, "")
	if report, err := verifyBytes(t, export, ""); err != nil || !report.OK() {
		t.Errorf("%v: %q", err, report.Sentences())
	}
	report, err := verifyBytes(t, export, testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"La llave que trae la exportación no es la que usted dio", "El punto de control no lo firmó esta llave", "El manifiesto no lo firmó esta llave"} {
		if !strings.Contains(strings.Join(report.Sentences(), "\n"), want) {
			t.Errorf("want %q in %q", want, report.Sentences())
		}
	}
}

// The holder of the key rewrites history. What was signed before gives it away, kept in the export or
// by the verifier.
func TestVerifyFindsRewrittenHistory(t *testing.T) {
	t.Parallel()
	honest := sampleLog(t)
	rewritten := newTestLog(t)
	for n := range 40 {
		e := testEntry(n)
		if n == 12 {
			e.ActorName = "Eva Núñez"
		}
		rewritten.add(t, e)
	}
	old := honest.earlier[1] // of 20 entries
	for _, account := range []string{"", "cuenta-1"} {
		rewritten.earlier = nil
		says := "no corresponde a las primeras 20 entradas: con la misma llave se firmaron dos bitácoras distintas"
		if account != "" {
			says = "no se puede comparar con una exportación parcial"
		}
		wantProblem(t, rewritten.export(t, account), says, old)
		if report, err := verifyBytes(t, rewritten.export(t, account), testVerifier); err != nil || !report.OK() {
			t.Errorf("%v: %q", err, report.Sentences())
		}
		rewritten.earlier = [][]byte{old}
		wantProblem(t, rewritten.export(t, account), "con la misma llave se firmaron dos bitácoras distintas")
	}
}

func wantProblem(t *testing.T, export []byte, says string, seen ...[]byte) {
	t.Helper()
	report, err := verifyBytes(t, export, testVerifier, seen...)
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(report.Sentences(), "\n"); report.OK() || !strings.Contains(said, says) {
		t.Errorf("want %q in:\n%s", says, said)
	}
}

func TestVerifyWithCheckpointsSeenBefore(t *testing.T) {
	t.Parallel()
	l := sampleLog(t)
	export, partial := l.export(t, ""), l.export(t, "cuenta-1")
	seen := append(slices.Clone(l.earlier), l.checkpoint(t))
	for _, data := range [][]byte{export, partial} {
		report, err := verifyBytes(t, data, testVerifier, seen...)
		if err != nil || !report.OK() || report.Checkpoints != 6 {
			t.Errorf("%v: %q", err, report.Sentences())
		}
	}
	l.grow(t, 1)
	wantProblem(t, export, "es de 41 entradas y el de la exportación de 40: a la exportación le falta el final", l.checkpoint(t))
	wantProblem(t, export, "El punto de control número 1 que usted aportó no lo firmó la llave", []byte("x"))
}

// The sequencer must never let this happen; the verifier must see it if it does.
func TestVerifyFindsRepeatedIDs(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	l.grow(t, 5)
	l.add(t, testEntry(2))
	wantProblem(t, l.export(t, ""), "La entrada 5 repite el identificador de la entrada 2.")
	wantProblem(t, l.export(t, "cuenta-2"), "La entrada 5 repite el identificador de la entrada 2.")
}

// A log that was tampered with in the database can still be exported, and the export tells.
func TestVerifyFindsWhatWasDoneToTheDatabase(t *testing.T) {
	t.Parallel()
	l := sampleLog(t)
	r := &l.records[5]
	r.Canonical = bytes.Replace(r.Canonical, []byte("Ana"), []byte("Eva"), 1)
	r.Commitment = Commit(r.Salt, r.Canonical)
	wantProblem(t, l.export(t, ""), "La entrada 5 no es la que se firmó")
	l = sampleLog(t)
	l.records = slices.Delete(l.records, 8, 9)
	l.root = tlog.Hash{}
	checkpoint := sampleLog(t).checkpoint(t)
	var out bytes.Buffer
	x := Export{Checkpoint: checkpoint, MadeAt: testTime, Signer: l.signer, Verifier: l.key, Records: l.all(""), Hashes: l}
	if err := x.Write(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	wantProblem(t, out.Bytes(), "Falta la entrada 8.")
}

func TestVerifyStopsAfterManyProblems(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	l.grow(t, 200)
	a := unpack(t, l.export(t, ""))
	a.files[firstEntries] = bytes.ReplaceAll(a.files[firstEntries], []byte("Ana"), []byte("Eva"))
	report, err := verifyBytes(t, a.pack(t), testVerifier)
	if err != nil || !report.Stopped || len(report.Problems) != maxProblems {
		t.Errorf("%v: %d problems, stopped %v", err, len(report.Problems), report.Stopped)
	}
	if want := "se encontraron más de 100 problemas y se dejó de leer"; !strings.Contains(report.Verdict(), want) {
		t.Errorf("said %q", report.Verdict())
	}
}

func TestVerifyObeysContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	data := sampleLog(t).export(t, "")
	if _, err := Verify(ctx, bytes.NewReader(data), int64(len(data)), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Any bit of any file in an export that changes is found.
func TestVerifyFindsAnyBit(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	l := sampleLog(t)
	for _, account := range []string{"", "cuenta-1"} {
		export := l.export(t, account)
		rapid.Check(t, func(rt *rapid.T) {
			a := unpack(t, export)
			name := rapid.SampledFrom(a.names).Draw(rt, "file")
			if len(a.files[name]) == 0 {
				rt.SkipNow()
			}
			i := rapid.IntRange(0, len(a.files[name])-1).Draw(rt, "byte")
			a.files[name][i] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
			report, err := verifyBytes(t, a.pack(t), testVerifier)
			if err == nil && report.OK() {
				rt.Fatalf("not found: byte %d of %s", i, name)
			}
		})
	}
}

// A bit of the zip itself either is found, or changes nothing of what is inside (a date, say).
func TestVerifyFindsAnyBitOfTheZip(t *testing.T) {
	t.Parallel()
	export := sampleLog(t).export(t, "")
	want, err := verifyBytes(t, export, testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(rt *rapid.T) {
		changed := bytes.Clone(export)
		changed[rapid.IntRange(0, len(changed)-1).Draw(rt, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
		report, err := verifyBytes(t, changed, testVerifier)
		if err == nil && report.OK() && !equalReports(report, want) {
			rt.Fatalf("another report: %+v", report)
		}
	})
}

// Any bytes as a whole zip, or as one of the files in a sound one: never a panic, and never taken for
// sound unless they are what was signed.
func FuzzVerify(f *testing.F) {
	l := sampleLog(f)
	sound := []*archiveOf{unpack(f, l.export(f, "")), unpack(f, l.export(f, "cuenta-1"))}
	f.Add(uint8(0), sound[0].pack(f))
	f.Add(uint8(0), []byte("PK\x05\x06"))
	for i, a := range sound {
		for j, name := range a.names {
			f.Add(uint8(1+16*i+j), a.files[name])
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		if which == 0 {
			report, err := verifyBytes(t, data, testVerifier)
			if err == nil && report.OK() && report.Root != l.root.String() {
				t.Fatalf("a log that was never signed: %+v", report)
			}
			return
		}
		a := &archiveOf{names: sound[int(which-1)/16%2].names, files: maps.Clone(sound[int(which-1)/16%2].files)}
		name := a.names[int(which-1)%16%len(a.names)]
		same := bytes.Equal(a.files[name], data)
		a.files[name] = data
		report, err := verifyBytes(t, a.pack(t), testVerifier)
		if err == nil && report.OK() != same {
			t.Fatalf("%s: the same %v, found sound %v: %q", name, same, report.OK(), report.Sentences())
		}
	})
}
