package ledger

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"pregonero/internal/fault"
)

// Verify checks an export, whole or of one account, with nothing but its bytes. What is wrong stands
// in the report, with the position of every entry that was changed, removed, moved, repeated or forged.
// The error is a fault for what cannot be an export at all (no zip, paths that escape, a zip bomb),
// and a plain error when reading was cut short.
//
// trusted is the verifier key as the institution publishes it; empty takes the one in the export, and
// the report says so. seen are checkpoints that the verifier got earlier, elsewhere: with them even the
// holder of the key cannot rewrite what they cover.
//
// It streams, on all cores. Memory is a few megabytes for each core, and 24 bytes for each entry to find
// ids that repeat.
func Verify(ctx context.Context, r io.ReaderAt, size int64, trusted string, seen ...[]byte) (Report, error) { //clause:code 8.iii
	a, err := openArchive(r, size)
	if err != nil {
		return Report{}, err
	}
	v := &verifying{archive: a, sums: map[string]string{}}
	v.Trusted = strings.TrimSpace(trusted) != ""
	if err := v.readKey(trusted); err != nil {
		return Report{}, err
	}
	v.readTip()
	if err := v.readManifest(); err != nil {
		return Report{}, err
	}
	v.readEarlier()
	v.readSeen(seen)
	if err := v.readEntries(ctx); err != nil {
		return Report{}, err
	}
	v.checkFiles()
	v.sort()
	return v.Report, nil
}

// verifying is one run of Verify.
type verifying struct {
	Report
	archive  *archive
	verifier note.Verifier
	tip      *Checkpoint // nil when it does not open
	manifest manifest
	earlier  []kept            // by rising size
	sums     map[string]string // SHA-256 of each file that was read to its end
}

// kept is a checkpoint that the log must contain.
type kept struct {
	Checkpoint
	label string // how it is told to people
}

// readKey takes the trusted key, or else the one in the export.
func (v *verifying) readKey(trusted string) error {
	own, sum, err := v.archive.read(fileKey, maxSmallFile)
	if err == nil {
		v.sums[fileKey] = sum
	}
	if v.Trusted {
		verifier, keyErr := ReadVerifier(trusted)
		if keyErr != nil {
			return fault.New(fault.Invalid, "La llave pública que usted dio no tiene la forma debida.").
				Then("Cópiela completa, tal como está publicada.").Because(keyErr)
		}
		v.verifier = verifier
		if err != nil || strings.TrimSpace(trusted)+"\n" != string(own) {
			v.problem(NoPosition, fileKey, "La llave que trae la exportación no es la que usted dio: alguien la firmó con otra llave.")
		}
		return nil
	}
	verifier, keyErr := ReadVerifier(string(own))
	if err != nil || keyErr != nil {
		return fault.New(fault.Invalid, "La exportación no trae una llave pública que se pueda leer.").
			Then("Verifique de nuevo con la llave que la institución publica.").Because(errors.Join(err, keyErr))
	}
	v.verifier = verifier
	return nil
}

func (v *verifying) readTip() {
	text, sum, err := v.archive.read(fileCheckpoint, maxNote)
	if err != nil {
		v.unreadable(fileCheckpoint, err)
		return
	}
	v.sums[fileCheckpoint] = sum
	tip, err := OpenCheckpoint(text, v.verifier)
	if err != nil {
		v.problem(NoPosition, fileCheckpoint, "El punto de control no lo firmó esta llave, o se cambió después de firmado.")
		return
	}
	v.tip = &tip
	v.Origin, v.Size, v.Root = tip.Origin, tip.Size, tip.Root.String()
}

// readManifest needs a manifest that can be read; that it be the one signed is checked and told.
func (v *verifying) readManifest() error {
	encoded, _, err := v.archive.read(fileManifest, maxManifest)
	if err != nil {
		return fault.New(fault.Invalid, "El zip no trae un manifest.json que se pueda leer: no es una exportación de bitácora, o está dañada.").Because(err)
	}
	v.manifest, err = parseManifest(encoded)
	if err != nil {
		return fault.New(fault.Invalid, "El manifest.json no tiene la forma debida: se cambió, o es de otra versión del programa.").Because(err)
	}
	v.MadeAt, v.Account = v.manifest.madeAt(), v.manifest.account()
	signed, _, err := v.archive.read(fileManifestNote, maxNote)
	if err != nil {
		v.unreadable(fileManifestNote, err)
	} else if text, err := openNote(signed, v.verifier); err != nil {
		v.problem(NoPosition, fileManifestNote, "El manifiesto no lo firmó esta llave.")
	} else if text != manifestText(v.verifier.Name(), encoded) {
		v.problem(NoPosition, fileManifest, "El manifiesto se cambió después de firmado.")
	}
	said, err := v.manifest.checkpoint()
	if v.tip != nil && (err != nil || said != *v.tip) {
		v.problem(NoPosition, fileManifest, "El manifiesto habla de otro punto de control que el que trae la exportación.")
	}
	return nil
}

// readEarlier opens the kept checkpoints. Those that hold wait in v.earlier for their tree.
func (v *verifying) readEarlier() {
	f, err := v.archive.open(fileCheckpoints)
	if err != nil {
		v.unreadable(fileCheckpoints, err)
		return
	}
	defer f.Close()
	err = splitNotes(f, func(i int64, text []byte) error {
		c, err := OpenCheckpoint(text, v.verifier)
		if err != nil {
			v.problem(NoPosition, fileCheckpoints, "El punto de control anterior número %d no lo firmó esta llave, o se cambió.", i+1)
			return nil
		}
		if n := len(v.earlier); n > 0 && v.earlier[n-1].Size >= c.Size {
			v.problem(NoPosition, fileCheckpoints, "El punto de control anterior número %d está fuera de orden.", i+1)
		}
		v.earlier = append(v.earlier, kept{c, fmt.Sprintf("El punto de control anterior número %d", i+1)})
		return nil
	})
	if err != nil {
		v.unreadable(fileCheckpoints, err)
		return
	}
	v.sums[fileCheckpoints] = f.sum()
	if int64(len(v.earlier)) != v.manifest.Checkpoints && v.OK() {
		v.problem(NoPosition, fileCheckpoints, "La exportación trae %d puntos de control anteriores y su manifiesto dice %d.", len(v.earlier), v.manifest.Checkpoints)
	}
}

// readSeen adds the checkpoints that the verifier brought, and drops those of sizes that no tree can
// be compared with, telling so.
func (v *verifying) readSeen(seen [][]byte) {
	for i, text := range seen {
		c, err := OpenCheckpoint(text, v.verifier)
		if err != nil {
			v.problem(NoPosition, "", "El punto de control número %d que usted aportó no lo firmó la llave de esta bitácora.", i+1)
			continue
		}
		v.earlier = append(v.earlier, kept{c, fmt.Sprintf("El punto de control número %d que usted aportó", i+1)})
	}
	slices.SortStableFunc(v.earlier, func(a, b kept) int { return compareUnsigned(a.Size, b.Size) })
	if v.tip == nil {
		v.earlier = nil
		return
	}
	v.earlier = slices.DeleteFunc(v.earlier, func(k kept) bool {
		if k.Size > v.tip.Size {
			v.problem(NoPosition, "", "%s es de %d entradas y el de la exportación de %d: a la exportación le falta el final.", k.label, k.Size, v.tip.Size)
		}
		return k.Size > v.tip.Size
	})
	v.earlier = append(v.earlier, kept{*v.tip, "El último punto de control"})
}

func (v *verifying) readEntries(ctx context.Context) error {
	if v.Account != "" {
		return v.readFiltered(ctx)
	}
	return v.readWhole(ctx)
}

// checkFiles compares what was read with what the manifest lists, file by file.
func (v *verifying) checkFiles() {
	if _, sum, err := v.archive.read(fileReadme, maxSmallFile); err == nil {
		v.sums[fileReadme] = sum
	}
	listed := map[string]bool{fileManifest: true, fileManifestNote: true}
	for _, f := range v.manifest.Files {
		listed[f.Name] = true
		switch sum := v.sums[f.Name]; {
		case v.blamed(f.Name):
		case v.archive.files[f.Name] == nil:
			v.problem(NoPosition, f.Name, "Falta el archivo %s, que el manifiesto menciona.", f.Name)
		case sum == "":
			v.problem(NoPosition, f.Name, "El archivo %s sobra: no corresponde a esta exportación.", f.Name)
		case sum != f.SHA256:
			v.problem(NoPosition, f.Name, "El archivo %s no es el que menciona el manifiesto: se cambió.", f.Name)
		}
	}
	for name := range v.archive.files {
		if !listed[name] {
			v.archive.alien = append(v.archive.alien, name)
		}
	}
	slices.Sort(v.archive.alien)
	for _, name := range v.archive.alien {
		v.problem(NoPosition, name, "El zip trae un archivo que no es de la exportación: %q.", name)
	}
}

// blamed tells whether a problem already points at the file, which then needs no second sentence.
func (v *verifying) blamed(file string) bool {
	return slices.ContainsFunc(v.Problems, func(p Problem) bool { return p.File == file })
}

func (v *verifying) blamedEntry(n int64) bool {
	return slices.ContainsFunc(v.Problems, func(p Problem) bool { return p.Position == n })
}

func (v *verifying) unreadable(file string, err error) {
	switch {
	case v.archive.files[file] == nil:
		v.problem(NoPosition, file, "Falta el archivo %s.", file)
	case errors.Is(err, errTooLarge):
		v.problem(NoPosition, file, "El archivo %s es más grande de lo que puede ser.", file)
	case errors.Is(err, errLineTooLong):
		v.problem(NoPosition, file, "El archivo %s trae un renglón de más de %d bytes.", file, MaxLine)
	default:
		v.problem(NoPosition, file, "El archivo %s está dañado: no se puede leer completo.", file)
	}
}
