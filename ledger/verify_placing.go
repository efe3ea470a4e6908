package ledger

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// placing puts the lines of one file of a whole export into their positions, and tells which are missing,
// moved, repeated or too many. A position without a readable line takes its leaf from the hashes
// of the export, so that one fault does not hide the others.
type placing struct {
	*walking
	chunk     checkedChunk
	file      string
	from, to  int64          // the positions that belong in the file
	lines     []*checkedLine // by position, from from; nil where no line says that it is that one
	explained []bool         // by position, from from: why there is no line has been told
}

func (p *placing) place() {
	p.lines, p.explained = make([]*checkedLine, p.to-p.from), make([]bool, p.to-p.from)
	p.findMoved(p.sortOut())
	p.explainMalformed()
	var missing []span
	for ; p.next < p.to && !p.v.Stopped; missing = p.placeNext(missing) {
	}
	for _, s := range missing {
		p.tellMissing(s)
	}
}

// sortOut gives every line its position, tells those that have none, and gives the positions in
// the order of the file.
func (p *placing) sortOut() (order []int64) {
	var tooMany []int64
	for i := range p.chunk.lines {
		l := &p.chunk.lines[i]
		switch {
		case l.malformed:
		case l.n >= p.size:
			tooMany = append(tooMany, l.n)
		case l.n < p.from || l.n >= p.to:
			p.v.problem(l.n, p.file, "La entrada %d está fuera de lugar: no va en el archivo %s.", l.n, p.file)
		case p.lines[l.n-p.from] != nil:
			p.v.problem(l.n, p.file, "La entrada %d está repetida.", l.n)
		default:
			p.lines[l.n-p.from] = l
			order = append(order, l.n)
		}
	}
	if len(tooMany) > 0 {
		p.v.problem(tooMany[0], p.file, "%s a partir de la %d: el punto de control es de %d.",
			count(int64(len(tooMany)), "entrada sobra", "entradas sobran"), tooMany[0], p.size)
	}
	return order
}

// findMoved tells the fewest entries that must have been moved to give this order.
func (p *placing) findMoved(order []int64) {
	if slices.IsSorted(order) {
		return
	}
	inPlace := longestRising(order)
	for i, n := range order {
		if len(inPlace) > 0 && n == inPlace[0] {
			inPlace = inPlace[1:]
			continue
		}
		later := order[i+1:]
		if j := slices.IndexFunc(later, func(m int64) bool { return m < n }); j >= 0 {
			p.v.problem(n, p.file, "La entrada %d está fuera de lugar: viene antes de la %d.", n, later[j])
		} else {
			p.v.problem(n, p.file, "La entrada %d está fuera de lugar: viene después de la %d.", n, order[i-1])
		}
	}
}

// explainMalformed takes each line that cannot be read for the position after the line before it, if
// no other line is there.
func (p *placing) explainMalformed() {
	after := p.from
	for _, l := range p.chunk.lines {
		switch {
		case !l.malformed && l.n >= p.from && l.n < p.to:
			after = l.n + 1
		case !l.malformed:
		case after < p.to && p.lines[after-p.from] == nil:
			p.v.problem(after, p.file, "El renglón de la entrada %d no tiene la forma debida.", after)
			p.explained[after-p.from] = true
			after++
		default:
			p.v.problem(after, p.file, "Antes de la entrada %d hay un renglón que no tiene la forma debida.", after)
		}
	}
}

// placeNext puts the next position into the trees.
func (p *placing) placeNext(missing []span) []span {
	n := p.next
	if l := p.lines[n-p.from]; l != nil {
		if l.sentence != "" {
			p.v.problem(n, p.file, "%s", l.sentence)
		}
		p.known(*l)
		p.walking.place(l.leaf, p.hashAt(n, l.leaf))
		return missing
	}
	leaf := p.hashAt(n, tlog.Hash{})
	p.walking.place(leaf, leaf)
	if p.explained[n-p.from] {
		return missing
	}
	if i := len(missing) - 1; i >= 0 && missing[i].last == n-1 {
		missing[i].last = n
		return missing
	}
	return append(missing, span{n, n})
}

func (p *placing) tellMissing(s span) {
	if s.first == s.last {
		p.v.problem(s.first, p.file, "Falta la entrada %d.", s.first)
		return
	}
	p.v.problem(s.first, p.file, "Faltan las entradas de la %d a la %d.", s.first, s.last)
}

// hashAt is the leaf hash that the export has for n, or other when its file of hashes is of no use.
func (p *placing) hashAt(n int64, other tlog.Hash) tlog.Hash {
	i := (n - p.from) * tlog.HashSize
	if p.chunk.hashErr != nil || i+tlog.HashSize > int64(len(p.chunk.hashes)) {
		return other
	}
	return tlog.Hash(p.chunk.hashes[i : i+tlog.HashSize])
}

// longestRising is the longest subsequence that rises; of several, one of them.
func longestRising(values []int64) []int64 {
	var tails []int // tails[k] is where the smallest end of a rising run of k+1 values is
	before := make([]int, len(values))
	for i, v := range values {
		k, _ := slices.BinarySearchFunc(tails, v, func(at int, v int64) int { return compareUnsigned(values[at], v) })
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
	}
	if len(tails) == 0 {
		return nil
	}
	run := make([]int64, len(tails))
	for i, at := len(run)-1, tails[len(tails)-1]; i >= 0; i, at = i-1, before[at] {
		run[i] = values[at]
	}
	return run
}
