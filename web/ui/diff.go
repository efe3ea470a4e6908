package ui

import (
	"unicode"
)

// DiffKind says what became of a part of a text.
type DiffKind int

const (
	DiffSame DiffKind = iota
	DiffAdded
	DiffRemoved
)

// DiffPart is a run of words with the same fate.
type DiffPart struct {
	Kind DiffKind
	Text string
}

// maxDiffTokens bounds the table of the comparison (words × words); beyond it the
// changed middle is shown as removed and added whole.
const maxDiffTokens = 2000

// DiffWords compares two texts word by word (longest common subsequence). Joining what
// is not DiffAdded gives before; joining what is not DiffRemoved gives after.
func DiffWords(before, after string) []DiffPart {
	a, b := tokens(before), tokens(after)
	head := commonPrefix(a, b)
	a, b, start := a[head:], b[head:], a[:head]
	tail := commonSuffix(a, b)
	end := a[len(a)-tail:]
	a, b = a[:len(a)-tail], b[:len(b)-tail]

	var d differ
	d.add(DiffSame, start...)
	if len(a) > maxDiffTokens || len(b) > maxDiffTokens {
		d.add(DiffRemoved, a...)
		d.add(DiffAdded, b...)
	} else {
		d.walk(a, b, lcsTable(a, b))
	}
	d.add(DiffSame, end...)
	return d.parts
}

type differ struct{ parts []DiffPart }

func (d *differ) add(kind DiffKind, words ...string) {
	for _, word := range words {
		if n := len(d.parts); n > 0 && d.parts[n-1].Kind == kind {
			d.parts[n-1].Text += word
			continue
		}
		d.parts = append(d.parts, DiffPart{Kind: kind, Text: word})
	}
}

// walk follows the table from the start, taking what both share.
func (d *differ) walk(a, b []string, table [][]uint16) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			d.add(DiffSame, a[i])
			i, j = i+1, j+1
		case table[i+1][j] >= table[i][j+1]:
			d.add(DiffRemoved, a[i])
			i++
		default:
			d.add(DiffAdded, b[j])
			j++
		}
	}
	d.add(DiffRemoved, a[i:]...)
	d.add(DiffAdded, b[j:]...)
}

// lcsTable[i][j] is the length of the longest common subsequence of a[i:] and b[j:].
func lcsTable(a, b []string) [][]uint16 {
	table := make([][]uint16, len(a)+1)
	for i := range table {
		table[i] = make([]uint16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				table[i][j] = table[i+1][j+1] + 1
			} else {
				table[i][j] = max(table[i+1][j], table[i][j+1])
			}
		}
	}
	return table
}

// tokens cuts a text into words and what is between them.
func tokens(text string) []string {
	var out []string
	start, inWord := 0, false
	for i, r := range text {
		word := unicode.IsLetter(r) || unicode.IsDigit(r)
		if i > start && (word != inWord || !word) {
			out = append(out, text[start:i])
			start = i
		}
		inWord = word
	}
	if start < len(text) {
		out = append(out, text[start:])
	}
	return out
}

func commonPrefix(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
