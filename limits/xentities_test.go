package limits

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// name gives what an entity says without its sign.
func names(all []Entity) (out []string) {
	for _, e := range all {
		out = append(out, e.Name)
	}
	return out
}

func TestConformanceNames(t *testing.T) {
	t.Parallel()
	suite := conformance[urlCase](t, "extract.yml")
	for section, c := range map[string]struct {
		find  func(string) []Entity
		cases int
	}{
		"mentions": {Mentions, 23}, "hashtags": {Hashtags, 65}, "hashtags_from_astral": {Hashtags, 3}, "cashtags": {Cashtags, 8},
	} {
		if len(suite[section]) != c.cases {
			t.Errorf("section %s: %d cases, want %d", section, len(suite[section]), c.cases)
		}
		for _, x := range suite[section] {
			if got := names(c.find(x.Text)); !slices.Equal(got, x.Expected) {
				t.Errorf("%s: %s: %q\n got %q\nwant %q", section, x.Description, x.Text, got, x.Expected)
			}
		}
	}
}

type entityCase struct {
	Text     string
	Expected []struct {
		ScreenName string `yaml:"screen_name"`
		ListSlug   string `yaml:"list_slug"`
		Hashtag    string
		Cashtag    string
		Indices    []int
	}
}

func TestConformanceEntityIndices(t *testing.T) {
	t.Parallel()
	suite := conformance[entityCase](t, "extract.yml")
	for section, c := range map[string]struct {
		find  func(string) []Entity
		cases int
	}{
		"mentions_with_indices": {Mentions, 3}, "mentions_or_lists_with_indices": {Mentions, 5}, "hashtags_with_indices": {Hashtags, 8}, "cashtags_with_indices": {Cashtags, 2},
	} {
		if len(suite[section]) != c.cases {
			t.Errorf("section %s: %d cases, want %d", section, len(suite[section]), c.cases)
		}
		for _, x := range suite[section] {
			found := c.find(x.Text)
			if len(found) != len(x.Expected) {
				t.Errorf("%s: %q: %+v", section, x.Text, found)
				continue
			}
			for i, e := range found {
				want := x.Expected[i]
				at := []int{utf8.RuneCountInString(x.Text[:e.Start]), utf8.RuneCountInString(x.Text[:e.End])}
				if name := want.ScreenName + want.Hashtag + want.Cashtag; e.Name != name || e.List != want.ListSlug || !slices.Equal(at, want.Indices) {
					t.Errorf("%s: %q: %+v at %v, want %+v", section, x.Text, e, at, want)
				}
			}
		}
	}
}

type replyCase struct {
	Description, Text string
	Expected          string
}

func TestConformanceReplies(t *testing.T) {
	t.Parallel()
	cases := conformance[replyCase](t, "extract.yml")["replies"]
	if len(cases) != 13 {
		t.Errorf("%d cases, want 13", len(cases))
	}
	for _, c := range cases {
		if got := ReplyTo(c.Text); got != c.Expected {
			t.Errorf("%s: %q: %q, want %q", c.Description, c.Text, got, c.Expected)
		}
	}
}

// Entities never overlap, stand inside the text, and a megabyte of any sign is read at once.
func FuzzEntities(f *testing.F) {
	for _, seed := range []string{"@a @b/c #d $E", "＠x＃y", strings.Repeat("#a", 9), "a@b\xff#\xff", "RT:@uno"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, find := range []func(string) []Entity{Mentions, Hashtags, Cashtags} {
			at := 0
			for _, e := range find(text) {
				if e.Start < at || e.End <= e.Start || e.End > len(text) {
					t.Fatalf("%q: %+v", text, e)
				}
				at = e.End
			}
		}
		ReplyTo(text)
	})
}
