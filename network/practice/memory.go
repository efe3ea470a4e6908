package practice

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// Memory is a Store that forgets when the process ends. Its zero value is ready.
type Memory struct {
	mu       sync.Mutex
	accounts map[string]Account
	codes    map[string]waiting // by their hash
	tokens   map[string]string  // hash → handle
	notes    map[string]Note
	order    []string // ids as they were added
	files    map[string]File
	change   int64
}

// waiting is a code that may become a token.
type waiting struct {
	handle string
	until  time.Time
}

// AddAccount implements Store.
func (m *Memory) AddAccount(_ context.Context, a Account) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for handle := range m.accounts {
		if strings.EqualFold(handle, a.Handle) {
			return false, nil
		}
	}
	if m.accounts == nil {
		m.accounts = map[string]Account{}
	}
	m.accounts[a.Handle] = a
	return true, nil
}

// KeepCode implements Store.
func (m *Memory) KeepCode(_ context.Context, codeHash, handle string, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.codes == nil {
		m.codes = map[string]waiting{}
	}
	m.codes[codeHash] = waiting{handle, until}
	return nil
}

// UseCode implements Store.
func (m *Memory) UseCode(_ context.Context, codeHash string, now time.Time, tokenHash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	c, err := found(m.codes, codeHash)
	if err != nil || !now.Before(c.until) {
		return ErrNotFound
	}
	delete(m.codes, codeHash)
	m.token(tokenHash, c.handle)
	return nil
}

func (m *Memory) token(hash, handle string) {
	if m.tokens == nil {
		m.tokens = map[string]string{}
	}
	m.tokens[hash] = handle
}

// AddToken implements Store.
func (m *Memory) AddToken(_ context.Context, tokenHash, handle string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.token(tokenHash, handle)
	return nil
}

// OfToken implements Store.
func (m *Memory) OfToken(_ context.Context, tokenHash string) (Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.accounts, m.tokens[tokenHash])
}

// DropToken implements Store.
func (m *Memory) DropToken(_ context.Context, tokenHash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tokens, tokenHash)
	return nil
}

// DropTokens implements Store.
func (m *Memory) DropTokens(_ context.Context, handle string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	maps.DeleteFunc(m.tokens, func(_, of string) bool { return of == handle })
	return nil
}

// SaveAccount implements Store.
func (m *Memory) SaveAccount(_ context.Context, a Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.accounts == nil {
		m.accounts = map[string]Account{}
	}
	m.accounts[a.Handle] = a
	return nil
}

// Account implements Store.
func (m *Memory) Account(_ context.Context, handle string) (Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.accounts, handle)
}

// Accounts implements Store.
func (m *Memory) Accounts(context.Context) ([]Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.SortedFunc(maps.Values(m.accounts), func(a, b Account) int { return cmp.Compare(a.Handle, b.Handle) }), nil
}

// AddNote implements Store.
func (m *Memory) AddNote(_ context.Context, n Note) (Note, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if kept, taken := m.notes[n.ID]; taken {
		return kept, false, nil
	}
	if m.notes == nil {
		m.notes = map[string]Note{}
	}
	m.change++
	n.Change = m.change
	m.notes[n.ID], m.order = n, append(m.order, n.ID)
	return n, true, nil
}

// ChangeNote implements Store.
func (m *Memory) ChangeNote(_ context.Context, id string, change func(*Note) error) (Note, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := found(m.notes, id)
	if err != nil {
		return n, err
	}
	if err := change(&n); err != nil {
		return Note{}, err
	}
	m.change++
	n.Change = m.change
	m.notes[id] = n
	return n, nil
}

// Count implements Store.
func (m *Memory) Count(_ context.Context, id string, likes, views int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	n, err := found(m.notes, id)
	if err != nil {
		return err
	}
	n.Likes, n.Views = n.Likes+likes, n.Views+views
	m.notes[id] = n
	return nil
}

// Note implements Store.
func (m *Memory) Note(_ context.Context, id string) (Note, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.notes, id)
}

// Timeline implements Store.
func (m *Memory) Timeline(_ context.Context, handle, before string, limit int) ([]Note, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var page []Note
	seen := before == ""
	for _, id := range slices.Backward(m.order) {
		n := m.notes[id]
		if seen && n.Account == handle && n.Root == "" && n.DeletedAt.IsZero() && len(page) < limit {
			page = append(page, n)
		}
		seen = seen || id == before
	}
	return page, nil
}

// Thread implements Store.
func (m *Memory) Thread(_ context.Context, id string) ([]Note, error) {
	return m.pick(func(n Note) bool { return n.Root == id }), nil
}

// Changes implements Store.
func (m *Memory) Changes(_ context.Context, handle string, after int64, limit int) ([]Note, error) {
	notes := m.pick(func(n Note) bool { return n.Account == handle && !n.Own && n.Change > after })
	slices.SortFunc(notes, func(a, b Note) int { return cmp.Compare(a.Change, b.Change) })
	return notes[:min(limit, len(notes))], nil
}

// Notes is everything that was ever written, oldest first, for tests.
func (m *Memory) Notes() []Note { return m.pick(func(Note) bool { return true }) }

func (m *Memory) pick(want func(Note) bool) []Note {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []Note
	for _, id := range m.order {
		if n := m.notes[id]; want(n) {
			out = append(out, n)
		}
	}
	return out
}

// SaveFile implements Store.
func (m *Memory) SaveFile(_ context.Context, f File) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.files = map[string]File{}
	}
	m.files[f.Hash] = f
	return nil
}

// File implements Store.
func (m *Memory) File(_ context.Context, hash string) (File, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.files, hash)
}

func found[V any](in map[string]V, key string) (V, error) {
	v, ok := in[key]
	if !ok {
		return v, ErrNotFound
	}
	return v, nil
}
