package alike

import (
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"sync"
)

// Of 128 and of 256 bits, how many agree at the least in texts whose likeness is a half.
// Such texts agree in three of four bits on average, with a deviation of 4.9 of 128 and 6.9
// of 256: one in ten thousand falls below. Texts that have nothing to do with each other
// agree in 52 to 54 of a hundred.
const (
	leastHalf  = 77
	leastWhole = 166
)

// idSize is the length of an identifier (a ULID).
const idSize = 26

// Index holds sketches: 58 bytes each. It is safe for concurrent use; its zero value is empty.
type Index struct {
	mu          sync.RWMutex
	first, last [][words / 2]uint64 // the halves of each sketch, apart: the second is seldom read
	ids         [][idSize]byte
}

// Entry is a text in the index.
type Entry struct {
	ID     string // of 26 characters
	Sketch Sketch
}

// Add adds texts. An identifier of another length is not kept.
func (x *Index) Add(entries ...Entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, e := range entries {
		if len(e.ID) != idSize {
			continue
		}
		x.first = append(x.first, [2]uint64(e.Sketch[:2]))
		x.last = append(x.last, [2]uint64(e.Sketch[2:]))
		x.ids = append(x.ids, [idSize]byte([]byte(e.ID)))
	}
}

// Len is how many there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.ids)
}

// candidate is a text by its place, with how many bits agree.
type candidate struct{ at, agree int }

// Like lists up to n identifiers of texts that may be alike by a half or more, the likest
// first. Some are not: compare them. It looks with as many processors as there are and
// waits for all of them.
func (x *Index) Like(k Sketch, n int) []string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	parts := min(runtime.GOMAXPROCS(0), 1+len(x.ids)/smallest)
	each := (len(x.ids) + parts - 1) / parts
	lists := make([][]candidate, parts)
	var group sync.WaitGroup
	for p := 1; p < parts; p++ {
		group.Go(func() { lists[p] = x.look(k, p*each, min((p+1)*each, len(x.ids))) })
	}
	lists[0] = x.look(k, 0, min(each, len(x.ids)))
	group.Wait()
	found := slices.Concat(lists...)
	slices.SortFunc(found, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.agree, a.agree), cmp.Compare(b.at, a.at)) })
	out := make([]string, 0, min(n, len(found)))
	for _, c := range found[:min(n, len(found))] {
		out = append(out, string(x.ids[c.at][:]))
	}
	return out
}

// smallest part that is worth a goroutine of its own.
const smallest = 50_000

// look compares the sketches from one place to another.
func (x *Index) look(k Sketch, from, to int) (found []candidate) {
	for i := from; i < to; i++ {
		half := &x.first[i]
		some := functions/2 - bits.OnesCount64(k[0]^half[0]) - bits.OnesCount64(k[1]^half[1])
		if some < leastHalf {
			continue
		}
		half = &x.last[i]
		all := some + functions/2 - bits.OnesCount64(k[2]^half[0]) - bits.OnesCount64(k[3]^half[1])
		if all >= leastWhole {
			found = append(found, candidate{i, all})
		}
	}
	return found
}
