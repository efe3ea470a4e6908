//go:build bench

package bench

import (
	"crypto/rand"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"pregonero/ledger"
)

var theKey = sync.OnceValues(func() ([2]string, error) {
	secret, verifier, err := ledger.GenerateKey(rand.Reader, "medidas.example/bitacora")
	return [2]string{secret, verifier}, err
})

func keyPair(t testing.TB) (secret, verifier string) {
	t.Helper()
	k, err := theKey()
	if err != nil {
		t.Fatal(err)
	}
	return k[0], k[1]
}

func signer(t testing.TB) note.Signer {
	t.Helper()
	secret, _ := keyPair(t)
	s, err := ledger.ReadSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
