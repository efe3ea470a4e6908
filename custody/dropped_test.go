package custody_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/internal/fault"
	"pregonero/internal/testworld"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/store"
)

// mastodonRoom is the room with its account on a server of Mastodon.
func (r room) onMastodon() (room, *mastodontest.Server) {
	r.Helper()
	m := mastodontest.New(r.T, mastodontest.Options{})
	r.acc = r.MastodonAccount(m.URL, mastodontest.Handle, m.Token, area, "ana", "luis")
	return r, m
}

var codeIn = regexp.MustCompile(`value="([^"]+)"`)

// reconnect goes the way of OAuth as a person does.
func (r room) reconnect() {
	r.Helper()
	page, err := r.Custodian.BeginCode(r.Context(), r.Actor("ana"), r.acc.ID)
	r.must(err)
	answer, err := http.Get(page)
	r.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	r.must(err)
	found := codeIn.FindSubmatch(body)
	if found == nil {
		r.Fatalf("no code on the page: %s", body)
	}
	_, err = r.Custodian.CompleteCode(r.Context(), r.Actor("ana"), r.acc.ID, string(found[1]))
	r.must(err)
}

func (r room) send(text string) post.Publication {
	r.Helper()
	pub := r.Many(r.acc, r.Clock.Now(), 1, 1, func(int) string { return text })[0]
	r.must(r.Desk.Send(r.Context(), pub.ID))
	return r.publication(pub.ID)
}

// runJob runs what the queue owes until the job of that name has been done once.
func (r room) runJob(name string, do func(context.Context, string) error) error {
	r.Helper()
	done := make(chan error, 8)
	stop, err := r.Store.Work(r.Context(), 1, slog.New(slog.DiscardHandler), map[string]store.Handler{name: func(ctx context.Context, data json.RawMessage) error {
		var e publishing.Errand
		err := json.Unmarshal(data, &e)
		if err == nil {
			err = do(ctx, e.ID)
		}
		done <- err
		return err
	}})
	r.must(err)
	select {
	case err = <-done:
	case <-time.After(time.Minute):
		r.Fatalf("nobody owes %s", name)
	}
	r.must(stop(r.Context()))
	return err
}

// Somebody changes the password on the network and the network drops our access: the
// publication that finds it out fails with the reason, the access is tried at once, those
// who answer for it are told, and after connecting again publishing goes on.
//
//clause:test 6.xxxiv
func TestTokenDroppedByAPasswordChange(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r, m := r.onMastodon()
		if got := r.send("Antes."); got.Stage != post.Published {
			r.Fatalf("it is %s: %+v", got.Stage, got.Problem)
		}
		m.DropTokens()
		if got := r.send("Mientras."); got.Stage != post.Failed || got.Problem.Kind != "auth" || got.Problem.Next == "" {
			r.Fatalf("it is %s: %+v", got.Stage, got.Problem)
		}
		r.must(r.runJob(publishing.JobProbe, r.vault().ProbeNow))
		if r.now().Credential.ProbeOK || r.now().Credential.Problem == "" {
			r.Errorf("the account says %+v", r.now().Credential)
		}
		if told := r.told("ya no acepta el acceso"); !slices.Equal(told, []string{"ana", "eva", "luis"}) {
			r.Errorf("told to %v", told)
		}
		r.must(r.Custodian.ProbeNow(r.Context(), r.acc.ID))
		if n := len(r.told("ya no acepta el acceso")); n != 3 {
			r.Errorf("told again: %d mails", n)
		}
		r.reconnect()
		if got := r.send("Después."); got.Stage != post.Published || !r.now().Credential.ProbeOK {
			r.Errorf("it is %s: %+v", got.Stage, got.Problem)
		}
	})
}

// Within a renewal the same is a step of it: connect again, and the renewal ends; what came
// due meanwhile goes out.
//
//clause:test 6.xxxiv
func TestRotationReauthorises(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		r, m := r.onMastodon()
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		m.DropTokens()
		pub := r.Many(r.acc, r.Clock.Now(), 1, 1, func(int) string { return "Espera y sale." })[0]
		r.must(r.Desk.Send(r.Context(), pub.ID))
		if got := r.publication(pub.ID); got.Stage != post.Waiting {
			r.Fatalf("it is %s: %+v", got.Stage, got.Problem)
		}
		k, err := r.Custodian.ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		if k.Rotation == nil || k.Rotation.Step != account.StepReauthorise || k.Rotation.Problem == "" {
			r.Fatalf("after the network dropped us: %+v", k.Rotation)
		}
		if len(r.told("ya no acepta el acceso")) != 0 {
			r.Error("told as if nobody were renewing it")
		}
		r.reconnect()
		k, err = r.Custodian.ContinueRotation(r.Context(), r.Actor("luis"), r.acc.ID)
		r.must(err)
		if k.Rotation != nil || !k.Has(account.PartPassword) {
			r.Fatalf("after connecting again: %+v", k.Rotation)
		}
		r.Clock.Advance(30 * time.Second)
		r.must(r.Desk.Sweep(r.Context()))
		if got := r.publication(pub.ID); got.Stage != post.Published {
			r.Errorf("it is %s: %+v", got.Stage, got.Problem)
		}
	})
}

// An incident ended the token on purpose and ordered a renewal: it ends only when the
// account is connected again.
func TestRotationAfterRevoking(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		order := custody.ForceOrder{AccountID: r.acc.ID, Why: "Entró alguien ajeno", Incident: "i1"}
		r.must(r.vault().Revoke(r.Context(), order))
		r.must(r.vault().ForceRotation(r.Context(), order))
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		k, err := r.vault().ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		r.must(err)
		if k.Rotation == nil || k.Rotation.Step != account.StepReauthorise {
			r.Fatalf("without access: %+v", k.Rotation)
		}
		_, err = r.Authorise(r.Actor("ana"), r.acc, "jal")
		r.must(err)
		k, err = r.vault().ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		if err != nil || k.Rotation != nil || k.Forced != nil {
			r.Errorf("connected again: %+v, %v", k.Rotation, err)
		}
	})
}

// A network that does not answer decides nothing: the step is repeated.
func TestRotationWhileTheNetworkIsDown(t *testing.T) {
	t.Parallel()
	each(t, func(r room) {
		_, err := r.vault().BeginRotation(r.Context(), r.Actor("ana"), r.acc.ID, "")
		r.must(err)
		r.Front.On(func(q *http.Request) bool { return strings.HasSuffix(q.URL.Path, "/api/me") }, testworld.Answer(http.StatusServiceUnavailable, ""))
		k, err := r.Custodian.ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		if f := r.refused(fault.Unavailable, err); !strings.Contains(f.Next, "dos contraseñas") || k.Rotation == nil {
			r.Errorf("%v", f)
		}
		k, err = r.Custodian.ContinueRotation(r.Context(), r.Actor("ana"), r.acc.ID)
		if err != nil || k.Rotation != nil {
			r.Errorf("when it is back: %+v, %v", k.Rotation, err)
		}
	})
}
