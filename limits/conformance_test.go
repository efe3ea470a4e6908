package limits

import (
	"os"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
)

// conformance reads a file of X's own conformance suite (testdata/twitter-text, Apache-2.0).
func conformance[T any](t *testing.T, file string) map[string][]T {
	t.Helper()
	raw, err := os.ReadFile("testdata/twitter-text/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Tests map[string]any `yaml:"tests"`
	}
	if err := yaml.Unmarshal(raw, &suite); err != nil {
		t.Fatal(err)
	}
	out := map[string][]T{}
	for name, cases := range suite.Tests {
		var list []T
		again, err := yaml.Marshal(cases)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(again, &list); err == nil {
			out[name] = list
		}
	}
	return out
}

type weightedCase struct {
	Description, Text string
	Expected          struct {
		WeightedLength int  `yaml:"weightedLength"`
		Valid          bool `yaml:"valid"`
		ValidRangeEnd  int  `yaml:"validRangeEnd"`
	}
}

func TestConformanceWeighted(t *testing.T) {
	t.Parallel()
	suite := conformance[weightedCase](t, "validate.yml")
	v2 := xV3
	v2.emoji = false
	run := 0
	for section, config := range map[string]xConfig{
		"WeightedTweetsCounterTest":                    v2,
		"WeightedTweetsWithDiscountedEmojiCounterTest": xV3,
		"UnicodeDirectionalMarkerCounterTest":          xV3,
	} {
		for _, c := range suite[section] {
			run++
			if got := config.length(c.Text); got != c.Expected.WeightedLength {
				t.Errorf("%s: %s: length %d, want %d", section, c.Description, got, c.Expected.WeightedLength)
			}
			if got := config.valid(c.Text); got != c.Expected.Valid {
				t.Errorf("%s: %s: valid is %v", section, c.Description, got)
			}
		}
	}
	if run != 44 {
		t.Errorf("%d weighted cases ran, want 44", run)
	}
}

type validCase struct {
	Description, Text string
	Expected          bool
}

func TestConformanceValidate(t *testing.T) {
	t.Parallel()
	suite := conformance[validCase](t, "validate.yml")
	v1 := xConfig{max: 140, defaultWeight: 100}
	run := 0
	for section, valid := range map[string]func(string) bool{
		"tweets": v1.valid, "usernames": ValidHandle, "lists": ValidList, "hashtags": ValidHashtag,
		"urls":                  func(s string) bool { return ValidURL(s, true) },
		"urls_without_protocol": func(s string) bool { return ValidURL(s, false) },
	} {
		for _, c := range suite[section] {
			run++
			if got := valid(c.Text); got != c.Expected {
				t.Errorf("%s: %s: %q is %v", section, c.Description, c.Text, got)
			}
		}
	}
	if run != 53 {
		t.Errorf("%d cases ran, want 53", run)
	}
}

type urlCase struct {
	Description, Text string
	Expected          []string
}

func TestConformanceURLs(t *testing.T) {
	t.Parallel()
	suite := conformance[urlCase](t, "extract.yml")
	for section, want := range map[string]int{"urls": 91, "tco_urls_with_params": 5} {
		if len(suite[section]) != want {
			t.Errorf("section %s: %d cases, want %d", section, len(suite[section]), want)
		}
		for _, c := range suite[section] {
			var got []string
			for _, u := range URLs(c.Text) {
				got = append(got, c.Text[u.Start:u.End])
			}
			if !slices.Equal(got, c.Expected) {
				t.Errorf("%s: %q\n got %q\nwant %q", section, c.Text, got, c.Expected)
			}
		}
	}
}

type urlIndexCase struct {
	Text     string
	Expected []struct {
		URL     string `yaml:"url"`
		Indices []int
	}
}

func TestConformanceURLIndices(t *testing.T) {
	t.Parallel()
	suite := conformance[urlIndexCase](t, "extract.yml")
	for _, section := range []string{"urls_with_indices", "urls_with_directional_markers"} {
		if len(suite[section]) == 0 {
			t.Errorf("section %s is empty", section)
		}
		for _, c := range suite[section] {
			found := URLs(c.Text)
			if len(found) != len(c.Expected) {
				t.Errorf("%q: %d links, want %d", c.Text, len(found), len(c.Expected))
				continue
			}
			for i, u := range found {
				start := utf8.RuneCountInString(c.Text[:u.Start])
				end := utf8.RuneCountInString(c.Text[:u.End])
				if !slices.Equal([]int{start, end}, c.Expected[i].Indices) {
					t.Errorf("%q: %d–%d, want %v", c.Text, start, end, c.Expected[i].Indices)
				}
			}
		}
	}
}
