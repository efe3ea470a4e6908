package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// What became of a received message.
const (
	MailTaken     = "taken"     // it went to what it answers
	MailRefused   = "refused"   // it came from somebody who may not
	MailAutomatic = "automatic" // a machine wrote it
	MailReport    = "report"    // it says what became of one of ours
)

// Received is what is kept of a received message: never what it says.
type Received struct {
	MessageID string // or the hash of a message that has none
	At        time.Time
	Outcome   string
	Reason    string // Spanish; "" when it was taken
	Sender    string // the address
	Subject   string
	Thread    string
}

func scanReceived(r scanner) (m Received, err error) {
	var at int64
	err = r.Scan(&m.MessageID, &at, &m.Outcome, &m.Reason, &m.Sender, &m.Subject, &m.Thread)
	m.At = fromMicros(at)
	return m, err
}

const receivedColumns = `SELECT message_id, at, outcome, reason, sender, subject, thread FROM mail_received`

// AddReceived keeps that a message came; fresh is false when it had come before.
func (t *Tx) AddReceived(ctx context.Context, m Received) (fresh bool, err error) {
	res, err := t.q.ExecContext(ctx, `INSERT INTO mail_received (message_id, at, outcome, reason, sender, subject, thread)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (message_id) DO NOTHING`,
		m.MessageID, micros(m.At), m.Outcome, m.Reason, strings.ToLower(m.Sender), m.Subject, m.Thread)
	if err != nil {
		return false, wrap(err, "keep a received mail")
	}
	n, err := res.RowsAffected()
	return n == 1, wrap(err, "keep a received mail")
}

// ReceivedMails lists what came, the newest first; outcomes may be none: all.
func (t *Tx) ReceivedMails(ctx context.Context, limit int, outcomes ...string) ([]Received, error) {
	var w where
	w.in("outcome", outcomes)
	w.args = append(w.args, upTo(limit, 200))
	return list(ctx, t, scanReceived, receivedColumns+w.String()+fmt.Sprintf(` ORDER BY at DESC LIMIT $%d`, len(w.args)), w.args...)
}

// RepliesOf lists the Message-IDs of what an address answered in a thread, the oldest first.
func (t *Tx) RepliesOf(ctx context.Context, thread, address string) ([]string, error) {
	return list(ctx, t, scanText, `SELECT message_id FROM mail_received WHERE thread = $1 AND sender = $2 AND outcome = $3 ORDER BY at LIMIT 20`,
		thread, strings.ToLower(address), MailTaken)
}

// Verified is the state of a person's address.
type Verified struct {
	PersonID string
	Address  string
	Hash     string    // of the token of the link
	Asked    time.Time // when the link was sent
	At       time.Time // when it was confirmed; zero: not yet
}

func scanVerified(r scanner) (v Verified, err error) {
	var asked, at int64
	err = r.Scan(&v.PersonID, &v.Address, &v.Hash, &asked, &at)
	v.Asked, v.At = fromMicros(asked), fromMicros(at)
	return v, err
}

const verifiedColumns = `SELECT person_id, address, token_hash, asked, at FROM mail_verified`

// Verifications lists the state of addresses, by person. Compare the address: the person's
// may have changed since.
func (t *Tx) Verifications(ctx context.Context) (map[string]Verified, error) {
	all, err := list(ctx, t, scanVerified, verifiedColumns)
	out := make(map[string]Verified, len(all))
	for _, v := range all {
		out[v.PersonID] = v
	}
	return out, err
}

// VerificationByToken reads what a link confirms.
func (t *Tx) VerificationByToken(ctx context.Context, hash string) (Verified, error) {
	return one(ctx, t, "ese enlace", scanVerified, verifiedColumns+` WHERE token_hash = $1`, hash)
}

// PutVerified keeps the state of a person's address.
func (t *Tx) PutVerified(ctx context.Context, v Verified) error {
	return t.exec(ctx, "keep the state of an address", `INSERT INTO mail_verified (person_id, address, token_hash, asked, at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person_id) DO UPDATE SET address = excluded.address, token_hash = excluded.token_hash, asked = excluded.asked, at = excluded.at`,
		v.PersonID, v.Address, v.Hash, micros(v.Asked), micros(v.At))
}
