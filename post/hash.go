package post

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Hash binds an endorsement to every word, every attachment with its alternative text,
// every account, every source and the hour. Hex SHA-256 of a canonical JSON form.
func (c Content) Hash() string {
	n := c.normal()
	b, err := json.Marshal(n)
	if err != nil {
		panic("post: content cannot be marshalled: " + err.Error()) // plain strings and times only
	}
	sum := sha256.Sum256(append([]byte("pregonero/post/v1\n"), b...))
	return hex.EncodeToString(sum[:])
}

// normal removes differences that nobody sees: line ends, order of accounts and
// purposes, sub-second times, an own text that equals the common one.
func (c Content) normal() Content {
	n := c
	n.Text = lines(c.Text)
	n.Variants = slices.Clone(c.Variants)
	for i := range n.Variants {
		n.Variants[i].Text = lines(n.Variants[i].Text)
		if !n.Variants[i].Own {
			n.Variants[i].Text = ""
		}
	}
	slices.SortFunc(n.Variants, func(a, b Variant) int { return strings.Compare(a.AccountID, b.AccountID) })
	n.Purposes = slices.Sorted(slices.Values(c.Purposes))
	n.Ties = slices.Clone(c.Ties)
	slices.SortFunc(n.Ties, func(a, b Tie) int { return strings.Compare(a.URL, b.URL) })
	n.DueAt = c.DueAt.UTC().Truncate(time.Second)
	n.ReviewOn = c.ReviewOn.UTC().Truncate(time.Second)
	return n
}

func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
