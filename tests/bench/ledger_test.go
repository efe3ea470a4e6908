//go:build bench

package bench

import (
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"crypto/rand"

	"pregonero/ledger"
)

var theSigner = sync.OnceValues(func() (note.Signer, error) {
	secret, _, err := ledger.GenerateKey(rand.Reader, "medidas.example/bitacora")
	if err != nil {
		return nil, err
	}
	return ledger.ReadSigner(secret)
})

func signer(t testing.TB) note.Signer {
	t.Helper()
	s, err := theSigner()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
