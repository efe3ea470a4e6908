package regulation_test

import (
	"strings"
	"testing"

	"pregonero/regulation"
)

func TestEmbeddedPractice(t *testing.T) {
	t.Parallel()
	for _, id := range regulation.EmbeddedIDs() {
		x, err := regulation.EmbeddedPractice(id)
		if err != nil {
			t.Error(err)
			continue
		}
		t.Logf("%s: %d people, %d accounts, %d publications, %d comments", id, len(x.People), len(x.Accounts), len(x.Publications), len(x.Comments))
	}
}

// One account of each of the roles is there to log in with.
func TestPracticeHasEveryRole(t *testing.T) {
	t.Parallel()
	for _, id := range regulation.EmbeddedIDs() {
		x, err := regulation.EmbeddedPractice(id)
		if err != nil {
			t.Fatal(err)
		}
		held := map[string]bool{}
		for _, p := range x.People {
			for _, g := range p.Roles {
				held[g.Role] = true
			}
		}
		for _, role := range []string{"head", "endorser", "press_office", "it_office", "committee_president", "committee_secretary", "auditor", "operator"} {
			if !held[role] {
				t.Errorf("%s: nobody holds %s", id, role)
			}
		}
		if len(x.Accounts) < 2 {
			t.Errorf("%s: has %d accounts", id, len(x.Accounts))
		}
	}
}

func TestPracticeIsEnoughToLookAt(t *testing.T) {
	t.Parallel()
	x, err := regulation.EmbeddedPractice("ine")
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Publications) < 40 || len(x.Comments) < 60 {
		t.Errorf("%d publications and %d comments", len(x.Publications), len(x.Comments))
	}
	for _, b := range x.Publications {
		if n := len([]rune(b.Text)); n > 300 {
			t.Errorf("%s has %d characters", b.ID, n)
		}
		if strings.Contains(strings.ToLower(b.Text), "partido") || strings.Contains(strings.ToLower(b.Text), "candidat") {
			t.Errorf("%s names a party or a candidate", b.ID)
		}
		if b.State != regulation.PracticeDraft && len(b.Media) == 0 {
			t.Errorf("%s has no picture", b.ID)
		}
	}
}
