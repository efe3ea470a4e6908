package ledger

import (
	"bytes"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
)

func TestTilePaths(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path string
		tile Tile
	}{
		{"tile/0/000", Tile{Width: 256}},
		{"tile/0/000.p/1", Tile{Width: 1}},
		{"tile/0/x001/234", Tile{Index: 1234, Width: 256}},
		{"tile/2/x001/x234/067.p/255", Tile{Level: 2, Index: 1234067, Width: 255}},
		{"tile/entries/000", Tile{Entries: true, Width: 256}},
		{"tile/entries/x012/345.p/7", Tile{Entries: true, Index: 12345, Width: 7}},
	}
	for _, tt := range tests {
		if got := tt.tile.Path(); got != tt.path {
			t.Errorf("path %s, want %s", got, tt.path)
		}
		if got, err := ParseTilePath(tt.path); err != nil || got != tt.tile {
			t.Errorf("%s: got %+v (%v), want %+v", tt.path, got, err, tt.tile)
		}
	}
}

func TestTilePathsRefused(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"", "tile", "tile/", "checkpoint", "tile/8/0/000", "tile/data/000", "tile/-1/000", "tile/00/000", "tile/8/000", "tile/64/000",
		"tile/0/0", "tile/0/0000", "tile/0/001/000", "tile/0/x000/001", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01",
		"tile/0/../000", "/tile/0/000", "tile/0/000/", "tile/entries/", "tile/entries/data/000", "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
	} {
		if got, err := ParseTilePath(path); err == nil {
			t.Errorf("%q was read as %+v", path, got)
		}
	}
}

func TestTileExists(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path string
		size int64
		want bool
	}{
		{"tile/0/000.p/1", 0, false},
		{"tile/0/000.p/5", 5, true},
		{"tile/0/000.p/6", 5, false},
		{"tile/0/000.p/5", 9, true},
		{"tile/0/000", 255, false},
		{"tile/0/000", 256, true},
		{"tile/1/000.p/1", 255, false},
		{"tile/1/000.p/1", 256, true},
		{"tile/entries/001.p/1", 257, true},
		{"tile/7/x999/x999/x999/x999/x999/999", 1 << 62, false},
	}
	for _, tt := range tests {
		tile, err := ParseTilePath(tt.path)
		if err != nil {
			t.Fatal(err)
		}
		if got := tile.Exists(tt.size); got != tt.want {
			t.Errorf("%s in a log of %d: %v", tt.path, tt.size, got)
		}
	}
}

// Whoever has only the tiles finds the root and every leaf.
func TestTreeFromTiles(t *testing.T) {
	t.Parallel()
	l := newTestLog(t)
	l.grow(t, 700)
	size := int64(len(l.records))
	served := servedTiles{log: l, size: size}
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: l.root}, served)
	for n := range size {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, n)})
		if err != nil || hashes[0] != LeafHash(l.records[n].Commitment) {
			t.Fatalf("leaf %d: %v (%v)", n, hashes, err)
		}
	}
	if root, err := tlog.TreeHash(size, reader); err != nil || root != l.root {
		t.Errorf("root %s (%v), want %s", root, err, l.root)
	}
}

// servedTiles is a client of our paths: it asks for tlog's tiles under the names of C2SP.
type servedTiles struct {
	log  *testLog
	size int64
}

func (servedTiles) Height() int                     { return TileHeight }
func (servedTiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (s servedTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var out [][]byte
	for _, want := range tiles {
		tile, err := ParseTilePath(Tile{Level: want.L, Index: want.N, Width: want.W}.Path())
		if err != nil {
			return nil, err
		}
		if !tile.Exists(s.size) {
			return nil, errLine
		}
		data, err := tile.Hashes(s.log)
		if err != nil {
			return nil, err
		}
		out = append(out, data)
	}
	return out, nil
}

func TestEntryBundle(t *testing.T) {
	t.Parallel()
	a, b := [32]byte{1}, [32]byte{31: 2}
	want := slices.Concat([]byte{0, 32}, a[:], []byte{0, 32}, b[:])
	got := EntryBundle([][32]byte{a, b})
	if !bytes.Equal(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
	back, err := ParseEntryBundle(got)
	if err != nil || !slices.Equal(back, [][32]byte{a, b}) {
		t.Errorf("back %x (%v)", back, err)
	}
	for name, bad := range map[string][]byte{
		"cut": got[:33], "another length": append([]byte{0, 31}, got[2:34]...), "too many": make([]byte, 34*257),
	} {
		if _, err := ParseEntryBundle(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := (Tile{Entries: true, Width: 1}).Hashes(nil); err == nil {
		t.Error("a bundle has no hashes")
	}
	if from, to := (Tile{Entries: true, Index: 2, Width: 3}).Positions(); from != 512 || to != 515 {
		t.Errorf("positions %d to %d", from, to)
	}
}
