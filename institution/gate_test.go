package institution

import (
	"context"
	"testing"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

type recorder struct{ refusals []Refusal }

func (r *recorder) RecordRefusal(_ context.Context, _ time.Time, _ Actor, x Refusal) error {
	r.refusals = append(r.refusals, x)
	return nil
}

func holding(role Role, area, account string) Actor {
	return Actor{PersonID: "p", Grants: []Grant{{PersonID: "p", Role: role, AreaID: area, AccountID: account, From: now.Add(-time.Hour)}}}
}

// everyone holds each role over the area "a" and, where it is of an account, the account "x".
func everyone() map[Role]Actor {
	out := map[Role]Actor{}
	for _, r := range Roles() {
		account := ""
		if r == Lead || r == Alternate {
			account = "x"
		}
		out[r] = holding(r, "a", account)
	}
	return out
}

// contents are the acts that reach what an account says, hears or opens with.
var contents = []Act{PostDraft, PostApprove, PostWithdraw, PostResolve, InboxRead, InboxAnswer, CredentialUse}

//clause:test 5.1.p4
func TestOnlyAdministratorsAndHeadReachAnAccount(t *testing.T) {
	t.Parallel()
	on := On{AreaID: "a", AccountIDs: []string{"x"}}
	for role, actor := range everyone() {
		may := role == Lead || role == Alternate || role == Head
		for _, act := range contents {
			if got := Allowed(now, actor, act, on); got != may {
				t.Errorf("%s %s: %v, want %v", role, act, got, may)
			}
		}
	}
}

//clause:test 5.1.p4
func TestOtherAccountsAndAreasStayClosed(t *testing.T) {
	t.Parallel()
	for _, act := range contents {
		for name, c := range map[string]struct {
			actor Actor
			on    On
		}{
			"lead of another account":           {holding(Lead, "a", "y"), On{AreaID: "a", AccountIDs: []string{"x"}}},
			"lead of one of two":                {holding(Lead, "a", "x"), On{AreaID: "a", AccountIDs: []string{"x", "y"}}},
			"head of another area":              {holding(Head, "b", ""), On{AreaID: "a", AccountIDs: []string{"x"}}},
			"lead whose grant names no account": {holding(Lead, "a", ""), On{AreaID: "a", AccountIDs: []string{"x"}}},
		} {
			if Allowed(now, c.actor, act, c.on) {
				t.Errorf("%s may %s", name, act)
			}
		}
	}
}

func TestARoleThatEndedOrHasNotBegunGivesNothing(t *testing.T) {
	t.Parallel()
	on := On{AreaID: "a", AccountIDs: []string{"x"}}
	for name, g := range map[string]Grant{
		"ended":     {Role: Lead, AreaID: "a", AccountID: "x", From: now.Add(-2 * time.Hour), Until: now},
		"not begun": {Role: Lead, AreaID: "a", AccountID: "x", From: now.Add(time.Second)},
	} {
		if Allowed(now, Actor{Grants: []Grant{g}}, PostDraft, on) {
			t.Errorf("a role that %s lets in", name)
		}
	}
}

func TestATokenNeverGivesMore(t *testing.T) {
	t.Parallel()
	a := holding(Lead, "a", "x")
	a.Acts = []Act{PostRead, PublishingStopAll}
	on := On{AreaID: "a", AccountIDs: []string{"x"}}
	if !Allowed(now, a, PostRead, on) || Allowed(now, a, PostDraft, on) || Allowed(now, a, PublishingStopAll, On{}) {
		t.Fatal("a token's acts are not an intersection")
	}
}

func TestTheSystemHoldsNoRight(t *testing.T) {
	t.Parallel()
	for act := range table {
		if Allowed(now, System("x"), act, On{AreaID: "a", AccountIDs: []string{"x"}, SourceArea: "a"}) {
			t.Errorf("the system may %s", act)
		}
	}
}

//clause:test 5.1.p4
func TestARefusalCitesItsClauseAndIsRecorded(t *testing.T) {
	t.Parallel()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	kept := &recorder{}
	gate := Gate{Pack: p, Recorder: kept}
	for act := range table {
		kept.refusals = nil
		err := gate.Permit(t.Context(), now, Actor{PersonID: "nadie"}, act, On{AreaID: "a", Subject: "s"})
		f, ok := fault.Of(err)
		if !ok || f.Kind != fault.Forbidden || f.Clause == "" || f.Next == "" {
			t.Errorf("%s: refusal %v cites nothing", act, err)
		}
		if len(kept.refusals) != 1 || kept.refusals[0].Act != act || kept.refusals[0].Clause != f.Clause {
			t.Errorf("%s: recorded %v", act, kept.refusals)
		}
		if Describe(act) == string(act) {
			t.Errorf("%s has no sentence", act)
		}
	}
}

func TestFamily(t *testing.T) {
	t.Parallel()
	family := Family([]Area{{ID: "top"}, {ID: "mid", ParentID: "top"}, {ID: "low", ParentID: "mid"}, {ID: "other"}, {ID: "l1", ParentID: "l2"}, {ID: "l2", ParentID: "l1"}})
	for _, c := range []struct {
		member, of string
		want       bool
	}{{"low", "top", true}, {"low", "low", true}, {"top", "low", false}, {"other", "top", false}, {"l1", "top", false}, {"unknown", "top", false}} {
		if family(c.member, c.of) != c.want {
			t.Errorf("%s of %s: not %v", c.member, c.of, c.want)
		}
	}
}
