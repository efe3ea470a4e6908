package oversight_test

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"database/sql"
	"io"
	"strings"
	"testing"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/oversight"
	"pregonero/store"
	"pregonero/store/storetest"
)

// tampers are done to the table behind the program's back.
var tampers = map[string]string{
	"hidden from its account":              `UPDATE ledger_entry SET account = 'otra' WHERE act = 'account.register'`,
	"given to the account":                 `UPDATE ledger_entry SET account = 'CUENTA' WHERE act = 'person.test'`,
	"of somebody else":                     `UPDATE ledger_entry SET actor = 'otra' WHERE act = 'account.register'`,
	"another act":                          `UPDATE ledger_entry SET act = 'account.read' WHERE act = 'account.register'`,
	"refused":                              `UPDATE ledger_entry SET outcome = 'refused' WHERE act = 'account.register'`,
	"of another area":                      `UPDATE ledger_entry SET area = 'derfe' WHERE act = 'account.register'`,
	"of another subject":                   `UPDATE ledger_entry SET subject = 'x' WHERE act = 'account.register'`,
	"at another time":                      `UPDATE ledger_entry SET at = at + 1 WHERE act = 'account.register'`,
	"body and column changed alike":        `UPDATE ledger_entry SET account = 'otra', body = replace(body, '{"account":"CUENTA"', '{"account":"otra"') WHERE act = 'account.register'`,
	"the ledger's own note of the account": `UPDATE ledger_entry SET account = '' WHERE act = 'account.activate'`,
}

// An account's ledger is what the signed bodies say is the account's. Who changes the
// columns beside them, to hide an entry or to add another's, is told, never obeyed.
//
//clause:test 8.iii
func TestChangedColumnsAreTold(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, address string) {
		s, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		w := testworld.New(t, s)
		w.Person("paz", "mando_superior", "cncs").Grant(institution.Press, "")
		w.Person("leo", "mando_medio", "jle-jal")
		w.Person("alba", "operativo", "jle-jal")
		b := bureau{t, w, &oversight.Office{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now}}
		acc := b.account()
		b.must(s.Change(t.Context(), func(tx *store.Tx) error {
			e := store.Entry(w.Clock.Now(), w.Actor("paz"), "person.test")
			e.Subject = "person:\xffx" // a byte that no text has: its body differs from what was given, rightly
			if s.Postgres() {
				e.Subject = "person:x"
			}
			return tx.Record(t.Context(), e)
		}))
		secret, public, err := ledger.GenerateKey(rand.Reader, "prueba.example/bitacora")
		b.must(err)
		signer, err := ledger.ReadSigner(secret)
		b.must(err)
		book := &oversight.Book{Store: s, Pack: w.Pack, Gate: w.Gate, Now: w.Clock.Now, Signer: signer, Verifier: public, Holder: "test"}
		b.must(book.Sequence(t.Context()))

		var out bytes.Buffer
		b.must(book.WriteExport(t.Context(), acc.ID, &out))
		b.exported(&out, acc)
		b.run(address, `CREATE TABLE untouched AS SELECT * FROM ledger_entry`)
		for name, tamper := range tampers {
			b.run(address, strings.ReplaceAll(tamper, "CUENTA", acc.ID))
			if err := book.WriteExport(t.Context(), acc.ID, io.Discard); !fault.Is(err, fault.Internal) {
				b.Errorf("%s: the account's export said %v", name, err)
			}
			b.must(book.WriteExport(t.Context(), "", io.Discard)) // the whole can always be had, to be verified
			b.run(address, `DELETE FROM ledger_entry`)
			b.run(address, `INSERT INTO ledger_entry SELECT * FROM untouched`)
		}
		b.run(address, tampers["of another area"])
		_, err = book.Lines(t.Context(), w.Actor("paz"), oversight.Filter{Limit: 100})
		b.refused(fault.Internal, err)
	})
}

func (b bureau) run(address, statement string) {
	b.Helper()
	driver := "sqlite"
	if strings.HasPrefix(address, "postgres") {
		driver = "pgx"
	}
	db, err := sql.Open(driver, address)
	b.must(err)
	defer db.Close()
	_, err = db.Exec(statement)
	b.must(err)
}

// exported wants the account's two entries in the zip, and no other.
func (b bureau) exported(out *bytes.Buffer, acc account.Account) {
	b.Helper()
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	b.must(err)
	f, err := z.Open("entries/000000.jsonl")
	b.must(err)
	text, err := io.ReadAll(f)
	b.must(err)
	if n := bytes.Count(text, []byte("\n")); n != 2 || bytes.Contains(text, []byte("person.test")) {
		b.Errorf("%d lines of %s:\n%s", n, acc.ID, text)
	}
}
