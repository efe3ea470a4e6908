package ledger

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// checkedLine is what remains of a line once all that can be checked of it alone was checked.
type checkedLine struct {
	n         int64
	leaf      tlog.Hash
	id        [16]byte // of the hash of the entry's id
	at        time.Time
	erases    int64 // the position whose erasure the entry records, or NoPosition
	erased    bool
	malformed bool   // it could not be read, so n is not known
	sentence  string // what is wrong with it; empty when nothing is
}

// known tells whether the entry itself could be read.
func (l checkedLine) known() bool { return !l.malformed && !l.erased && l.sentence == "" }

// checkedChunk is a file of entries, and the leaf hashes that the tree has for them.
type checkedChunk struct {
	lines             []checkedLine
	sum, hashesSum    string // empty when the file was not read to its end
	hashes            []byte
	linesErr, hashErr error
}

var errTooManyLines = errors.New("too many lines in a file of entries")

// checkChunk reads a file of entries. judge adds what only one kind of export has.
func (v *verifying) checkChunk(ctx context.Context, chunk int64, judge func(line, Entry) string) checkedChunk {
	var c checkedChunk
	f, err := v.archive.open(chunkName(dirEntries, chunk))
	if err != nil {
		c.linesErr = err
		return c
	}
	defer f.Close()
	lines := newLines(f)
	var scratch []byte
	for lines.Scan() {
		if len(c.lines) == chunkLines {
			c.linesErr = errTooManyLines
			return c
		}
		if c.linesErr = ctx.Err(); c.linesErr != nil {
			return c
		}
		var checked checkedLine
		checked, scratch = checkLine(lines.Bytes(), scratch, judge)
		c.lines = append(c.lines, checked)
	}
	if c.linesErr = lines.Err(); c.linesErr == nil {
		c.sum = f.sum()
	}
	return c
}

func (v *verifying) readHashes(chunk int64, c *checkedChunk) {
	c.hashes, c.hashesSum, c.hashErr = v.archive.read(chunkName(dirHashes, chunk), chunkLines*tlog.HashSize)
}

func checkLine(text, scratch []byte, judge func(line, Entry) string) (checkedLine, []byte) {
	l, scratch, err := parseLine(text, scratch)
	if err != nil {
		return checkedLine{malformed: true, erases: NoPosition}, scratch
	}
	checked := checkedLine{n: l.N, leaf: LeafHash(l.Commitment), erases: NoPosition, erased: l.Erased()}
	var entry Entry
	if !l.Erased() {
		entry, scratch = checked.readEntry(l, scratch)
	}
	if checked.sentence == "" {
		checked.sentence = judge(l, entry)
	}
	return checked, scratch
}

func (c *checkedLine) readEntry(l line, scratch []byte) (Entry, []byte) {
	if Commit(l.Salt, l.Canonical) != l.Commitment {
		c.sentence = fmt.Sprintf("La entrada %d se cambió: su contenido no corresponde a su compromiso.", l.N)
		return Entry{}, scratch
	}
	entry, _, scratch, err := parseEntry(l.Canonical, scratch)
	if err != nil {
		c.sentence = fmt.Sprintf("La entrada %d no tiene la forma canónica, o le falta un dato.", l.N)
		return Entry{}, scratch
	}
	id := sha256.Sum256([]byte(entry.ID))
	c.id, c.at, c.erases = [16]byte(id[:16]), entry.At, erasedBy(entry)
	return entry, scratch
}

// erasedBy is the position whose erasure the entry records, or NoPosition.
func erasedBy(e Entry) int64 {
	rest, ok := strings.CutPrefix(e.Subject, subjectPrefix)
	n, err := strconv.ParseInt(rest, 10, 64)
	if !ok || err != nil || e.Act != ActErase || e.Outcome != Done || EraseSubject(n) != e.Subject {
		return NoPosition
	}
	return n
}

// noteTime keeps the earliest and the latest act.
func (v *verifying) noteTime(at time.Time) {
	if v.First.IsZero() || at.Before(v.First) {
		v.First = at
	}
	if at.After(v.Last) {
		v.Last = at
	}
}

// keepSum remembers the hash of a file that was read to its end, or tells why it was not.
func (v *verifying) keepSum(file, sum string, err error) {
	switch {
	case err == nil:
		v.sums[file] = sum
	case errors.Is(err, errTooManyLines):
		v.problem(NoPosition, file, "El archivo %s trae más de %d renglones.", file, chunkLines)
	case errors.Is(err, errLineOpen), errors.Is(err, io.ErrUnexpectedEOF):
		v.problem(NoPosition, file, "El archivo %s está cortado.", file)
	default:
		v.unreadable(file, err)
	}
}
