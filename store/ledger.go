package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/ledger"
)

// Record writes an entry, not yet in sequence, in the same transaction as what it tells.
//
//clause:code 8.iii
func (t *Tx) Record(ctx context.Context, e ledger.Entry) error {
	if e.ID == "" {
		e.ID = id.New(e.At)
	}
	body, err := e.Canonical()
	if err != nil {
		return err
	}
	salt, err := ledger.NewSalt(rand.Reader)
	if err != nil {
		return err
	}
	c := ledger.Commit(salt, body)
	return t.exec(ctx, "record in the ledger", `INSERT INTO ledger_entry
		(id, n, at, actor, act, subject, account, area, outcome, salt, body, commitment)
		VALUES ($1, NULL, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		e.ID, micros(e.At), e.Actor, e.Act, e.Subject, e.Account, e.Area, e.Outcome, b64(salt[:]), string(body), b64(c[:]))
}

// RecordRefusal keeps a right that was denied, in a transaction of its own.
//
//clause:code 5.1.p4
func (s *Store) RecordRefusal(ctx context.Context, now time.Time, a institution.Actor, r institution.Refusal) error {
	e := Entry(now, a, string(r.Act))
	e.Subject, e.Area, e.Clause, e.Outcome = r.On.Subject, r.On.AreaID, r.Clause, ledger.Refused
	if len(r.On.AccountIDs) == 1 {
		e.Account = r.On.AccountIDs[0]
	}
	if len(r.On.AccountIDs) > 1 {
		e.Details = map[string]any{"accounts": strings.Join(r.On.AccountIDs, " ")}
	}
	return s.Change(ctx, func(t *Tx) error { return t.Record(ctx, e) })
}

// Entry starts an entry of the actor.
func Entry(now time.Time, a institution.Actor, act string) ledger.Entry {
	return ledger.Entry{At: now, Actor: a.PersonID, ActorName: a.Name, ActorRole: a.RoleNames(), Via: a.Via,
		From: a.From, Act: act, Outcome: ledger.Done}
}

func b64(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func unb64(s string) (out [32]byte, err error) {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != 32 {
		return out, fmt.Errorf("stored hash %q is not 32 bytes of base64", s)
	}
	copy(out[:], b)
	return out, nil
}

// nodeReader reads the tree's stored hashes.
type nodeReader struct {
	ctx context.Context
	t   *Tx
}

// ReadHashes implements tlog.HashReader, in the order asked.
func (r nodeReader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make(map[int64]tlog.Hash, len(indexes))
	for start := 0; start < len(indexes); start += 500 {
		part := indexes[start:min(start+500, len(indexes))]
		if err := r.readSome(part, found); err != nil {
			return nil, err
		}
	}
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		h, ok := found[x]
		if !ok {
			return nil, fmt.Errorf("the tree has no node %d", x)
		}
		out[i] = h
	}
	return out, nil
}

func (r nodeReader) readSome(part []int64, into map[int64]tlog.Hash) error {
	marks := make([]string, len(part))
	for i := range part {
		marks[i] = fmt.Sprintf("$%d", i+1)
	}
	rows, err := r.t.q.QueryContext(r.ctx, `SELECT idx, hash FROM ledger_node WHERE idx IN (`+strings.Join(marks, ",")+`)`, anys(part)...)
	if err != nil {
		return fmt.Errorf("read the tree: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var idx int64
		var text string
		if err := rows.Scan(&idx, &text); err != nil {
			return err
		}
		h, err := unb64(text)
		if err != nil {
			return err
		}
		into[idx] = tlog.Hash(h)
	}
	return rows.Err()
}

// Sequence gives positions to at most limit waiting entries, extends the tree and signs a
// checkpoint, in one transaction. It returns how many it took. Two at once do no harm:
// the second finds another size in ledger_head and changes nothing.
func (s *Store) Sequence(ctx context.Context, now time.Time, signer note.Signer, limit int) (int, error) {
	taken := 0
	err := s.Change(ctx, func(t *Tx) error {
		taken = 0
		waiting, err := list(ctx, t, scanWaiting, `SELECT id, commitment FROM ledger_entry WHERE n IS NULL ORDER BY id LIMIT $1`, limit)
		if err != nil || len(waiting) == 0 {
			return err
		}
		last, err := t.lastSigned(ctx, signer)
		if err != nil {
			return err
		}
		if err := t.update(ctx, "advance the ledger", `UPDATE ledger_head SET size = $1 WHERE id = 1 AND size = $2`, last.Size+int64(len(waiting)), last.Size); err != nil {
			return err
		}
		if err := t.extend(ctx, now, last, waiting, signer); err != nil {
			return err
		}
		taken = len(waiting)
		return nil
	})
	if errors.Is(err, ErrConflict) {
		return 0, nil
	}
	return taken, wrap(err, "sequence the ledger")
}

type waitingEntry struct {
	id         string
	commitment [32]byte
}

func scanWaiting(r scanner) (waitingEntry, error) {
	var w waitingEntry
	var c string
	if err := r.Scan(&w.id, &c); err != nil {
		return w, err
	}
	var err error
	w.commitment, err = unb64(c)
	return w, err
}

// lastSigned is the checkpoint that the sequencer goes on from, and that it signed itself.
func (t *Tx) lastSigned(ctx context.Context, signer note.Signer) (ledger.Checkpoint, error) {
	size, text, err := t.LatestCheckpoint(ctx)
	if err != nil || text == "" {
		return ledger.Empty(signer.Name()), err
	}
	c, err := ledger.OpenCheckpoint([]byte(text), ownHand{signer})
	if err == nil && c.Size != size {
		err = fmt.Errorf("the checkpoint kept for %d says %d", size, c.Size)
	}
	return c, err
}

// ownHand knows its own signatures again: Ed25519 always signs the same text alike.
type ownHand struct{ note.Signer }

// Verify implements note.Verifier.
func (h ownHand) Verify(msg, sig []byte) bool {
	own, err := h.Sign(msg)
	return err == nil && bytes.Equal(own, sig)
}

// extend fails when the stored tree is not the one that was signed last.
func (t *Tx) extend(ctx context.Context, now time.Time, last ledger.Checkpoint, waiting []waitingEntry, signer note.Signer) error {
	leaves := make([][32]byte, len(waiting))
	for i, w := range waiting {
		leaves[i] = w.commitment
	}
	nodes, next, err := ledger.Extend(last, leaves, nodeReader{ctx, t})
	if err != nil {
		return err
	}
	if err := t.givePositions(ctx, last.Size, waiting); err != nil {
		return err
	}
	if err := t.insertNodes(ctx, nodes); err != nil {
		return err
	}
	text, err := ledger.SignCheckpoint(next.Origin, next.Size, next.Root, signer)
	if err != nil {
		return err
	}
	return t.exec(ctx, "keep the checkpoint", `INSERT INTO ledger_checkpoint (size, at, note) VALUES ($1, $2, $3)`, next.Size, micros(now), string(text))
}

// givePositions numbers the entries, many in one statement: between the database and us
// there may be a network. The plus keeps SQLite from looking for them among all that wait.
func (t *Tx) givePositions(ctx context.Context, from int64, waiting []waitingEntry) error {
	const many = 200
	for start := 0; start < len(waiting); start += many {
		part := waiting[start:min(start+many, len(waiting))]
		marks, args := make([]string, len(part)), make([]any, 0, 2*len(part))
		for i, w := range part {
			marks[i] = fmt.Sprintf("($%d, CAST($%d AS BIGINT))", 2*i+1, 2*i+2)
			args = append(args, w.id, from+int64(start+i))
		}
		res, err := t.q.ExecContext(ctx, `UPDATE ledger_entry SET n = v.column2 FROM (VALUES `+strings.Join(marks, ",")+`) AS v
			WHERE ledger_entry.id = v.column1 AND +ledger_entry.n IS NULL`, args...)
		if err != nil {
			return wrap(err, "give positions")
		}
		if n, err := res.RowsAffected(); err != nil || n != int64(len(part)) {
			return errors.Join(ErrConflict, err)
		}
	}
	return nil
}

func (t *Tx) insertNodes(ctx context.Context, nodes []ledger.StoredHash) error {
	for start := 0; start < len(nodes); start += 400 {
		part := nodes[start:min(start+400, len(nodes))]
		marks, args := make([]string, len(part)), make([]any, 0, 2*len(part))
		for i, n := range part {
			marks[i] = fmt.Sprintf("($%d,$%d)", 2*i+1, 2*i+2)
			args = append(args, n.Index, b64(n.Hash[:]))
		}
		if err := t.exec(ctx, "extend the tree", `INSERT INTO ledger_node (idx, hash) VALUES `+strings.Join(marks, ","), args...); err != nil {
			return err
		}
	}
	return nil
}

// LatestCheckpoint is the newest signed checkpoint; size 0 and no text before the first.
func (t *Tx) LatestCheckpoint(ctx context.Context) (size int64, text string, err error) {
	err = t.q.QueryRowContext(ctx, `SELECT size, note FROM ledger_checkpoint ORDER BY size DESC LIMIT 1`).Scan(&size, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, "", nil
	}
	return size, text, wrap(err, "read the checkpoint")
}

// Checkpoints lists at most limit checkpoints, spread over the whole log, oldest first.
func (t *Tx) Checkpoints(ctx context.Context, limit int) ([]string, error) {
	return list(ctx, t, scanText, `SELECT note FROM (SELECT note, size, row_number() OVER (ORDER BY size DESC) AS k, count(*) OVER () AS total FROM ledger_checkpoint) c
		WHERE k = 1 OR (k - 1) % (1 + total / $1) = 0 ORDER BY size`, limit)
}

// TreeReader reads the tree's hashes within the transaction.
func (t *Tx) TreeReader(ctx context.Context) tlog.HashReader { return nodeReader{ctx, t} }

// LedgerRow is an entry as it is kept: without Body and Salt once it was erased.
type LedgerRow struct {
	ID         string
	N          int64 // -1 until it has a position
	Salt       string
	Body       string
	Commitment [32]byte
	columns    ledgerIndex
}

// ledgerIndex is what of an entry stands outside its body too, to search by. Nothing signs
// it: only the body is committed to.
type ledgerIndex struct {
	at                                          int64 // microseconds
	actor, act, subject, account, area, outcome string
}

// Entry reads the body; ok is false when it was erased. It fails when the columns beside
// the body say something else: somebody changed them, to hide the entry or to show it
// where it does not belong.
//
//clause:code 8.iii
func (r LedgerRow) Entry() (e ledger.Entry, ok bool, err error) {
	if r.Body == "" {
		return e, false, nil
	}
	if e, err = ledger.ParseEntry([]byte(r.Body)); err != nil {
		return e, true, err
	}
	if name := r.differs(e); name != "" {
		return e, true, r.changed(name)
	}
	return e, true, nil
}

// differs names the first column that the body denies; "" when none.
func (r LedgerRow) differs(e ledger.Entry) string {
	c := r.columns
	for _, x := range []struct{ name, column, body string }{
		{"id", r.ID, e.ID}, {"actor", c.actor, e.Actor}, {"act", c.act, e.Act}, {"subject", c.subject, e.Subject},
		{"account", c.account, e.Account}, {"area", c.area, e.Area}, {"outcome", c.outcome, e.Outcome},
	} {
		if string([]rune(x.column)) != x.body { // the body has U+FFFD for each byte that is not UTF-8
			return x.name
		}
	}
	if c.at != micros(e.At) {
		return "at"
	}
	return ""
}

func (r LedgerRow) changed(what string) error {
	return fault.New(fault.Internal, "El asiento %s de la bitácora fue alterado en la base de datos.", r.ID).
		Then("Avise a quien opera el sistema: hay que entregar la bitácora completa, verificarla y compararla con un respaldo.").
		Because(fmt.Errorf("ledger entry %s at %d: %s is not what was committed to", r.ID, r.N, what))
}

// OfAccount tells whether the entry belongs to the account by its own body, after seeing
// that the body is the one that was committed to. Of an erased one only the column is left.
func (r LedgerRow) OfAccount(accountID string) (bool, error) {
	e, ok, err := r.Entry()
	if err != nil {
		return false, err
	}
	if !ok {
		return r.columns.account == accountID, nil
	}
	salt, err := unb64(r.Salt)
	if err != nil {
		return false, err
	}
	if ledger.Commit(salt, []byte(r.Body)) != r.Commitment {
		return false, r.changed("body")
	}
	return e.Account == accountID, nil
}

func scanLedger(r scanner) (LedgerRow, error) {
	var row LedgerRow
	var n sql.NullInt64
	var c string
	k := &row.columns
	if err := r.Scan(&row.ID, &n, &row.Salt, &row.Body, &c, &k.at, &k.actor, &k.act, &k.subject, &k.account, &k.area, &k.outcome); err != nil {
		return row, err
	}
	row.N = -1
	if n.Valid {
		row.N = n.Int64
	}
	var err error
	row.Commitment, err = unb64(c)
	return row, err
}

const ledgerColumns = `SELECT id, n, salt, body, commitment, at, actor, act, subject, account, area, outcome FROM ledger_entry`

// LedgerFilter narrows the ledger; empty fields do not.
type LedgerFilter struct {
	Accounts []string // any of them
	Areas    []string
	Actor    string
	Act      string   // prefix
	Without  []string // prefixes of acts that are left out
	Subject  string
	Outcome  string
	From, To time.Time
	Before   string // id: the page before
	Limit    int
}

// Ledger lists entries, newest first.
func (t *Tx) Ledger(ctx context.Context, f LedgerFilter) ([]LedgerRow, error) {
	query, args := f.query()
	return list(ctx, t, scanLedger, query, args...)
}

// query takes the newest of each account and area from its own index, and of these the
// newest: asked for any of them at once, databases sort all that they ever had.
func (f LedgerFilter) query() (string, []any) {
	var w where
	var newest []string
	limit := upTo(f.Limit, 1000)
	branch := func(column, value string) {
		w.parts = nil
		if column != "" {
			w.and(column+" = ?", value)
		}
		f.narrow(&w)
		newest = append(newest, fmt.Sprintf("SELECT id FROM (SELECT id FROM ledger_entry%s ORDER BY id DESC LIMIT %d) AS b%d", w.String(), limit, len(newest)))
	}
	for _, id := range f.Accounts {
		branch("account", id)
	}
	for _, id := range f.Areas {
		branch("area", id)
	}
	if len(newest) == 0 {
		branch("", "")
	}
	return ledgerColumns + " WHERE id IN (" + strings.Join(newest, " UNION ") + fmt.Sprintf(") ORDER BY id DESC LIMIT %d", limit), w.args
}

// narrow adds everything but accounts and areas.
func (f LedgerFilter) narrow(w *where) {
	if f.Actor != "" {
		w.and("actor = ?", f.Actor)
	}
	if f.Act != "" {
		w.and(`act LIKE ? ESCAPE '\'`, literal(f.Act)+"%")
	}
	for _, act := range f.Without {
		w.and(`act NOT LIKE ? ESCAPE '\'`, literal(act)+"%")
	}
	if f.Subject != "" {
		w.and("subject = ?", f.Subject)
	}
	if f.Outcome != "" {
		w.and("outcome = ?", f.Outcome)
	}
	if !f.From.IsZero() {
		w.and("at >= ?", micros(f.From))
	}
	if !f.To.IsZero() {
		w.and("at < ?", micros(f.To))
	}
	if f.Before != "" {
		w.and("id < ?", f.Before)
	}
}

// LedgerFrom lists entries with a position in [from, from+limit), in order.
func (t *Tx) LedgerFrom(ctx context.Context, from int64, limit int) ([]LedgerRow, error) {
	return list(ctx, t, scanLedger, ledgerColumns+` WHERE n >= $1 AND n < $2 ORDER BY n`, from, from+int64(limit))
}

// Record is the row as the ledger's export wants it.
func (r LedgerRow) Record() (ledger.Record, error) {
	out := ledger.Record{N: r.N, Commitment: r.Commitment}
	if r.Body == "" {
		return out, nil
	}
	salt, err := unb64(r.Salt)
	out.Salt, out.Canonical = salt, []byte(r.Body)
	return out, err
}

// LedgerAt reads the entry with that position.
func (t *Tx) LedgerAt(ctx context.Context, n int64) (LedgerRow, error) {
	return one(ctx, t, "ese asiento", scanLedger, ledgerColumns+` WHERE n = $1`, n)
}

// EraseBody removes body and salt of a sequenced entry and keeps its commitment. The
// entry of an erasure is never erased.
func (t *Tx) EraseBody(ctx context.Context, n int64) error {
	res, err := t.q.ExecContext(ctx, `UPDATE ledger_entry SET body = '', salt = '', actor = '', subject = '', act = ''
		WHERE n = $1 AND body <> '' AND act <> $2`, n, ledger.ActErase)
	if err != nil {
		return wrap(err, "erase a body")
	}
	if k, _ := res.RowsAffected(); k == 0 {
		return fault.New(fault.Conflict, "El asiento %d no existe, ya fue borrado o es la constancia de un borrado.", n)
	}
	return nil
}

// LedgerState tells the size, how many entries wait, and since when the oldest waits.
func (s *Store) LedgerState(ctx context.Context) (size, waiting int64, oldest time.Time, err error) {
	var at sql.NullInt64
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT size FROM ledger_head WHERE id = 1), count(*), min(at) FROM ledger_entry WHERE n IS NULL`).Scan(&size, &waiting, &at)
	return size, waiting, fromMicros(at.Int64), wrap(err, "read the ledger's state")
}
