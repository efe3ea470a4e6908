package ledger

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// commitmentDomain separates this hash from every other use of SHA-256. The zero byte ends it.
const commitmentDomain = "pregonero ledger commitment v1\x00"

// ActErase is the act of the entry by which the body of another entry was erased by order of
// law. Its Subject is [EraseSubject] of that entry's position and its Outcome is [Done]. It can
// itself never be erased: without it, a missing body counts as tampering.
const ActErase = "ledger.erase"

const subjectPrefix = "ledger:"

// EraseSubject is the Subject of the entry that records the erasure of position n.
func EraseSubject(n int64) string { return subjectPrefix + strconv.FormatInt(n, 10) }

// Commit binds a canonical entry without showing it: SHA-256 over domain, salt and entry. Erasing
// entry and salt leaves a commitment from which the entry cannot be guessed, and the tree whole.
func Commit(salt [32]byte, canonical []byte) [32]byte {
	h := sha256.New()
	h.Write([]byte(commitmentDomain))
	h.Write(salt[:])
	h.Write(canonical)
	var sum [32]byte
	h.Sum(sum[:0])
	return sum
}

// LeafHash is the RFC 6962 leaf hash of a commitment, as it stands in the tree.
func LeafHash(commitment [32]byte) tlog.Hash { return tlog.RecordHash(commitment[:]) }

// NewSalt reads a fresh salt from random, which is crypto/rand.Reader outside tests. A salt is
// used for one entry only.
func NewSalt(random io.Reader) (salt [32]byte, err error) {
	if _, err := io.ReadFull(random, salt[:]); err != nil {
		return salt, fmt.Errorf("ledger salt: %w", err)
	}
	return salt, nil
}
