package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"
)

// joinNotes puts signed notes in one file, an empty line between them.
func joinNotes(notes [][]byte) []byte { return bytes.Join(notes, []byte("\n")) }

// splitNotes reads what joinNotes wrote and hands over each note with its place from zero. It holds
// one note at a time.
func splitNotes(r io.Reader, take func(i int64, text []byte) error) error {
	lines := newLines(r)
	var text []byte
	var count int64
	signed := false // the empty line between the text and its signatures has passed
	flush := func() error {
		err := take(count, text)
		count, text, signed = count+1, text[:0], false
		return err
	}
	for lines.Scan() {
		if len(lines.Bytes()) == 0 && signed {
			if err := flush(); err != nil {
				return err
			}
			continue
		}
		signed = signed || len(lines.Bytes()) == 0
		text = append(append(text, lines.Bytes()...), '\n')
		if len(text) > maxNote {
			return fmt.Errorf("a checkpoint of more than %d bytes", maxNote)
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if len(text) == 0 && count == 0 {
		return nil
	}
	return flush()
}

var (
	errLineTooLong = fmt.Errorf("a line of more than %d bytes", MaxLine)
	errLineOpen    = errors.New("the last line has no newline")
)

// newLines reads lines of at most MaxLine bytes, every one of them ended by a newline.
func newLines(r io.Reader) *bufio.Scanner {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 64<<10), MaxLine+2)
	s.Split(func(data []byte, atEOF bool) (int, []byte, error) {
		i := bytes.IndexByte(data, '\n')
		switch {
		case i > MaxLine, i < 0 && len(data) > MaxLine:
			return 0, nil, errLineTooLong
		case i >= 0:
			return i + 1, data[:i], nil
		case atEOF && len(data) > 0:
			return 0, nil, errLineOpen
		}
		return 0, nil, nil
	})
	return s
}

type consistencyWire struct {
	Proof []string `json:"proof"`
	Size  int64    `json:"size"`
}

func appendConsistency(dst []byte, size int64, proof tlog.TreeProof) []byte {
	dst = append(dst, `{"proof":`...)
	dst = appendHashes(dst, proof)
	dst = append(dst, `,"size":`...)
	dst = strconv.AppendInt(dst, size, 10)
	return append(dst, '}', '\n')
}

func parseConsistency(text []byte) (size int64, proof tlog.TreeProof, err error) {
	var w consistencyWire
	if err := json.Unmarshal(text, &w, json.RejectUnknownMembers(true)); err != nil {
		return 0, nil, errLine
	}
	hashes, err := parseHashes(w.Proof)
	if err != nil {
		return 0, nil, err
	}
	again := appendConsistency(nil, w.Size, hashes)
	if !bytes.Equal(again[:len(again)-1], text) {
		return 0, nil, errLine
	}
	return w.Size, hashes, nil
}
