package ledger

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// readFiltered goes through the entries of one account: each must prove that it is in the signed
// tree. That none is left out is what the signed manifest says, by number and by hash.
func (v *verifying) readFiltered(ctx context.Context) error {
	v.checkConsistency()
	var ids []idAt
	last := NoPosition
	work := func(ctx context.Context, chunk int64) checkedChunk {
		return v.checkChunk(ctx, chunk, v.judgeFiltered)
	}
	take := func(chunk int64, c checkedChunk) bool {
		file := chunkName(dirEntries, chunk)
		v.keepSum(file, c.sum, c.linesErr)
		for _, l := range c.lines {
			last = v.takeFiltered(file, last, l)
			if l.known() {
				ids = append(ids, idAt{l.id, l.n})
			}
		}
		return !v.Stopped
	}
	chunks := min(chunksFor(v.manifest.Entries), int64(len(v.archive.files)))
	if err := inOrder(ctx, chunks, work, take); err != nil {
		return err
	}
	if v.Entries != v.manifest.Entries || v.Erased != v.manifest.Erased {
		v.problem(NoPosition, fileManifest, "El manifiesto dice %d entradas y %d borradas, y hay %d y %d.",
			v.manifest.Entries, v.manifest.Erased, v.Entries, v.Erased)
	}
	v.findRepeatedIDs(ids)
	return nil
}

// judgeFiltered checks the account and the proof of a line. It runs on all cores.
func (v *verifying) judgeFiltered(l line, e Entry) string {
	if v.tip == nil {
		return ""
	}
	if l.proof == nil {
		return fmt.Sprintf("La entrada %d no trae su prueba.", l.N)
	}
	if err := tlog.CheckRecord(l.proof, v.tip.Size, v.tip.Root, l.N, LeafHash(l.Commitment)); err != nil {
		return fmt.Sprintf("La entrada %d no está en la bitácora firmada: su prueba no da la raíz.", l.N)
	}
	if !l.Erased() && e.Account != v.Account {
		return fmt.Sprintf("La entrada %d es de otra cuenta.", l.N)
	}
	return ""
}

// takeFiltered counts a line and gives the last position so far.
func (v *verifying) takeFiltered(file string, last int64, l checkedLine) int64 {
	switch {
	case l.malformed:
		v.problem(NoPosition, file, "Después de la entrada %d hay un renglón que no tiene la forma debida.", last)
		return last
	case l.sentence != "":
		v.problem(l.n, file, "%s", l.sentence)
	}
	if l.n == last {
		v.problem(l.n, file, "La entrada %d está repetida.", l.n)
	} else if l.n < last {
		v.problem(l.n, file, "La entrada %d está fuera de lugar: viene después de la %d.", l.n, last)
	}
	v.Entries++
	if l.erased {
		v.Erased++
	}
	if l.known() {
		v.noteTime(l.at)
	}
	return max(last, l.n)
}

// checkConsistency holds every kept checkpoint against the proof that the latest extends it.
func (v *verifying) checkConsistency() {
	proofs, err := v.readConsistency()
	if err != nil {
		v.unreadable(fileConsistency, err)
	}
	for _, k := range v.earlier {
		switch {
		case v.holds(k, proofs):
			v.Checkpoints++
		case k.Size > 0 && k.Size < v.tip.Size && proofs[k.Size] == nil:
			v.problem(NoPosition, fileConsistency, "%s, de %d entradas, no se puede comparar con una exportación parcial que no trae su prueba: pida la exportación completa.", k.label, k.Size)
		default:
			v.problem(NoPosition, fileCheckpoints, "%s no corresponde a las primeras %d entradas: con la misma llave se firmaron dos bitácoras distintas.", k.label, k.Size)
		}
	}
}

func (v *verifying) holds(k kept, proofs map[int64]tlog.TreeProof) bool {
	switch {
	case k.Size == v.tip.Size:
		return k.Root == v.tip.Root
	case k.Size == 0:
		return k.Root == emptyRoot
	}
	proof, ok := proofs[k.Size]
	return ok && tlog.CheckTree(proof, v.tip.Size, v.tip.Root, k.Size, k.Root) == nil
}

func (v *verifying) readConsistency() (map[int64]tlog.TreeProof, error) {
	f, err := v.archive.open(fileConsistency)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	proofs := map[int64]tlog.TreeProof{}
	lines := newLines(f)
	for lines.Scan() {
		size, proof, err := parseConsistency(lines.Bytes())
		if err != nil {
			return proofs, err
		}
		if proofs[size] != nil {
			return proofs, errors.New("two proofs for one size")
		}
		proofs[size] = proof
	}
	if lines.Err() == nil {
		v.sums[fileConsistency] = f.sum()
	}
	return proofs, lines.Err()
}
