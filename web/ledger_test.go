package web

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/ledger"
)

// sequenced gives every entry its position and signs a checkpoint.
func (h *house) sequenced() {
	h.Helper()
	if h.site.Book.Signer == nil {
		secret, verifier, err := ledger.GenerateKey(rand.Reader, "prueba.example/bitacora")
		h.must(err)
		h.site.Book.Signer, err = ledger.ReadSigner(secret)
		h.must(err)
		h.site.Book.Verifier = verifier
	}
	h.must(h.site.Book.Sequence(h.Context()))
}

// bookhouse is a newsroom whose ledger has something to tell, with who may read all of it.
func bookhouse(t *testing.T) (*house, inbox.Item) {
	t.Helper()
	h, acc := newsroom(t)
	h.w.Person("aurora", "mando_medio", "oic").Grant(institution.Auditor, "")
	h.w.Person("sergio", "mando_medio", "secretaria-ejecutiva").Grant(institution.Secretary, "")
	item := h.said(acc, "Rosa", "Gracias", time.Hour)
	_, err := h.site.Counter.Close(t.Context(), h.w.Actor("ana"), item.ID, "Es un agradecimiento.")
	h.must(err)
	h.w.Clock.Advance(time.Second)
	_, err = h.site.Counter.Conversation(t.Context(), h.w.Actor("aurora"), item.ID)
	if err == nil {
		t.Fatal("an auditor reads the inbox")
	}
	h.sequenced()
	return h, item
}

// The ledger says in plain words what was done and what was denied, with its clause.
//
//clause:test 8.iii
func TestLedgerInPlainWords(t *testing.T) {
	t.Parallel()
	h, item := bookhouse(t)
	a := h.as("aurora").get("/bitacora")
	rows := a.Find("#ledger tbody tr")
	if a.status != http.StatusOK || rows.Length() != 2 {
		t.Fatalf("status %d, %d rows: %s", a.status, rows.Length(), a.text("main"))
	}
	refusal, closing := strings.Join(strings.Fields(rows.Eq(0).Text()), " "), strings.Join(strings.Fields(rows.Eq(1).Text()), " ")
	if !strings.Contains(refusal, "Persona aurora quiso leer la bandeja de esta cuenta, y se le negó.") || !rows.Eq(0).HasClass("state-fix") || !strings.Contains(refusal, "Criterio 5.1.p4") {
		t.Errorf("the refusal says %q", refusal)
	}
	if !strings.Contains(closing, "Persona ana cerró un comentario sin contestar.") || !strings.Contains(closing, "Es un agradecimiento.") || !strings.Contains(closing, "@jal en") {
		t.Errorf("the closing says %q", closing)
	}
	if a.has("a[href='/bandeja/" + item.ID + "']") {
		t.Error("an auditor is led to a comment that is not theirs to read")
	}
	if got := h.as("ana").get("/bitacora"); !got.has("a[href='/bandeja/" + item.ID + "']") {
		t.Error("who administers the account is not led to the comment")
	}
}

func TestLedgerFilters(t *testing.T) {
	t.Parallel()
	h, item := bookhouse(t)
	aurora := h.as("aurora")
	for query, want := range map[string]int{"quien=" + h.id("ana"): 1, "que=item.": 1, "que=inbox.": 1, "resultado=refused": 1, "cuenta=" + item.AccountID: 2,
		"desde=2026-09-01&hasta=2026-09-01": 2, "desde=2026-09-02": 0, "hasta=2026-08-31": 0, "que=item.&resultado=refused": 0} {
		a := aurora.get("/bitacora?" + query)
		if got := a.Find("#ledger tbody tr").Length(); a.status != http.StatusOK || got != want {
			t.Errorf("%s: %d rows, want %d", query, got, want)
		}
		if got, chips := a.Find(".filter-chip").Length(), strings.Count(query, "="); got != chips {
			t.Errorf("%s: %d filters shown, want %d", query, got, chips)
		}
	}
	bad := aurora.get("/bitacora?desde=ayer")
	if bad.status != http.StatusOK || !bad.has(".errors a[href='#desde']") || bad.value("#desde") != "ayer" {
		t.Errorf("a date that is none: %s", bad.text("main"))
	}
}

// Pages go on where the last one ended.
func TestLedgerPages(t *testing.T) {
	t.Parallel()
	h, acc := newsroom(t)
	for range ledgerShown + 5 {
		item := h.said(acc, "Rosa", "Gracias", time.Minute)
		_, err := h.site.Counter.Close(t.Context(), h.w.Actor("ana"), item.ID, "Nada que contestar.")
		h.must(err)
	}
	ana := h.as("ana")
	first := ana.get("/bitacora?que=item.")
	older := first.Find("main a.btn[href*='antes=']").AttrOr("href", "")
	if first.Find("#ledger tbody tr").Length() != ledgerShown || !strings.Contains(older, "que=item.") {
		t.Fatalf("the first page: %d rows, %q", first.Find("#ledger tbody tr").Length(), older)
	}
	if second := ana.get(older); second.Find("#ledger tbody tr").Length() != 5 || second.has("main a.btn[href*='antes=']") {
		t.Errorf("the second page: %d rows", second.Find("#ledger tbody tr").Length())
	}
	line := ana.get("/cuentas/" + acc.ID + "/linea")
	if line.Find(".timeline__entry").Length() != linesShown || !line.has("a[href*='linea?antes=']") {
		t.Errorf("the timeline shows %d", line.Find(".timeline__entry").Length())
	}
}

// The proof on the page holds by the public tree alone.
//
//clause:test 8.iii
func TestLedgerEntryProvesItself(t *testing.T) {
	t.Parallel()
	h, _ := bookhouse(t)
	for range 5 { // a tree with some height
		h.as("ana").get("/bandeja/no-es")
		h.as("aurora").get("/bandeja")
	}
	h.sequenced()
	note := h.nobody().get("/bitacora/checkpoint").body
	verifier, err := ledger.ReadVerifier(strings.TrimSpace(h.nobody().get("/bitacora/llave").body))
	h.must(err)
	root, err := ledger.OpenCheckpoint([]byte(note), verifier)
	h.must(err)
	a := h.as("aurora").get("/bitacora/asiento/0")
	if a.status != http.StatusOK || !strings.Contains(a.text("pre"), strings.TrimSpace(strings.Split(note, "\n")[0])) {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	var proof tlog.RecordProof
	a.Find("[data-proof] code").Each(func(_ int, s *selection) { proof = append(proof, hashOf(t, s.Text())) })
	commitment := hashOf(t, a.Find(".proof code").First().Text())
	if root.Size < 5 || len(proof) == 0 || tlog.CheckRecord(proof, root.Size, root.Root, 0, ledger.LeafHash(commitment)) != nil {
		t.Errorf("the proof of %d hashes does not hold in a tree of %d", len(proof), root.Size)
	}
	tile := h.nobody().get(fmt.Sprintf("/bitacora/tile/0/000.p/%d", root.Size))
	if leaf := ledger.LeafHash(commitment); tile.status != http.StatusOK || len(tile.body) != int(root.Size)*32 || tile.body[:32] != string(leaf[:]) {
		t.Errorf("the tile: status %d, %d bytes", tile.status, len(tile.body))
	}
	if a := h.nobody().get("/bitacora/tile/0/001"); a.status != http.StatusNotFound {
		t.Errorf("a tile that is not there: %d", a.status)
	}
	for _, path := range []string{"/bitacora/asiento/99999", "/bitacora/asiento/-1", "/bitacora/asiento/uno"} {
		if a := h.as("aurora").get(path); a.status != http.StatusNotFound {
			t.Errorf("%s: status %d", path, a.status)
		}
	}
}

func hashOf(t *testing.T, text string) (h tlog.Hash) {
	t.Helper()
	raw, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(raw) != 32 {
		t.Fatalf("%q is no hash", text)
	}
	return tlog.Hash(raw)
}

// One's own acts, accounts and areas; of the rest, the whole for those who audit.
//
//clause:test 5.1.p4
func TestLedgerByRight(t *testing.T) {
	t.Parallel()
	h, item := bookhouse(t)
	h.w.Person("mateo", "mando_medio", "jle-yuc").Head("jle-yuc")
	mateo := h.as("mateo")
	if a := mateo.get("/bitacora"); a.status != http.StatusOK || a.has("#ledger tbody tr") || a.has("form[action='/bitacora/exportar']") {
		t.Errorf("another area's head sees %s", a.text("main"))
	}
	for _, a := range []*answer{mateo.get("/bitacora?cuenta=" + item.AccountID), mateo.get("/bitacora/asiento/0"), mateo.post("/bitacora/exportar", "cuenta", item.AccountID),
		mateo.post("/bitacora/exportar"), h.as("ana").post("/bitacora/exportar"), h.as("aurora").get("/bitacora/asiento/0/borrar"), h.as("aurora").post("/bitacora/asiento/0/borrar", "order", "Sí", "seguro", "si")} {
		if a.status != http.StatusForbidden || !strings.Contains(a.text("main"), "8.iii") {
			t.Errorf("status %d: %s", a.status, a.text("main"))
		}
	}
	if len(h.w.Ledger("ledger.erase")) == 0 || len(h.w.Ledger("ledger.all")) == 0 {
		t.Error("the refusals are not in the ledger")
	}
}

// The export of a page is verified with nothing but its bytes.
//
//clause:test 8.iii
func TestLedgerExport(t *testing.T) {
	t.Parallel()
	h, item := bookhouse(t)
	for who, account := range map[string]string{"aurora": "", "ana": item.AccountID} {
		a := h.as(who).post("/bitacora/exportar", "cuenta", account)
		if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/zip" || !strings.Contains(a.header.Get("Content-Disposition"), "bitacora-2026-09-01.zip") {
			t.Fatalf("%s: status %d: %s", who, a.status, a.text("main"))
		}
		report, err := ledger.Verify(t.Context(), bytes.NewReader([]byte(a.body)), int64(len(a.body)), h.site.Book.Verifier)
		if err != nil || !report.OK() || !report.Trusted || report.Account != account || report.Entries == 0 {
			t.Errorf("%s: %v, %v", who, err, report.Sentences())
		}
	}
	if len(h.w.Ledger("ledger.export")) != 2 {
		t.Error("the exports are not in the ledger")
	}
}

// A body goes by order of law, asked for twice; its commitment and the tree stay.
func TestLedgerErase(t *testing.T) {
	t.Parallel()
	h, _ := bookhouse(t)
	sergio, path := h.as("sergio"), "/bitacora/asiento/0/borrar"
	if a := sergio.get("/bitacora/asiento/0"); !a.has("a[href='" + path + "']") {
		t.Fatal("the secretary is not offered the erasure")
	}
	if a := sergio.post(path, "order", " "); a.status != http.StatusUnprocessableEntity || !a.has(".errors a[href='#order']") {
		t.Errorf("without order: status %d", a.status)
	}
	ask := sergio.post(path, "order", "Juzgado 3, 12/2026")
	if ask.status != http.StatusOK || ask.value(".interruption [name=order]") != "Juzgado 3, 12/2026" || len(h.w.Ledger("ledger.erase")) != 0 {
		t.Fatalf("status %d: %s", ask.status, ask.text("main"))
	}
	if a := sergio.post(path, "order", "Juzgado 3, 12/2026", "seguro", "si"); a.status != http.StatusSeeOther {
		t.Fatalf("status %d: %s", a.status, a.text("main"))
	}
	gone := sergio.get("/bitacora/asiento/0")
	if strings.Contains(gone.body, "Es un agradecimiento") || !strings.Contains(gone.text("main"), "se borró por orden de ley") || !gone.has(".proof code") {
		t.Errorf("after: %s", gone.text("main"))
	}
	if a := sergio.get("/bitacora"); a.status != http.StatusOK || !strings.Contains(a.text("#ledger"), "se borró por orden de ley") {
		t.Errorf("the list: %s", a.text("main"))
	}
	h.sequenced()
	a := h.as("aurora").post("/bitacora/exportar")
	if report, err := ledger.Verify(t.Context(), bytes.NewReader([]byte(a.body)), int64(len(a.body)), h.site.Book.Verifier); err != nil || !report.OK() || report.Erased != 1 {
		t.Errorf("%v, %v", err, report.Sentences())
	}
}

func TestCompliance(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("aurora", "mando_medio", "oic").Grant(institution.Auditor, "")
	h.w.Person("nadie", "operativo", "oic")
	aurora := h.as("aurora")
	waiting := planned(h.w.Pack.Clauses)
	for query, want := range map[string]int{"": len(h.w.Pack.Clauses), "?estado=pendiente": waiting, "?estado=listo": len(h.w.Pack.Clauses) - waiting} {
		if got := aurora.get("/cumplimiento" + query).Find("#compliance tbody tr").Length(); got != want {
			t.Errorf("%q: %d clauses, want %d", query, got, want)
		}
	}
	both := aurora.get("/cumplimiento?quien=check&estado=listo")
	if n := both.Find("#compliance tbody tr").Length(); n == 0 || both.Find(".filter-chip").Length() != 2 || strings.Contains(both.text("#compliance"), "Por construir") {
		t.Errorf("narrowed: %s", both.text("main"))
	}
	if a := h.as("nadie").get("/cumplimiento"); a.status != http.StatusForbidden {
		t.Errorf("who holds nothing: status %d", a.status)
	}
}
