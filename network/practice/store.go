package practice

import (
	"context"
	"errors"
	"time"
)

// ErrNotFound is what a Store says of an account, note or file that it does not have.
var ErrNotFound = errors.New("practice: not found")

// Account is an institutional account on the practice network.
type Account struct {
	Handle string // without @
	Name   string
	Bio    string
}

// Note is anything written: a post, a comment, an answer.
type Note struct {
	ID        string
	Account   string // the handle in whose space it stands
	Own       bool   // written by the account; otherwise by a visitor
	Author    string // the visitor's invented name; "" when Own
	Text      string
	Lang      string
	ReplyTo   string // "" for a post or a mention
	Root      string // the first note of the thread; "" for a post or a mention
	Media     []Attachment
	At        time.Time
	EditedAt  time.Time // zero: never edited
	DeletedAt time.Time // zero: still there
	Hidden    bool
	Held      bool // the network keeps it: it cannot be erased
	Likes     int64
	Views     int64
	Change    int64 // set by the store, see Store
}

// Attachment is a file of a note with its alternative text.
type Attachment struct {
	Hash string `json:"hash"` // hex SHA-256
	Type string `json:"type"` // MIME type
	Alt  string `json:"alt,omitempty"`
}

// File is an uploaded picture, video or sound.
type File struct {
	Hash    string
	Type    string
	Content []byte
}

// Store keeps the network. AddNote and ChangeNote are atomic and give the note a Change
// number greater than any given before; numbers become visible in that order, so a reader
// that has seen n never finds a smaller one later (on PostgreSQL: take the number under a
// lock, a sequence alone is not enough).
type Store interface {
	// SaveAccount creates or replaces the account of that handle.
	SaveAccount(ctx context.Context, a Account) error
	// AddAccount keeps the account unless its handle, whatever its capitals, is taken.
	AddAccount(ctx context.Context, a Account) (added bool, err error)
	// KeepCode keeps the hash of a code that may become a token until then.
	KeepCode(ctx context.Context, codeHash, handle string, until time.Time) error
	// UseCode makes the code's account known by the token and ends the code: of two that
	// come at once, one finds it. ErrNotFound when there is none or its time is over.
	UseCode(ctx context.Context, codeHash string, now time.Time, tokenHash string) error
	// AddToken makes the account known by the token whose hash it is; the same twice is no error.
	AddToken(ctx context.Context, tokenHash, handle string) error
	// OfToken is the account that is known by the token.
	OfToken(ctx context.Context, tokenHash string) (Account, error)
	// DropToken ends a token; one that is not there is no error.
	DropToken(ctx context.Context, tokenHash string) error
	// DropTokens ends all of an account.
	DropTokens(ctx context.Context, handle string) error

	Account(ctx context.Context, handle string) (Account, error)
	Accounts(ctx context.Context) ([]Account, error) // by handle

	// AddNote keeps the note unless its ID is taken; it returns the one that is there.
	AddNote(ctx context.Context, n Note) (kept Note, added bool, err error)
	// ChangeNote applies change to the note as it is now. An error of change is returned and nothing is kept.
	ChangeNote(ctx context.Context, id string, change func(*Note) error) (Note, error)
	// Count adds to the counters of a note; this is no change.
	Count(ctx context.Context, id string, likes, views int64) error
	Note(ctx context.Context, id string) (Note, error)

	// Timeline is the account's posts and the mentions of it that are still there (no
	// Root), newest first, older than the note with id before ("" for the newest).
	Timeline(ctx context.Context, handle, before string, limit int) ([]Note, error)
	// Thread is every note whose Root is id, oldest first, taken-back ones included.
	Thread(ctx context.Context, id string) ([]Note, error)
	// Changes is the visitors' notes in the account's space with Change > after, in order of Change.
	Changes(ctx context.Context, handle string, after int64, limit int) ([]Note, error)

	SaveFile(ctx context.Context, f File) error // the same hash twice is no error
	File(ctx context.Context, hash string) (File, error)
}
