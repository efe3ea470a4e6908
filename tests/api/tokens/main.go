// Command tokens makes a key for programs of somebody of each role of a practice
// installation, and names things that they can reach, for tests/api/run.sh. One line each:
// role, key, account, post, item, publication, person.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"time"

	"pregonero/account"
	"pregonero/entering"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

func main() {
	database := flag.String("database", "", "path of the SQLite file")
	pack := flag.String("pack", "ine", "pack of the installation")
	flag.Parse()
	if err := run(context.Background(), *database, *pack); err != nil {
		fmt.Fprintln(os.Stderr, "tokens:", err)
		os.Exit(1)
	}
}

// line is what is printed for one role.
type line struct {
	person                      institution.Person
	account, post, item, public string
}

func run(ctx context.Context, database, packID string) error {
	pack, err := regulation.Embedded(packID)
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, database)
	if err != nil {
		return err
	}
	defer s.Close()
	door := &entering.Door{Store: s, Pack: pack, Gate: institution.Gate{Pack: pack, Recorder: s}, Now: time.Now}
	for _, role := range institution.Roles() {
		var l line
		if err := s.Read(ctx, func(t *store.Tx) error { l, err = reachedBy(ctx, t, role); return err }); err != nil {
			return fmt.Errorf("find somebody who is %s: %w", role, err)
		}
		key, err := keyOf(ctx, s, door, l.person)
		if err != nil {
			return fmt.Errorf("make the key of %s: %w", l.person.Username, err)
		}
		fmt.Println(role, key, l.account, l.post, l.item, l.public, l.person.ID)
	}
	return nil
}

// reachedBy finds who holds the role, and an account with what stands on it: the holder's
// own where the role is over one.
func reachedBy(ctx context.Context, t *store.Tx, role institution.Role) (l line, err error) {
	held, err := t.Grants(ctx, time.Now())
	if err != nil {
		return l, err
	}
	accounts, err := t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Active}})
	if err != nil || len(accounts) == 0 {
		return l, errors.Join(err, errors.New("no account is active"))
	}
	for _, g := range held {
		if g.Role != role {
			continue
		}
		if l.person, err = t.Person(ctx, g.PersonID); err != nil {
			return l, err
		}
		for _, acc := range accounts {
			if found, err := l.on(ctx, t, acc, g); found || err != nil {
				return l, err
			}
		}
	}
	return l, errors.New("nobody, or nothing that they can reach")
}

// on fills the line from an account that the grant reaches, if all is there.
func (l *line) on(ctx context.Context, t *store.Tx, acc account.Account, g institution.Grant) (found bool, err error) {
	if g.AccountID != "" && g.AccountID != acc.ID || g.AccountID == "" && g.AreaID != "" && g.AreaID != acc.AreaID && g.Role == institution.Head {
		return false, nil
	}
	posts, err := t.Posts(ctx, store.PostFilter{All: true, States: []post.State{post.Draft, post.Review, post.Endorsed, post.Scheduled}, Limit: 100})
	if err != nil {
		return false, err
	}
	for _, p := range posts {
		for _, id := range p.Content.AccountIDs() {
			if id == acc.ID {
				l.post = p.ID
			}
		}
	}
	items, err := t.Items(ctx, store.ItemFilter{Accounts: []string{acc.ID}, States: []inbox.State{inbox.Open}, Limit: 1})
	if err != nil {
		return false, err
	}
	pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{acc.ID}, Limit: 1})
	if err != nil || l.post == "" || len(items) == 0 || len(pubs) == 0 {
		return false, err
	}
	l.account, l.item, l.public = acc.ID, items[0].ID, pubs[0].ID
	return true, nil
}

// keyOf makes the key as the person would, in a session.
func keyOf(ctx context.Context, s *store.Store, door *entering.Door, who institution.Person) (string, error) {
	session, now := vault.Token(32), time.Now()
	kept := store.Session{Hash: vault.HashToken(session), PersonID: who.ID, Full: true, Created: now, Seen: now, Expires: now.Add(time.Hour)}
	if err := s.Change(ctx, func(t *store.Tx) error { return t.PutSession(ctx, kept) }); err != nil {
		return "", err
	}
	a, _, err := door.Actor(ctx, session, "127.0.0.1")
	if err != nil {
		return "", err
	}
	key, _, err := door.CreateToken(ctx, a, "pruebas", nil, now.Add(24*time.Hour))
	return key, err
}
