// Package practicing fills a new installation in practice mode: areas, people, accounts on
// the practice network, and weeks of lively work. Everything is done by the very commands
// that people use, at the moments told by the practice data, so that the ledger, the
// network and the pages agree.
package practicing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/id"
	"pregonero/network"
	"pregonero/network/practice"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// Publisher is what practicing asks of the publishing process.
type Publisher interface {
	Create(ctx context.Context, a institution.Actor, in Draft) (post.Post, error)
	Submit(ctx context.Context, a institution.Actor, postID string) (post.Post, error)
	Endorse(ctx context.Context, a institution.Actor, postID, hash, note string) (post.Post, error)
	Approve(ctx context.Context, a institution.Actor, postID, hash, note string) (post.Post, error)
	Return(ctx context.Context, a institution.Actor, postID, reason string, clauses []string) (post.Post, error)
	Withdraw(ctx context.Context, a institution.Actor, pubID, reason string) error
	Send(ctx context.Context, id string) error
	Upload(ctx context.Context, a institution.Actor, name string, png []byte) (post.Media, error)
}

// Draft is what Publisher.Create takes.
type Draft struct {
	Content    post.Content
	SourceArea string
}

// Answerer is what practicing asks of the answering process.
type Answerer interface {
	Listen(ctx context.Context, accountID string) error
	Answer(ctx context.Context, a institution.Actor, itemID, text string) (post.Publication, error)
	Close(ctx context.Context, a institution.Actor, itemID, reason string) error
}

// Sealer seals the credentials of an account.
type Sealer interface {
	Seal(ctx context.Context, accountID string, s network.Secret) (store.Secret, error)
}

// Stage is everything needed to fill the practice mode.
type Stage struct {
	Store     *store.Store
	Pack      *regulation.Pack
	Data      *regulation.Practice
	Desk      Publisher
	Counter   Answerer
	Keys      Sealer
	Opener    Proposer
	Network   *practice.Network
	BaseURL   string // of the practice network
	Password  string // PHC string, the same for everybody here
	Begin     time.Time
	Clock     *Clock // the clock that the processes above were given
	people    map[string]institution.Person
	accounts  map[string]account.Account
	comments  map[string]string // practice comment → note
	posts     map[string]post.Post
	published map[string]post.Publication // post/account → publication
}

// Clock is moved by Fill from one moment to the next.
type Clock struct{ at time.Time }

// Now is the moment that is being told.
func (c *Clock) Now() time.Time { return c.at }

// filledSetting says that the practice mode was filled, and when.
const filledSetting = "practice.filled"

// Filled tells whether the database was filled before.
func Filled(ctx context.Context, s *store.Store) (bool, error) {
	value := ""
	err := s.Read(ctx, func(t *store.Tx) (err error) {
		value, err = t.Setting(ctx, filledSetting)
		return err
	})
	return value != "", err
}

// event is something that happens at a moment of the story.
type event struct {
	at   time.Time
	what string
	do   func(context.Context) error
}

// Fill tells the whole story, once.
func (s *Stage) Fill(ctx context.Context) error {
	s.people, s.accounts = map[string]institution.Person{}, map[string]account.Account{}
	s.comments, s.posts, s.published = map[string]string{}, map[string]post.Post{}, map[string]post.Publication{}
	s.Clock.at = s.Begin.AddDate(0, 0, -60)
	if err := s.addPeople(ctx); err != nil {
		return fmt.Errorf("add people: %w", err)
	}
	if err := s.addAccounts(ctx); err != nil {
		return fmt.Errorf("add accounts: %w", err)
	}
	events := slices.Concat(s.publicationEvents(), s.commentEvents(), s.proposalEvents())
	slices.SortStableFunc(events, func(a, b event) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	for _, e := range events {
		s.Clock.at = e.at
		if err := e.do(ctx); err != nil {
			return fmt.Errorf("%s at %s: %w", e.what, e.at.Format(time.RFC3339), err)
		}
	}
	s.Clock.at = s.Begin
	if err := s.addLetters(ctx); err != nil {
		return fmt.Errorf("add letters: %w", err)
	}
	return s.Store.Change(ctx, func(t *store.Tx) error { return t.SetSetting(ctx, filledSetting, s.Begin.Format(time.RFC3339)) })
}

func (s *Stage) addPeople(ctx context.Context) error {
	now := s.Clock.Now()
	return s.Store.Change(ctx, func(t *store.Tx) error {
		if err := t.PutPackAreas(ctx, s.Pack); err != nil {
			return err
		}
		for _, x := range s.Data.People {
			p := institution.Person{ID: id.New(now), Username: x.Username, Name: x.Name, Email: x.Email, AreaID: x.Area, RankID: x.Rank, Active: true}
			s.people[x.Username] = p
			if err := t.AddPerson(ctx, p); err != nil {
				return err
			}
			if err := t.AddLogin(ctx, store.Login{PersonID: p.ID, Password: s.Password}); err != nil {
				return err
			}
			if err := s.grant(ctx, t, p, x.Roles, now); err != nil {
				return err
			}
			if err := s.tell(ctx, t, "person.add", "person:"+p.ID, "", p.AreaID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Stage) grant(ctx context.Context, t *store.Tx, p institution.Person, roles []regulation.PracticeGrant, now time.Time) error {
	for _, r := range roles {
		area := r.Area
		if area == "" {
			area = p.AreaID
		}
		g := institution.Grant{ID: id.New(now), PersonID: p.ID, Role: institution.Role(r.Role), AreaID: area, From: now}
		if err := t.AddGrant(ctx, g); err != nil {
			return err
		}
		if err := s.tell(ctx, t, "grant.add", "person:"+p.ID, "", area); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stage) tell(ctx context.Context, t *store.Tx, act, subject, accountID, area string) error {
	e := store.Entry(s.Clock.Now(), institution.System("práctica"), act)
	e.Subject, e.Account, e.Area = subject, accountID, area
	return t.Record(ctx, e)
}

func (s *Stage) addAccounts(ctx context.Context) error {
	for _, x := range s.Data.Accounts {
		if err := s.addAccount(ctx, x); err != nil {
			return fmt.Errorf("account %s: %w", x.ID, err)
		}
	}
	return s.addNamedAccounts(ctx)
}

func (s *Stage) addAccount(ctx context.Context, x regulation.PracticeAccount) error {
	now := s.Clock.Now()
	purpose := ""
	if len(x.Purposes) > 0 {
		p, _ := s.Pack.Purpose(x.Purposes[0])
		purpose = p.Name
	}
	acc := account.Account{ID: id.New(now), Network: x.Network, Handle: x.Handle, Name: x.Name, AreaID: x.Area, Purpose: purpose,
		URL: s.BaseURL + "/@" + x.Handle, LeadID: s.people[x.Lead].ID, AlternateID: s.people[x.Alternate].ID, Hours: s.Pack.HoursOf(x),
		State: account.Active, RegisteredAt: now, RemoteID: x.Handle}
	acc.Credential = account.Credential{Present: true, ProbedAt: s.Begin, ProbeOK: true, RenewedAt: s.Begin}
	token := id.New(now) + id.New(now)
	if err := s.Network.Open(ctx, x.Handle, x.Name, purpose, token); err != nil {
		return err
	}
	sealed, err := s.Keys.Seal(ctx, acc.ID, network.NewSecret(map[string]string{"access_token": token}))
	if err != nil {
		return err
	}
	s.accounts[x.ID] = acc
	return s.Store.Change(ctx, func(t *store.Tx) error {
		if err := s.putAccount(ctx, t, acc); err != nil {
			return err
		}
		return t.PutSecret(ctx, sealed, now)
	})
}

func (s *Stage) putAccount(ctx context.Context, t *store.Tx, acc account.Account) error {
	if err := t.AddAccount(ctx, acc); err != nil {
		return err
	}
	for person, role := range map[string]institution.Role{acc.LeadID: institution.Lead, acc.AlternateID: institution.Alternate} {
		if person == "" {
			continue
		}
		g := institution.Grant{ID: id.New(s.Clock.Now()), PersonID: person, Role: role, AreaID: acc.AreaID, AccountID: acc.ID, From: s.Clock.Now()}
		if err := t.AddGrant(ctx, g); err != nil {
			return err
		}
	}
	return s.tell(ctx, t, "account.register", "account:"+acc.ID, acc.ID, acc.AreaID)
}

// addNamedAccounts enters in the registry the accounts that the regulation itself names,
// with the administrators of their area's practice accounts; their networks are not
// connected in practice mode.
func (s *Stage) addNamedAccounts(ctx context.Context) error {
	now := s.Clock.Now()
	for _, f := range s.Pack.Accounts {
		acc := account.Account{ID: id.New(now), Network: f.Network, Handle: f.Handle, Name: f.Name, AreaID: f.AreaID, Hours: s.Pack.Attendance,
			State: account.Registered, RegisteredAt: now}
		for _, x := range s.Data.Accounts {
			if x.Area == f.AreaID {
				acc.LeadID, acc.AlternateID, acc.Hours = s.people[x.Lead].ID, s.people[x.Alternate].ID, s.Pack.HoursOf(x)
				break
			}
		}
		if err := s.Store.Change(ctx, func(t *store.Tx) error { return s.putAccount(ctx, t, acc) }); err != nil {
			return fmt.Errorf("named account %s: %w", f.Handle, err)
		}
	}
	return nil
}

// actor is a person of the practice with what they hold at this moment of the story.
func (s *Stage) actor(ctx context.Context, username string) (institution.Actor, error) {
	p, ok := s.people[username]
	if !ok {
		return institution.Actor{}, fmt.Errorf("nobody is called %q", username)
	}
	var grants []institution.Grant
	err := s.Store.Read(ctx, func(t *store.Tx) (err error) {
		grants, err = t.GrantsOf(ctx, p.ID, s.Clock.Now())
		return err
	})
	return institution.Actor{PersonID: p.ID, Name: p.Name, AreaID: p.AreaID, Grants: grants, Via: "web", From: "127.0.0.1"}, err
}
