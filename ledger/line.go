package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/mod/sumdb/tlog"
)

// MaxLine is the longest line of an export, in bytes, its newline left out.
const MaxLine = 1 << 20

// Record is an entry with its place in the log. An erased one has no Canonical and no Salt.
type Record struct {
	N          int64 // position, from zero
	Commitment [32]byte
	Salt       [32]byte
	Canonical  []byte // nil when it was erased
}

// Erased tells whether the body was erased by order of law.
func (r Record) Erased() bool { return r.Canonical == nil }

// line is a record as it stands in an export; the proof only in a filtered one.
type line struct {
	Record
	proof tlog.RecordProof
}

type lineWire struct {
	Commitment [32]byte  `json:"commitment"`
	Entry      *string   `json:"entry"`
	Erased     *bool     `json:"erased"`
	N          int64     `json:"n"`
	Proof      *[]string `json:"proof"`
	Salt       *[32]byte `json:"salt"`
}

var errLine = errors.New("the line is not in the form of the format")

// append writes the line, newline included: canonical JSON, so that it has one form only.
func (l line) append(dst []byte) []byte {
	dst = append(dst, `{"commitment":"`...)
	dst = base64.StdEncoding.AppendEncode(dst, l.Commitment[:])
	dst = append(dst, '"')
	if l.Erased() {
		dst = append(dst, `,"erased":true`...)
	} else {
		dst = append(dst, `,"entry":`...)
		dst, _ = jsontext.AppendQuote(dst, l.Canonical) // canonical entries are valid UTF-8
	}
	dst = append(dst, `,"n":`...)
	dst = strconv.AppendInt(dst, l.N, 10)
	if l.proof != nil {
		dst = append(dst, `,"proof":`...)
		dst = appendHashes(dst, l.proof)
	}
	if !l.Erased() {
		dst = append(dst, `,"salt":"`...)
		dst = base64.StdEncoding.AppendEncode(dst, l.Salt[:])
		dst = append(dst, '"')
	}
	return append(dst, '}', '\n')
}

// parse reads a line (without its newline) exactly as append wrote it; scratch is for its own use.
func parseLine(text, scratch []byte) (line, []byte, error) {
	var w lineWire
	if err := json.Unmarshal(text, &w, json.RejectUnknownMembers(true)); err != nil {
		return line{}, scratch, errLine
	}
	l := line{Record: Record{N: w.N, Commitment: w.Commitment}}
	if w.Entry != nil {
		l.Canonical = []byte(*w.Entry)
	}
	if w.Salt != nil {
		l.Salt = *w.Salt
	}
	if w.Proof != nil {
		proof, err := parseHashes(*w.Proof)
		if err != nil {
			return line{}, scratch, err
		}
		l.proof = proof
	}
	scratch = l.append(scratch[:0])
	if !bytes.Equal(scratch[:len(scratch)-1], text) {
		return line{}, scratch, errLine
	}
	return l, scratch, nil
}

func appendHashes(dst []byte, hashes []tlog.Hash) []byte {
	dst = append(dst, '[')
	for i, h := range hashes {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '"')
		dst = base64.StdEncoding.AppendEncode(dst, h[:])
		dst = append(dst, '"')
	}
	return append(dst, ']')
}

// parseHashes never gives nil: an empty proof (a log of one entry) is a proof.
func parseHashes(texts []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, 0, len(texts))
	for _, text := range texts {
		h, err := tlog.ParseHash(text)
		if err != nil {
			return nil, errLine
		}
		hashes = append(hashes, h)
	}
	return hashes, nil
}
