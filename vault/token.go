package vault

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"strings"
)

// Token is n random bytes as base64url: sessions, API tokens, invitations. 32 is a good n.
func Token(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails: crypto/rand
	return base64.RawURLEncoding.EncodeToString(b)
}

// HashToken is what the database keeps of a token: hex SHA-256. A token is long and random,
// so no salt and no slow hash is needed, and it can be looked up by its hash.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// SameToken compares a token with its kept hash in constant time.
func SameToken(token, hash string) bool {
	return subtle.ConstantTimeCompare([]byte(HashToken(token)), []byte(hash)) == 1
}

// recoveryCodes is how many a person gets; each opens once.
const (
	recoveryCodes = 10
	recoveryBytes = 10 // 80 bits: 16 letters in four groups
)

// crockford has no I, L, O or U, which are misread on paper.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// RecoveryCodes makes ten codes to print, such as "4K7D-9XWB-2M3A-VQ0T", and their hashes
// to keep, in the same order.
func RecoveryCodes() (codes, hashes []string) {
	for range recoveryCodes {
		b := make([]byte, recoveryBytes)
		_, _ = rand.Read(b) // never fails: crypto/rand
		s := crockford.EncodeToString(b)
		codes = append(codes, s[:4]+"-"+s[4:8]+"-"+s[8:12]+"-"+s[12:])
		hashes = append(hashes, HashToken(s))
	}
	return codes, hashes
}

// MatchRecovery finds the kept hash that a typed code belongs to, whatever its case, its
// dashes and its O for 0. The caller removes that hash: a code opens once.
func MatchRecovery(typed string, hashes []string) (index int, right bool) {
	code := HashToken(recoveryTidy.Replace(strings.ToUpper(typed)))
	index = -1
	for i, h := range hashes {
		if subtle.ConstantTimeCompare([]byte(code), []byte(h)) == 1 {
			index = i
		}
	}
	return index, index >= 0
}

var recoveryTidy = strings.NewReplacer("-", "", " ", "", "\t", "", "\n", "", "\r", "", "O", "0", "I", "1", "L", "1")
