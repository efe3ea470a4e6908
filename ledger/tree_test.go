package ledger

import (
	"encoding/hex"
	"errors"
	"slices"
	"testing"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// The roots that the Certificate Transparency reference code gives for its eight test leaves.
func TestRootsOfRFC6962(t *testing.T) {
	t.Parallel()
	leaves := []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots := []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
	var f frontier
	for i, want := range roots {
		root := f.root()
		if got := hex.EncodeToString(root[:]); got != want {
			t.Errorf("root of %d leaves is %s, want %s", i, got, want)
		}
		if i < len(leaves) {
			data, err := hex.DecodeString(leaves[i])
			if err != nil {
				t.Fatal(err)
			}
			f.append(tlog.RecordHash(data), nil)
		}
	}
}

// Appending in any batches gives the tree that tlog builds one by one, and the root that
// transparency-dev/merkle computes; proofs hold under the code of the latter.
func TestAppendInBatches(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		batches := rapid.SliceOfN(rapid.IntRange(0, 70), 0, 12).Draw(t, "batches")
		l := &testLog{root: emptyRoot}
		var want []tlog.Hash
		outside := (&compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}).NewEmptyRange(0)
		var size int64
		for _, batch := range batches {
			commitments := make([][32]byte, batch)
			for i := range commitments {
				commitments[i] = testSalt(int(size) + i)
			}
			reads := 0
			reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) { reads++; return l.ReadHashes(indexes) })
			stored, root, err := Append(size, commitments, reader)
			if err != nil || reads > 1 {
				t.Fatalf("appending %d to %d: %d reads, %v", batch, size, reads, err)
			}
			for _, s := range stored {
				l.hashes = append(l.hashes, s.Hash)
			}
			for _, c := range commitments {
				hashes, err := tlog.StoredHashes(size, c[:], tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
					return (&testLog{hashes: want}).ReadHashes(indexes)
				}))
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, hashes...)
				if err := outside.Append(rfc6962.DefaultHasher.HashLeaf(c[:]), nil); err != nil {
					t.Fatal(err)
				}
				size++
			}
			l.root = root
			if size > 0 {
				outsideRoot, err := outside.GetRootHash(nil)
				if err != nil || tlog.Hash(outsideRoot) != root {
					t.Fatalf("root of %d: %s, an outsider says %x (%v)", size, root, outsideRoot, err)
				}
			}
		}
		if !slices.Equal(l.hashes, want) {
			t.Fatal("the stored hashes are not those of tlog")
		}
		if size > 0 {
			checkProofsOutside(t, l, size)
		}
	})
}

func checkProofsOutside(t *rapid.T, l *testLog, size int64) {
	n := rapid.Int64Range(0, size-1).Draw(t, "n")
	leaf := LeafHash(testSalt(int(n)))
	inclusion, err := ProveInclusion(size, n, l)
	if err != nil {
		t.Fatal(err)
	}
	err = proof.VerifyInclusion(rfc6962.DefaultHasher, uint64(n), uint64(size), leaf[:], rawHashes(inclusion), l.root[:])
	if err != nil {
		t.Fatal(err)
	}
	old := rapid.Int64Range(1, size).Draw(t, "old")
	oldRoot, err := tlog.TreeHash(old, l)
	if err != nil {
		t.Fatal(err)
	}
	consistency, err := ProveConsistency(size, old, l)
	if err != nil {
		t.Fatal(err)
	}
	err = proof.VerifyConsistency(rfc6962.DefaultHasher, uint64(old), uint64(size), rawHashes(consistency), oldRoot[:], l.root[:])
	if err != nil {
		t.Fatal(err)
	}
}

func rawHashes(hashes []tlog.Hash) [][]byte {
	var out [][]byte
	for _, h := range hashes {
		out = append(out, h[:])
	}
	return out
}

func TestAppendFails(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	l.grow(t, 3)
	short := tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil })
	tests := []struct {
		name  string
		first int64
		r     tlog.HashReader
	}{
		{"a negative size", -1, l},
		{"hashes that are not there", 5, l},
		{"fewer hashes than asked for", 3, short},
	}
	for _, tt := range tests {
		if _, _, err := Append(tt.first, [][32]byte{{}}, tt.r); err == nil {
			t.Errorf("%s: no error", tt.name)
		}
	}
}

func TestExtend(t *testing.T) {
	t.Parallel()
	want := newTestLog(t)
	want.grow(t, 300)
	got := newTestLog(t)
	last := Empty(testOrigin)
	for from := 0; from < 300; from += 50 {
		var commitments [][32]byte
		for _, r := range want.records[from : from+50] {
			commitments = append(commitments, r.Commitment)
		}
		stored, next, err := Extend(last, commitments, got)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stored {
			got.hashes = append(got.hashes, s.Hash)
		}
		last = next
	}
	if last != (Checkpoint{Origin: testOrigin, Size: 300, Root: want.root}) || !slices.Equal(got.hashes, want.hashes) {
		t.Errorf("got %+v", last)
	}
	got.hashes[tlog.StoredHashIndex(8, 0)][0]++ // a node of the edge
	if _, _, err := Extend(last, [][32]byte{{}}, got); !errors.Is(err, ErrTreeChanged) {
		t.Errorf("extended a tree that was changed: %v", err)
	}
	if _, _, err := Extend(Checkpoint{Size: 1 << 20}, nil, got); err == nil {
		t.Error("extended a tree that is not there")
	}
}
