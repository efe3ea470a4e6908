package entering_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/vault"
)

const (
	good  = "cuatro llaves viejas y un farol"
	other = "siete barcos de papel mojado"
	wrong = "nunca fue esta contrasena mia"
	here  = "192.0.2.7"
)

// house is a door with a world behind it: the operator oscar, and ana, who heads an area.
type house struct {
	*testing.T
	w *testworld.World
	d *entering.Door
}

// hasher is shared: tests in parallel must queue as people do.
var hasher = sync.OnceValue(func() *vault.Hasher { return vault.NewHasher(2) })

func each(t *testing.T, f func(h house)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { f(newHouse(t, s)) })
}

func newHouse(t *testing.T, s *store.Store) house {
	t.Helper()
	w := testworld.New(t, s)
	v, err := vault.Create(filepath.Join(t.TempDir(), "keys.json"))
	if err != nil {
		t.Fatal(err)
	}
	keys, err := entering.Passkeys(w.Pack, "https://pregonero.test")
	if err != nil {
		t.Fatal(err)
	}
	w.Person("oscar", "operativo", "unicom").Grant(institution.Operator, "")
	w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	return house{t, w, &entering.Door{Store: s, Pack: w.Pack, Vault: v, Hasher: hasher(), WebAuthn: keys, Now: w.Clock.Now,
		Gate: w.Gate, BaseURL: "https://pregonero.test"}}
}

// must ends the test on an error.
func (h house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused wants a fault of that kind.
func (h house) refused(kind fault.Kind, err error) *fault.Fault {
	h.Helper()
	f, ok := fault.Of(err)
	if !ok || f.Kind != kind {
		h.Fatalf("want a fault of kind %s, got %v", kind, err)
	}
	return f
}

// hashes are made once: hashing is what these tests spend most of their time on.
var hashes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, password := range []string{good, other} {
		hash, err := hasher().Hash(context.Background(), password)
		if err != nil {
			panic(err)
		}
		out[password] = hash
	}
	return out
})

// password gives somebody one of the two good passwords and no second factor.
func (h house) password(username, password string) {
	h.Helper()
	h.must(h.w.Store.Change(h.Context(), func(t *store.Tx) error {
		l, err := t.Login(h.Context(), h.w.Actor(username).PersonID)
		if err != nil {
			return err
		}
		return t.UpdateLogin(h.Context(), store.Login{PersonID: l.PersonID, Password: hashes()[password], Version: l.Version})
	}))
}

// recover gives somebody a password by a link from the operator.
func (h house) recover(username, password string) {
	h.Helper()
	link, err := h.d.StartRecovery(h.Context(), h.w.Actor("oscar"), h.w.Actor(username).PersonID)
	h.must(err)
	h.must(h.d.Recover(h.Context(), link.Token, password, here))
}

// signIn gives the password and wants that state.
func (h house) signIn(username, password string, want entering.State) entering.Session {
	h.Helper()
	s, err := h.d.SignIn(h.Context(), username, password, here)
	h.must(err)
	if s.State != want {
		h.Fatalf("%s's session is %s, want %s", username, s.State, want)
	}
	return s
}

// member is somebody who has entered.
type member struct {
	token, secret string
	codes         []string
}

// enter takes somebody from nothing to a full session with a second factor.
func (h house) enter(username string) member {
	h.Helper()
	h.password(username, good)
	half := h.signIn(username, good, entering.Enrolling)
	e, err := h.d.BeginTOTP(h.Context(), half.Token, "", here)
	h.must(err)
	s, codes, err := h.d.ConfirmTOTP(h.Context(), half.Token, h.code(e.Secret), here)
	h.must(err)
	h.w.Clock.Advance(time.Minute) // past the code just used
	return member{s.Token, e.Secret, codes}
}

// code is what the app shows now.
func (h house) code(secret string) string {
	h.Helper()
	c, err := totp.GenerateCode(secret, h.w.Clock.Now())
	h.must(err)
	return c
}

// actor is who a full session belongs to.
func (h house) actor(token string) institution.Actor {
	h.Helper()
	a, _, err := h.d.Actor(h.Context(), token, here)
	h.must(err)
	return a
}

// entries counts the ledger's entries of an act.
func (h house) entries(act string) int {
	h.Helper()
	return len(h.w.Ledger(act))
}

// atOnce runs f eight times at once and counts those that succeed.
func (h house) atOnce(f func(k int) error) (done int, errs []error) {
	h.Helper()
	var wg sync.WaitGroup
	out := make([]error, 8)
	start := make(chan struct{})
	for k := range out {
		wg.Go(func() {
			<-start
			out[k] = f(k)
		})
	}
	close(start)
	wg.Wait()
	for _, err := range out {
		if err == nil {
			done++
		} else {
			errs = append(errs, err)
		}
	}
	return done, errs
}
