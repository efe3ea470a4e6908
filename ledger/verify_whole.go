package ledger

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// readWhole goes through all entries in order and builds two trees: that of the entries, and that of the
// leaf hashes in the export. The first must give the signed root. Where it does not, the second tells
// which entries are not those that were signed.
func (v *verifying) readWhole(ctx context.Context) error {
	w := &walking{v: v, size: v.manifest.Size, erased: map[int64]bool{}, erasedBy: map[int64]int64{}}
	if v.tip != nil {
		w.size = v.tip.Size
	}
	w.compareKept()
	work := func(ctx context.Context, chunk int64) checkedChunk {
		c := v.checkChunk(ctx, chunk, judgeWhole)
		v.readHashes(chunk, &c)
		return c
	}
	take := func(chunk int64, c checkedChunk) bool {
		w.takeChunk(chunk, c)
		return !v.Stopped
	}
	if err := inOrder(ctx, w.chunks(), work, take); err != nil {
		return err
	}
	if !v.Stopped {
		w.conclude()
	}
	return nil
}

func judgeWhole(l line, _ Entry) string {
	if l.proof != nil {
		return "Una exportación completa no lleva pruebas por entrada."
	}
	return ""
}

// walking is the state of one pass over a whole export.
type walking struct {
	v        *verifying
	size     int64 // entries that there must be
	next     int64 // the position that comes now
	entries  frontier
	hashes   *frontier // nil while both trees are the same
	differ   []span    // positions where they are not
	compared []comparison
	ids      []idAt
	erased   map[int64]bool
	erasedBy map[int64]int64
}

// comparison is a kept checkpoint held against both trees at its size.
type comparison struct {
	kept
	entries, hashes bool
}

// span is the positions from first to last, both included.
type span struct{ first, last int64 }

type idAt struct {
	id [16]byte
	n  int64
}

// chunks is how many files of entries to look for: no more than the zip has files, whatever its
// manifest says.
func (w *walking) chunks() int64 {
	return min(chunksFor(w.size), int64(len(w.v.archive.files)))
}

func (w *walking) takeChunk(chunk int64, c checkedChunk) {
	v := w.v
	entriesFile, hashesFile := chunkName(dirEntries, chunk), chunkName(dirHashes, chunk)
	v.keepSum(entriesFile, c.sum, c.linesErr)
	v.keepSum(hashesFile, c.hashesSum, c.hashErr)
	from, to := chunk*chunkLines, min((chunk+1)*chunkLines, w.size)
	if c.hashErr == nil && int64(len(c.hashes)) != (to-from)*tlog.HashSize {
		v.problem(NoPosition, hashesFile, "El archivo %s no mide lo que debe.", hashesFile)
	}
	p := &placing{walking: w, chunk: c, file: entriesFile, from: from, to: to}
	p.place()
}

// place puts one leaf at the next position of both trees; fromHashes is what the export's hashes say.
func (w *walking) place(leaf, fromHashes tlog.Hash) {
	if leaf != fromHashes {
		if w.hashes == nil {
			clone := w.entries
			w.hashes = &clone
		}
		w.differs(w.next)
	}
	w.entries.append(leaf, nil)
	if w.hashes != nil {
		w.hashes.append(fromHashes, nil)
	}
	w.next++
	w.compareKept()
}

func (w *walking) differs(n int64) {
	if i := len(w.differ) - 1; i >= 0 && w.differ[i].last == n-1 {
		w.differ[i].last = n
	} else if len(w.differ) <= maxProblems {
		w.differ = append(w.differ, span{n, n})
	}
}

// compareKept holds every kept checkpoint of the present size against the trees.
func (w *walking) compareKept() {
	for len(w.compared) < len(w.v.earlier) && w.v.earlier[len(w.compared)].Size == w.next {
		k := w.v.earlier[len(w.compared)]
		c := comparison{kept: k, entries: k.Root == w.entries.root()}
		c.hashes = c.entries
		if w.hashes != nil {
			c.hashes = k.Root == w.hashes.root()
		}
		w.compared = append(w.compared, c)
	}
}

// known keeps what must be compared across entries.
func (w *walking) known(l checkedLine) {
	w.v.Entries++
	if l.erased {
		w.v.Erased++
		w.erased[l.n] = true
	}
	if !l.known() {
		return
	}
	w.v.noteTime(l.at)
	w.ids = append(w.ids, idAt{l.id, l.n})
	if l.erases != NoPosition {
		w.erasedBy[l.erases] = l.n
	}
}

func (w *walking) conclude() {
	v := w.v
	if w.next < w.size {
		v.problem(w.next, "", "Faltan las entradas de la %d a la %d, las últimas.", w.next, w.size-1)
	}
	w.concludeTrees()
	w.concludeErasures()
	v.findRepeatedIDs(w.ids)
	if v.Entries != v.manifest.Entries || v.Erased != v.manifest.Erased {
		if v.OK() {
			v.problem(NoPosition, fileManifest, "El manifiesto dice %d entradas y %d borradas, y hay %d y %d.",
				v.manifest.Entries, v.manifest.Erased, v.Entries, v.Erased)
		}
	}
}

// concludeTrees says which of entries, hashes and checkpoints is at fault.
func (w *walking) concludeTrees() {
	v := w.v
	var whole, hashesHold bool // the last checkpoint holds against the entries, against the hashes
	if n := len(w.compared); n > 0 && n == len(v.earlier) {
		whole, hashesHold = w.compared[n-1].entries, w.compared[n-1].hashes
	}
	for _, s := range w.differ {
		w.concludeDiffering(s, whole)
	}
	var good int64
	for _, c := range w.compared {
		switch {
		case c.entries:
			v.Checkpoints++
			good = c.Size
		case !c.hashes && !hashesHold && !whole:
			v.problem(good, fileCheckpoint, "Las entradas no dan la raíz firmada: la alteración está entre las posiciones %d y %d.", good, max(c.Size-1, good))
			return
		case !c.hashes:
			v.problem(NoPosition, fileCheckpoints, "%s no corresponde a las primeras %d entradas: con la misma llave se firmaron dos bitácoras distintas.", c.label, c.Size)
		}
	}
}

func (w *walking) concludeDiffering(s span, whole bool) {
	v := w.v
	file := chunkName(dirEntries, s.first/chunkLines)
	switch {
	case whole:
		v.problem(NoPosition, chunkName(dirHashes, s.first/chunkLines), "Las huellas de la carpeta %s se cambiaron en la posición %d; la entrada es la que se firmó.", dirHashes, s.first)
	case s.first < s.last:
		v.problem(s.first, file, "Las entradas de la %d a la %d no son las que se firmaron en esas posiciones.", s.first, s.last)
	case !v.blamedEntry(s.first):
		v.problem(s.first, file, "La entrada %d no es la que se firmó en esa posición.", s.first)
	}
}

// concludeErasures demands, for every missing body, a later entry that records why.
func (w *walking) concludeErasures() {
	for _, n := range slices.Sorted(maps.Keys(w.erased)) {
		by, ok := w.erasedBy[n]
		if !ok || by <= n {
			w.v.problem(n, "", "La entrada %d aparece borrada y ninguna otra da constancia del borrado.", n)
		}
	}
}

func (v *verifying) findRepeatedIDs(ids []idAt) {
	slices.SortFunc(ids, func(a, b idAt) int {
		if c := bytes.Compare(a.id[:], b.id[:]); c != 0 {
			return c
		}
		return compareUnsigned(a.n, b.n)
	})
	for i := 1; i < len(ids); i++ {
		if ids[i].id == ids[i-1].id {
			v.problem(ids[i].n, "", "La entrada %d repite el identificador de la entrada %d.", ids[i].n, ids[i-1].n)
		}
	}
}
