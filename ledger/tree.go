package ledger

import (
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// StoredHash is one complete node of the tree. Index is that of [tlog.StoredHashIndex]: a log of
// n entries has the indexes 0 to [tlog.StoredHashCount](n)-1, and a stored hash never changes.
type StoredHash struct {
	Index int64
	Hash  tlog.Hash
}

// ErrTreeChanged tells that the stored hashes do not give the root that was signed last.
var ErrTreeChanged = errors.New("ledger: the stored tree is not the one that was signed")

// Append extends a tree of first entries with a batch of commitments. It reads the edge of the old
// tree once (at most 63 hashes) and gives the hashes to keep, in order of index, and the new root.
// An empty batch gives the root of the old tree.
func Append(first int64, commitments [][32]byte, r tlog.HashReader) ([]StoredHash, tlog.Hash, error) {
	edge, err := readFrontier(first, r)
	if err != nil {
		return nil, tlog.Hash{}, err
	}
	stored := edge.extend(commitments)
	return stored, edge.root(), nil
}

// Extend is [Append] for the sequencer: it goes on from the last checkpoint that was signed, and gives the
// next one to sign. It fails with [ErrTreeChanged] when the stored edge does not give the root of last,
// so that nobody signs over a tree that was tampered with. A new log goes on from [Empty].
func Extend(last Checkpoint, commitments [][32]byte, r tlog.HashReader) ([]StoredHash, Checkpoint, error) {
	edge, err := readFrontier(last.Size, r)
	if err != nil {
		return nil, Checkpoint{}, err
	}
	if edge.root() != last.Root {
		return nil, Checkpoint{}, ErrTreeChanged
	}
	stored := edge.extend(commitments)
	return stored, Checkpoint{Origin: last.Origin, Size: edge.size, Root: edge.root()}, nil
}

// Empty is the checkpoint of a log without entries.
func Empty(origin string) Checkpoint { return Checkpoint{Origin: origin, Root: emptyRoot} }

// ProveInclusion shows that position n stands in the tree of size entries.
// Check it with [tlog.CheckRecord].
func ProveInclusion(size, n int64, r tlog.HashReader) (tlog.RecordProof, error) {
	proof, err := tlog.ProveRecord(size, n, r)
	if err != nil {
		return nil, fmt.Errorf("ledger: proving position %d in %d: %w", n, size, err)
	}
	return proof, nil
}

// ProveConsistency shows that the tree of size entries extends the tree of old entries.
// Check it with [tlog.CheckTree]. Between 0 < old <= size.
func ProveConsistency(size, old int64, r tlog.HashReader) (tlog.TreeProof, error) {
	proof, err := tlog.ProveTree(size, old, r)
	if err != nil {
		return nil, fmt.Errorf("ledger: proving that %d extends %d: %w", size, old, err)
	}
	return proof, nil
}

// frontier is the right edge of a tree: the roots of the complete subtrees that make it up, one for
// each bit set in size. It is all that is needed to go on, or to know the root.
type frontier struct {
	size  int64
	nodes [64]tlog.Hash // by level; valid where the bit of size is set
}

// readFrontier reads the edge of a tree of size entries in one call of r.
func readFrontier(size int64, r tlog.HashReader) (*frontier, error) {
	if size < 0 {
		return nil, fmt.Errorf("ledger: negative tree size %d", size)
	}
	f := &frontier{size: size}
	var levels []int
	var indexes []int64
	for level := 0; size>>level > 0; level++ {
		if size>>level&1 == 1 {
			levels = append(levels, level)
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	if len(indexes) == 0 {
		return f, nil
	}
	hashes, err := r.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("ledger: reading the edge of the tree of %d: %w", size, err)
	}
	if len(hashes) != len(indexes) {
		return nil, fmt.Errorf("ledger: asked for %d hashes, got %d", len(indexes), len(hashes))
	}
	for i, level := range levels {
		f.nodes[level] = hashes[i]
	}
	return f, nil
}

// extend appends commitments and gives the hashes to keep.
func (f *frontier) extend(commitments [][32]byte) []StoredHash {
	stored := make([]StoredHash, 0, 2*len(commitments)+bits.Len64(uint64(f.size)))
	index := tlog.StoredHashCount(f.size)
	for _, c := range commitments {
		f.append(LeafHash(c), func(h tlog.Hash) {
			stored = append(stored, StoredHash{Index: index, Hash: h})
			index++
		})
	}
	return stored
}

// append adds one leaf and tells keep every node that it completes, leaf first: that is the order
// of the stored hashes. keep may be nil.
func (f *frontier) append(leaf tlog.Hash, keep func(tlog.Hash)) {
	node, level := leaf, 0
	if keep != nil {
		keep(node)
	}
	for ; f.size>>level&1 == 1; level++ {
		node = tlog.NodeHash(f.nodes[level], node)
		if keep != nil {
			keep(node)
		}
	}
	f.nodes[level] = node
	f.size++
}

// root is the RFC 6962 tree head: SHA-256 of nothing for the empty tree.
func (f *frontier) root() tlog.Hash {
	if f.size == 0 {
		return emptyRoot
	}
	level := bits.TrailingZeros64(uint64(f.size))
	node := f.nodes[level]
	for level++; f.size>>level > 0; level++ {
		if f.size>>level&1 == 1 {
			node = tlog.NodeHash(f.nodes[level], node)
		}
	}
	return node
}
