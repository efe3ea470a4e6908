package ledger

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// EntryVersion is the "v" member of every entry written today. A change of meaning of any
// member raises it; old entries keep theirs forever.
const EntryVersion = 1

// MaxEntry is the longest canonical entry, in bytes. It keeps any line of an export under
// [MaxLine] even when every byte of the entry has to be escaped.
const MaxEntry = 256 << 10

// Outcomes of an entry.
const (
	Done    = "done"    // the act took place
	Refused = "refused" // the act was asked for and denied; Clause says why
)

// timeLayout is RFC 3339 in UTC with exactly six decimals.
const timeLayout = "2006-01-02T15:04:05.000000Z"

// Entry is one act in the ledger: who did what, on what, when, from where, under which clause.
// It never holds a secret: no password, token, cookie or key, not even in part.
type Entry struct {
	ID        string         // unique in the log; a ULID
	At        time.Time      // when the act took place; kept to the microsecond, in UTC
	Actor     string         // the true actor: a person's id, or "sistema:…"
	ActorName string         // the name at that moment
	ActorRole string         // the role under which the actor acted
	Via       string         // "web", "api", "cli" or "job"
	From      string         // IP address or host; may be empty
	Act       string         // dotted verb, such as "post.submit"
	Subject   string         // on what, such as "post:01J…"
	Account   string         // the account it belongs to; empty when it belongs to none
	Area      string         // the area it belongs to; empty when it belongs to none
	Clause    string         // the clause of the regulation; may be empty
	Outcome   string         // Done or Refused
	Details   map[string]any // what else must be known; JSON values, whole numbers within ±2^53
}

// entryWire is the JSON form: every member is always present, so that one entry has one form.
type entryWire struct {
	Version   int            `json:"v"`
	ID        string         `json:"id"`
	At        string         `json:"at"`
	Actor     string         `json:"actor"`
	ActorName string         `json:"actor_name"`
	ActorRole string         `json:"actor_role"`
	Via       string         `json:"via"`
	From      string         `json:"from"`
	Act       string         `json:"act"`
	Subject   string         `json:"subject"`
	Account   string         `json:"account"`
	Area      string         `json:"area"`
	Clause    string         `json:"clause"`
	Outcome   string         `json:"outcome"`
	Details   map[string]any `json:"details"`
}

// Canonical is the entry in canonical JSON (RFC 8785): the exact bytes that are committed to,
// kept and exported. Bytes that are not UTF-8 become U+FFFD, because an entry about hostile
// input must not be lost to it. It fails on an entry without id, time, actor, act or outcome,
// on numbers that a double cannot hold, and on more than [MaxEntry] bytes.
func (e Entry) Canonical() ([]byte, error) {
	if err := e.validate(); err != nil {
		return nil, fmt.Errorf("ledger entry %q: %w", e.ID, err)
	}
	raw, err := json.Marshal(e.wire(), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return nil, fmt.Errorf("ledger entry %q: encoding: %w", e.ID, err)
	}
	canonical, err := canonicalJSON(raw)
	if err != nil {
		return nil, fmt.Errorf("ledger entry %q: %w", e.ID, err)
	}
	if len(canonical) > MaxEntry {
		return nil, fmt.Errorf("ledger entry %q: %d bytes, more than %d", e.ID, len(canonical), MaxEntry)
	}
	return canonical, nil
}

// ParseEntry reads what [Entry.Canonical] wrote. It fails on any other bytes, even when they
// mean the same. Numbers in Details come back as float64.
func ParseEntry(canonical []byte) (Entry, error) {
	if len(canonical) > MaxEntry {
		return Entry{}, fmt.Errorf("ledger entry: %d bytes, more than %d", len(canonical), MaxEntry)
	}
	if err := checkCanonical(canonical); err != nil {
		return Entry{}, fmt.Errorf("ledger entry: %w", err)
	}
	var w entryWire
	if err := json.Unmarshal(canonical, &w, json.RejectUnknownMembers(true)); err != nil {
		return Entry{}, fmt.Errorf("ledger entry: decoding: %w", err)
	}
	if w.Version != EntryVersion {
		return Entry{}, fmt.Errorf("ledger entry: unknown version %d", w.Version)
	}
	at, err := parseTime(w.At)
	if err != nil {
		return Entry{}, fmt.Errorf("ledger entry %q: %w", w.ID, err)
	}
	e := w.entry(at)
	return e, e.validate()
}

func (e Entry) validate() error {
	switch {
	case e.ID == "":
		return errors.New("no id")
	case e.At.IsZero():
		return errors.New("no time")
	case e.At.UTC().Year() < 1 || e.At.UTC().Year() > 9999:
		return errors.New("a year outside 1–9999")
	case e.Actor == "":
		return errors.New("no actor")
	case e.Act == "":
		return errors.New("no act")
	case e.Outcome != Done && e.Outcome != Refused:
		return fmt.Errorf("outcome %q is neither %q nor %q", e.Outcome, Done, Refused)
	}
	return nil
}

func (e Entry) wire() entryWire {
	return entryWire{
		Version: EntryVersion, ID: e.ID, At: formatTime(e.At),
		Actor: e.Actor, ActorName: e.ActorName, ActorRole: e.ActorRole,
		Via: e.Via, From: e.From, Act: e.Act, Subject: e.Subject,
		Account: e.Account, Area: e.Area, Clause: e.Clause,
		Outcome: e.Outcome, Details: e.Details,
	}
}

func (w entryWire) entry(at time.Time) Entry {
	return Entry{
		ID: w.ID, At: at,
		Actor: w.Actor, ActorName: w.ActorName, ActorRole: w.ActorRole,
		Via: w.Via, From: w.From, Act: w.Act, Subject: w.Subject,
		Account: w.Account, Area: w.Area, Clause: w.Clause,
		Outcome: w.Outcome, Details: w.Details,
	}
}

func formatTime(t time.Time) string { return t.UTC().Format(timeLayout) }

// parseTime accepts only the form that formatTime writes.
func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(timeLayout, s)
	if err != nil || formatTime(t) != s {
		return time.Time{}, fmt.Errorf("time %q is not RFC 3339 UTC with six decimals", s)
	}
	return t.UTC(), nil
}
