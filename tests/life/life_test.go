package life

import (
	"crypto/rand"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pregonero/account"
	"pregonero/advising"
	"pregonero/closing"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/ledger"
	"pregonero/lettering"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/substituting"
)

// checks is how many lives an ordinary run tries; -rapid.checks tries more.
const checks = "6"

func TestMain(m *testing.M) {
	flag.Parse()
	asked := false
	flag.Visit(func(f *flag.Flag) { asked = asked || f.Name == "rapid.checks" })
	if !asked {
		if err := flag.Set("rapid.checks", checks); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// step is one act of a life, as numbers that are read against what there is at that moment,
// so that a life that breaks something can be made shorter and still be lived.
type step struct{ Act, Who, Pick, Wait int }

var lives = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
	return step{even(len(acts)).Draw(t, "act"), even(300).Draw(t, "who"), even(1000).Draw(t, "pick"), even(len(waits)).Draw(t, "wait")}
}), 100, 220)

// even is a number below n, each as likely as any other.
func even(n int) *rapid.Generator[int] {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return rapid.SampledFrom(all)
}

// Whatever people do, and whatever they leave undone, nothing of what must hold breaks: two
// administrators or nothing goes out, nobody does what they have no right to, one account on
// an exclusive network, nothing approved by silence, every deadline ends in an act or an
// escalation, numbers without gaps, the ledger whole, and nothing out of a stopped account.
//
//clause:test 5.1.p2
//clause:test 5.1.p4
//clause:test 7.iii
//clause:test 7.x
//clause:test 8.iii
func TestLives(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		steps := lives.Draw(r, "steps")
		var broken string
		t.Run("life", func(t *testing.T) { broken = live(t, storetest.SQLite(t), steps) })
		if broken != "" {
			r.Fatal(broken)
		}
	})
}

// The same on both databases, for a few lives that are always the same.
//
//clause:test 5.1.p2
//clause:test 7.iii
//clause:test 7.x
func TestLivesOnBothDatabases(t *testing.T) {
	t.Parallel()
	for seed := range 2 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			storetest.Each(t, func(t *testing.T, s *store.Store) {
				if broken := live(t, s, lives.Example(seed+1)); broken != "" {
					t.Error(broken)
				}
			})
		})
	}
}

// life is the institution that lives: its processes, what was seen of it so far and the
// diary that a failure shows.
type life struct {
	*testworld.Newsroom
	t           *testing.T
	opener      *opening.Opener
	advisor     *advising.Advisor
	brigade     *responding.Responder
	clock       *reminding.Clock
	office      *oversight.Office
	closer      *closing.Closer
	substituter *substituting.Substituter
	clerk       *lettering.Clerk
	book        *oversight.Book
	users       []string
	postIDs     []string
	diary       []string
	broken      []string
	ticked      time.Time
	woken       []string        // accounts whose substitution passed
	seen        map[string]bool // entries
	seenTo      time.Time
	entries     int64
	passed      map[string]bool // deadlines seen passing, by identifier
	told        map[string]int  // notes on the network by handle
	verdicts    map[string]bool // proposals that somebody of the press office approved
}

// live plays the steps and then lets two years pass; it tells what broke, with the diary.
func live(t *testing.T, s *store.Store, steps []step) string {
	t.Helper()
	l := begin(t, s)
	end := l.Clock.Now().AddDate(2, 0, 0)
	for _, x := range steps {
		l.pass(waits[x.Wait%len(waits)])
		l.act(x)
		if l.look(); len(l.broken) > 0 {
			return l.story()
		}
	}
	for l.Clock.Now().Before(end) {
		l.pass(15 * 24 * time.Hour)
		l.tick()
		if l.look(); len(l.broken) > 0 {
			return l.story()
		}
	}
	l.final()
	return l.story()
}

func (l *life) story() string {
	if len(l.broken) == 0 {
		return ""
	}
	return "what broke:\n  " + strings.Join(l.broken, "\n  ") + "\nthe last acts:\n  " + strings.Join(l.diary[max(0, len(l.diary)-40):], "\n  ")
}

func (l *life) breaks(format string, args ...any) {
	l.broken = append(l.broken, fmt.Sprintf(format, args...))
}

func begin(t *testing.T, s *store.Store) *life {
	t.Helper()
	n := testworld.NewNewsroom(t, s)
	l := &life{Newsroom: n, t: t, passed: map[string]bool{}, seen: map[string]bool{}, told: map[string]int{}, verdicts: map[string]bool{}}
	if err := s.Change(t.Context(), func(tx *store.Tx) error { return tx.PutPackAreas(t.Context(), n.Pack) }); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		x := n.Person(p.name, p.rank, p.area)
		if p.role == institution.Head || p.role == institution.Endorser {
			x.Grant(p.role, p.area)
		} else if p.role != "" {
			x.Grant(p.role, "")
		}
		l.users = append(l.users, p.name)
	}
	n.Account("jalisco", "jle-jal", "iris", "juan")
	n.Account("frontera", "jle-bc", "ana", "luis")
	secret, verifier, err := ledger.GenerateKey(rand.Reader, "vida.example/bitacora")
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ledger.ReadSigner(secret)
	if err != nil {
		t.Fatal(err)
	}
	now := n.Clock.Now
	l.opener = &opening.Opener{Store: s, Pack: n.Pack, Gate: n.Gate, Media: n.Media, Now: now}
	l.advisor = &advising.Advisor{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now}
	l.brigade = &responding.Responder{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now}
	l.clock = &reminding.Clock{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now, Wakes: map[string]bool{regulation.DeadlineProposalAnswer: true, regulation.DeadlineSubstitution: true}}
	l.office = &oversight.Office{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now}
	l.substituter = &substituting.Substituter{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now}
	l.clerk = &lettering.Clerk{Store: s, Pack: n.Pack, Gate: n.Gate, Media: n.Media, Now: now}
	l.book = &oversight.Book{Store: s, Pack: n.Pack, Gate: n.Gate, Now: now, Signer: signer, Verifier: verifier, Holder: "vida"}
	l.entries, l.seenTo = l.count(), n.Clock.Now()
	l.closer = &closing.Closer{Store: s, Pack: n.Pack, Gate: n.Gate, Keys: n.Keys, Media: n.Media, Now: now}
	return l
}

// people are those of the beginning; more come later.
var people = []struct {
	name, rank, area string
	role             institution.Role
}{
	{"eva", "mando_superior", "jle-bc", institution.Head},
	{"raul", "mando_medio", "jle-bc", institution.Endorser},
	{"ana", "mando_medio", "jle-bc", ""},
	{"luis", "operativo", "jle-bc", ""},
	{"rosa", "mando_medio", "jle-bc", ""},
	{"hugo", "mando_superior", "jle-jal", institution.Head},
	{"iris", "mando_medio", "jle-jal", ""},
	{"juan", "operativo", "jle-jal", ""},
	{"celia", "mando_superior", "cncs", institution.Head},
	{"nora", "mando_medio", "cncs", institution.Press},
	{"mar", "mando_medio", "cncs", institution.Press},
	{"cris", "operativo", "cncs", ""},
	{"ulises", "mando_medio", "unicom", institution.IT},
	{"pat", "mando_superior", "secretaria-ejecutiva", institution.President},
	{"ser", "mando_medio", "secretaria-ejecutiva", institution.Secretary},
	{"aud", "mando_medio", "oic", institution.Auditor},
	{"olga", "operativo", "unicom", institution.Operator},
	{"omar", "operativo", "unicom", institution.Operator},
}

var waits = []time.Duration{0, 0, time.Minute, time.Hour, 5 * time.Hour, 26 * time.Hour, 3 * 24 * time.Hour, 8 * 24 * time.Hour, 20 * 24 * time.Hour}

// pass lets time go by; what comes due on the way is sent at its hour, as the workers do.
func (l *life) pass(d time.Duration) {
	until := l.Clock.Now().Add(d)
	for {
		next := until
		due := l.due(until)
		if len(due) > 0 && due[0].NextAt.Before(until) {
			next = due[0].NextAt
		}
		if next.After(l.Clock.Now()) {
			l.Clock.Set(next)
		}
		if len(due) == 0 {
			return
		}
		l.send(due[0])
	}
}

// try is one act by somebody: what it says must agree with what it left in the ledger. It
// tells whether it was done.
func (l *life) try(what, who string, act func(a institution.Actor) error, keepsWrong ...bool) bool {
	now := l.Clock.Now()
	a := l.Actor(who)
	held := l.grants()
	err := act(a)
	f, told := fault.Of(err)
	l.diary = append(l.diary, fmt.Sprintf("%s %s by %s: %v", now.Format("2006-01-02 15:04"), what, who, err))
	fresh := l.fresh()
	done, refused := 0, 0
	for _, e := range fresh {
		l.judge(e, held, what)
		if e.Actor != a.PersonID {
			continue
		}
		if e.Outcome == ledger.Refused {
			if e.Clause != "" {
				refused++
			}
			continue
		}
		done++
	}
	switch {
	case err == nil:
		if done == 0 {
			l.breaks("%s by %s was done and the ledger does not tell it", what, who)
		}
	case !told:
		l.breaks("%s by %s failed: %v", what, who, err)
	case f.Kind == fault.Forbidden && (f.Clause == "" || refused == 0):
		l.breaks("%s by %s was refused without a clause or an entry: %v", what, who, err)
	case done > 0 && len(keepsWrong) == 0:
		l.breaks("%s by %s was not done (%v) and the ledger tells that it was", what, who, err)
	}
	return err == nil
}

// who is somebody that may usually do it or, one time in three, anybody.
func (l *life) who(x step, usual ...string) string {
	if x.Who%3 == 0 || len(usual) == 0 {
		return l.users[x.Who%len(l.users)]
	}
	return usual[x.Who%len(usual)]
}

func (l *life) grants() (out []institution.Grant) {
	l.read(func(tx *store.Tx) (err error) { out, err = tx.Grants(l.t.Context(), l.Clock.Now()); return err })
	return out
}

func (l *life) read(f func(*store.Tx) error) {
	l.t.Helper()
	if err := l.Store.Read(l.t.Context(), f); err != nil {
		l.t.Fatalf("read the life: %v", err)
	}
}

func (l *life) count() int64 {
	size, waiting, _, err := l.Store.LedgerState(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return size + waiting
}

// fresh are the entries since the last time it was asked. Identifiers of one instant are in
// no order that could be relied on here: other lives, at other times, go on beside this one.
func (l *life) fresh() (out []ledger.Entry) {
	all := l.count()
	n := int(all - l.entries)
	l.entries = all
	if n == 0 {
		return nil
	}
	l.read(func(tx *store.Tx) error {
		rows, err := tx.Ledger(l.t.Context(), store.LedgerFilter{From: l.seenTo, Limit: 1000})
		for _, r := range rows {
			if l.seen[r.ID] {
				continue
			}
			l.seen[r.ID] = true
			e, ok, bad := r.Entry()
			if bad != nil || !ok {
				l.breaks("the ledger has an entry that cannot be read: %v", bad)
				continue
			}
			out = append(out, e)
		}
		return err
	})
	l.seenTo = l.Clock.Now()
	if len(out) != n {
		l.breaks("the ledger grew by %d and shows %d", n, len(out))
	}
	return out
}

func (l *life) accounts() (out []account.Account) {
	l.read(func(tx *store.Tx) (err error) {
		out, err = tx.Accounts(l.t.Context(), store.AccountFilter{})
		return err
	})
	return out
}

func holds(held []institution.Grant, who string, f func(institution.Grant) bool) bool {
	return slices.ContainsFunc(held, func(g institution.Grant) bool { return g.PersonID == who && f(g) })
}
