package ledger

import (
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// TileHeight is the height of a tile in levels; a full tile is 256 hashes or entries wide.
const TileHeight = 8

// TileWidth is how many hashes, or entries, a full tile holds.
const TileWidth = 1 << TileHeight

// Tile names a piece of the log in the C2SP tlog-tiles form: hashes of one level, or a bundle
// of entries.
type Tile struct {
	Entries bool  // a bundle of entries; Level is then 0
	Level   int   // 0 holds leaf hashes, 1 the roots of full tiles of level 0, and so on
	Index   int64 // place in its level, from zero
	Width   int   // hashes or entries in it: 1 to 256
}

// Path is where the tile is served, below the log's prefix: "tile/0/x001/234", "tile/0/000.p/5"
// or "tile/entries/000".
func (t Tile) Path() string {
	return "tile/" + strings.Replace(strings.TrimPrefix(t.tlog().Path(), "tile/8/"), "data/", "entries/", 1)
}

// ParseTilePath reads a path as [Tile.Path] gives it, and nothing else.
func ParseTilePath(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	if !ok || strings.HasPrefix(rest, "data/") {
		return Tile{}, fmt.Errorf("ledger: %q is not the path of a tile", path)
	}
	parsed, err := tlog.ParseTilePath("tile/8/" + strings.Replace(rest, "entries/", "data/", 1))
	if err != nil {
		return Tile{}, fmt.Errorf("ledger: %q is not the path of a tile", path)
	}
	t := Tile{Entries: parsed.L < 0, Level: max(parsed.L, 0), Index: parsed.N, Width: parsed.W}
	if t.Level > 63/TileHeight || t.Path() != path {
		return Tile{}, fmt.Errorf("ledger: %q is not the path of a tile", path)
	}
	return t, nil
}

// Exists tells whether a log of size entries has the tile. A full tile and its shorter forms all
// exist, because readers may hold an older checkpoint.
func (t Tile) Exists(size int64) bool {
	width := size >> (TileHeight * t.Level)
	return t.Index <= width>>TileHeight && t.Index<<TileHeight+int64(t.Width) <= width
}

// Positions is the range of entries of a bundle: from (included) to (excluded).
func (t Tile) Positions() (from, to int64) {
	from = t.Index << TileHeight
	return from, from + int64(t.Width)
}

// Hashes is the body of a tile of hashes: 32 bytes for each, one after another.
func (t Tile) Hashes(r tlog.HashReader) ([]byte, error) {
	if t.Entries {
		return nil, fmt.Errorf("ledger: %s holds entries, not hashes", t.Path())
	}
	data, err := tlog.ReadTileData(t.tlog(), r)
	if err != nil {
		return nil, fmt.Errorf("ledger: reading %s: %w", t.Path(), err)
	}
	return data, nil
}

func (t Tile) tlog() tlog.Tile {
	level := t.Level
	if t.Entries {
		level = -1
	}
	return tlog.Tile{H: TileHeight, L: level, N: t.Index, W: t.Width}
}

// EntryBundle is the body of a tile of entries. What the public tree holds of an entry is its
// commitment, so each is the length 32 as two bytes, big end first, and the commitment.
func EntryBundle(commitments [][32]byte) []byte {
	bundle := make([]byte, 0, len(commitments)*34)
	for _, c := range commitments {
		bundle = binary.BigEndian.AppendUint16(bundle, uint16(len(c)))
		bundle = append(bundle, c[:]...)
	}
	return bundle
}

// ParseEntryBundle reads what [EntryBundle] wrote.
func ParseEntryBundle(bundle []byte) ([][32]byte, error) {
	const each = 34
	if len(bundle)%each != 0 || len(bundle) > TileWidth*each {
		return nil, fmt.Errorf("ledger: a bundle of entries of %d bytes", len(bundle))
	}
	var commitments [][32]byte
	for rest := bundle; len(rest) > 0; rest = rest[each:] {
		if n := binary.BigEndian.Uint16(rest); n != 32 {
			return nil, fmt.Errorf("ledger: a commitment of %d bytes in a bundle", n)
		}
		commitments = append(commitments, [32]byte(rest[2:each]))
	}
	return commitments, nil
}
