package institution

import (
	"slices"
	"testing"
	"time"
)

func TestHolders(t *testing.T) {
	t.Parallel()
	var people []Person
	for _, id := range []string{"ana", "luis", "elena", "nora", "gone", "otra"} {
		people = append(people, Person{ID: id, Active: id != "gone"})
	}
	from := now.Add(-time.Hour)
	grants := []Grant{
		{PersonID: "ana", Role: Lead, AreaID: "a", AccountID: "x", From: from},
		{PersonID: "luis", Role: Alternate, AreaID: "a", AccountID: "x", From: from},
		{PersonID: "otra", Role: Lead, AreaID: "a", AccountID: "y", From: from},
		{PersonID: "elena", Role: Head, AreaID: "a", From: from},
		{PersonID: "otra", Role: Head, AreaID: "b", From: from},
		{PersonID: "nora", Role: Press, From: from},
		{PersonID: "gone", Role: Press, From: from},
		{PersonID: "otra", Role: IT, From: from, Until: now},
	}
	on := On{AreaID: "a", AccountIDs: []string{"x"}}
	for name, c := range map[string]struct {
		who  []string
		want []string
	}{
		"of the account":        {[]string{"lead", "alternate"}, []string{"ana", "luis"}},
		"of the area":           {[]string{"head"}, []string{"elena"}},
		"an office, active":     {[]string{"press_office"}, []string{"nora"}},
		"a role that has ended": {[]string{"it_office"}, nil},
		"one person, once":      {[]string{"person:ana", "lead"}, []string{"ana"}},
		"nobody":                {[]string{"person:nadie", "invented"}, nil},
	} {
		var got []string
		for _, p := range Holders(now, people, grants, on, c.who...) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
