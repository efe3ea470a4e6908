package ledger

import "golang.org/x/mod/sumdb/tlog"

// placing puts the lines of one file of a whole export into their positions, and tells which are missing,
// moved, repeated or too many. A position without a readable line takes its leaf from the hashes
// of the export, so that one fault does not hide the others.
type placing struct {
	*walking
	chunk    checkedChunk
	file     string
	from, to int64  // the positions that belong in the file
	present  []bool // by position, from from: some line says that it is that one
	placed   []bool // by position, from from: its line has been taken
}

func (p *placing) place() {
	p.present, p.placed = make([]bool, p.to-p.from), make([]bool, p.to-p.from)
	for _, l := range p.chunk.lines {
		if !l.malformed && p.belongs(l.n) {
			p.present[l.n-p.from] = true
		}
	}
	for _, l := range p.chunk.lines {
		if p.v.Stopped {
			return
		}
		p.line(l)
	}
	p.fill(p.to)
}

func (p *placing) belongs(n int64) bool { return n >= p.from && n < p.to }

func (p *placing) line(l checkedLine) {
	switch {
	case l.malformed:
		p.malformed()
		return
	case !p.belongs(l.n) && l.n >= p.size:
		p.v.problem(l.n, p.file, "La entrada %d sobra: el punto de control es de %d entradas.", l.n, p.size)
		return
	case !p.belongs(l.n):
		p.v.problem(l.n, p.file, "La entrada %d está fuera de lugar: no va en el archivo %s.", l.n, p.file)
		return
	case p.placed[l.n-p.from]:
		p.v.problem(l.n, p.file, "La entrada %d está repetida.", l.n)
		return
	}
	if l.sentence != "" {
		p.v.problem(l.n, p.file, "%s", l.sentence)
	}
	p.placed[l.n-p.from] = true
	p.known(l)
	if l.n < p.next {
		p.late(l)
		return
	}
	p.fill(l.n)
	p.walking.place(l.leaf, p.hashAt(l.n, l.leaf))
}

// late is a line that comes after its position was passed: the tree took its leaf from the hashes.
func (p *placing) late(l checkedLine) {
	p.v.problem(l.n, p.file, "La entrada %d está fuera de lugar: viene después de la %d.", l.n, p.next-1)
	if p.hashAt(l.n, l.leaf) != l.leaf {
		p.differs(l.n)
	}
}

// malformed is a line that cannot be read: it stands for the next position, unless another line does.
func (p *placing) malformed() {
	if p.next >= p.to || p.present[p.next-p.from] {
		p.v.problem(p.next, p.file, "Antes de la entrada %d hay un renglón que no tiene la forma debida.", p.next)
		return
	}
	p.v.problem(p.next, p.file, "El renglón de la entrada %d no tiene la forma debida.", p.next)
	p.placed[p.next-p.from] = true
	p.skip()
}

// fill passes the positions up to n, and tells those that no line has.
func (p *placing) fill(n int64) {
	for p.next < n {
		first := p.next
		for p.next < n && !p.present[p.next-p.from] {
			p.skip()
		}
		switch {
		case p.next == first+1:
			p.v.problem(first, p.file, "Falta la entrada %d.", first)
		case p.next > first+1:
			p.v.problem(first, p.file, "Faltan las entradas de la %d a la %d.", first, p.next-1)
		default:
			p.skip() // its line comes later, and is told then
		}
	}
}

func (p *placing) skip() {
	leaf := p.hashAt(p.next, tlog.Hash{})
	p.walking.place(leaf, leaf)
}

// hashAt is the leaf hash that the export has for n, or other when its file of hashes is of no use.
func (p *placing) hashAt(n int64, other tlog.Hash) tlog.Hash {
	i := (n - p.from) * tlog.HashSize
	if p.chunk.hashErr != nil || i+tlog.HashSize > int64(len(p.chunk.hashes)) {
		return other
	}
	return tlog.Hash(p.chunk.hashes[i : i+tlog.HashSize])
}
