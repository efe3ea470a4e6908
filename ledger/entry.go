package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
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
	Details   jsontext.Value `json:"details"` // canonical JSON of an object
}

// Canonical is the entry in canonical JSON (RFC 8785): the exact bytes that are committed to,
// kept and exported. Bytes that are not UTF-8 become U+FFFD, because an entry about hostile
// input must not be lost to it. It fails on an entry without id, time, actor, act or outcome,
// on numbers that a double cannot hold, and on more than [MaxEntry] bytes.
func (e Entry) Canonical() ([]byte, error) {
	if err := e.validate(); err != nil {
		return nil, fmt.Errorf("ledger entry %q: %w", e.ID, err)
	}
	details, err := canonicalDetails(e.Details)
	if err != nil {
		return nil, fmt.Errorf("ledger entry %q: details: %w", e.ID, err)
	}
	canonical := e.wire(details).append(nil)
	if len(canonical) > MaxEntry {
		return nil, fmt.Errorf("ledger entry %q: %d bytes, more than %d", e.ID, len(canonical), MaxEntry)
	}
	return canonical, nil
}

func canonicalDetails(details map[string]any) (jsontext.Value, error) {
	if len(details) == 0 {
		return jsontext.Value("{}"), nil
	}
	raw, err := json.Marshal(details, jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return nil, fmt.Errorf("encoding: %w", err)
	}
	return canonicalJSON(raw)
}

// ParseEntry reads what [Entry.Canonical] wrote. It fails on any other bytes, even when they
// mean the same. Numbers in Details come back as float64.
func ParseEntry(canonical []byte) (Entry, error) {
	e, w, _, err := parseEntry(canonical, nil)
	if err != nil {
		return Entry{}, fmt.Errorf("ledger entry: %w", err)
	}
	if err := json.Unmarshal(w.Details, &e.Details); err != nil {
		return Entry{}, fmt.Errorf("ledger entry %q: details: %w", e.ID, err)
	}
	return e, nil
}

// parseEntry is ParseEntry without the details, which Verify has no use for; scratch is for its own use.
func parseEntry(canonical, scratch []byte) (Entry, entryWire, []byte, error) {
	var w entryWire
	if len(canonical) > MaxEntry {
		return Entry{}, w, scratch, fmt.Errorf("%d bytes, more than %d", len(canonical), MaxEntry)
	}
	if err := json.Unmarshal(canonical, &w, json.RejectUnknownMembers(true)); err != nil {
		return Entry{}, w, scratch, fmt.Errorf("decoding: %w", err)
	}
	if w.Version != EntryVersion {
		return Entry{}, w, scratch, fmt.Errorf("unknown version %d", w.Version)
	}
	scratch = w.append(scratch[:0])
	if !bytes.Equal(scratch, canonical) {
		return Entry{}, w, scratch, errNotCanonical
	}
	if err := checkObject(w.Details); err != nil {
		return Entry{}, w, scratch, fmt.Errorf("details: %w", err)
	}
	at, err := parseTime(w.At)
	if err != nil {
		return Entry{}, w, scratch, err
	}
	e := w.entry(at)
	return e, w, scratch, e.validate()
}

func checkObject(value jsontext.Value) error {
	if string(value) == "{}" {
		return nil
	}
	if value.Kind() != '{' {
		return errors.New("not an object")
	}
	return checkCanonical(value)
}

// append writes the members in the order of RFC 8785.
func (w entryWire) append(dst []byte) []byte {
	dst = appendMember(dst, `{"account":`, w.Account)
	dst = appendMember(dst, `,"act":`, w.Act)
	dst = appendMember(dst, `,"actor":`, w.Actor)
	dst = appendMember(dst, `,"actor_name":`, w.ActorName)
	dst = appendMember(dst, `,"actor_role":`, w.ActorRole)
	dst = appendMember(dst, `,"area":`, w.Area)
	dst = appendMember(dst, `,"at":`, w.At)
	dst = appendMember(dst, `,"clause":`, w.Clause)
	dst = append(append(dst, `,"details":`...), w.Details...)
	dst = appendMember(dst, `,"from":`, w.From)
	dst = appendMember(dst, `,"id":`, w.ID)
	dst = appendMember(dst, `,"outcome":`, w.Outcome)
	dst = appendMember(dst, `,"subject":`, w.Subject)
	dst = strconv.AppendInt(append(dst, `,"v":`...), int64(w.Version), 10)
	dst = appendMember(dst, `,"via":`, w.Via)
	return append(dst, '}')
}

// appendMember quotes as RFC 8785 does; the error only tells that bytes became U+FFFD.
func appendMember(dst []byte, name, value string) []byte {
	dst, _ = jsontext.AppendQuote(append(dst, name...), value)
	return dst
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

func (e Entry) wire(details jsontext.Value) entryWire {
	return entryWire{
		Version: EntryVersion, ID: e.ID, At: formatTime(e.At),
		Actor: e.Actor, ActorName: e.ActorName, ActorRole: e.ActorRole,
		Via: e.Via, From: e.From, Act: e.Act, Subject: e.Subject,
		Account: e.Account, Area: e.Area, Clause: e.Clause,
		Outcome: e.Outcome, Details: details,
	}
}

func (w entryWire) entry(at time.Time) Entry {
	return Entry{
		ID: w.ID, At: at,
		Actor: w.Actor, ActorName: w.ActorName, ActorRole: w.ActorRole,
		Via: w.Via, From: w.From, Act: w.Act, Subject: w.Subject,
		Account: w.Account, Area: w.Area, Clause: w.Clause,
		Outcome: w.Outcome,
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
