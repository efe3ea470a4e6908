package main

import (
	"slices"
	"strings"
	"testing"
)

// TestSets keeps every set readable, and the checks of official language to no more than
// one false finding in 40 correct posts.
func TestSets(t *testing.T) {
	t.Parallel()
	all, err := measure("../testdata/quality", "ine")
	if err != nil {
		t.Fatal(err)
	}
	for _, j := range all {
		if !strings.HasPrefix(j.set.name, "official") {
			continue
		}
		false_ := 0
		for _, s := range j.scores {
			false_ += s.false_
		}
		if false_*40 > len(j.set.cases) {
			t.Errorf("%s: %d false findings in %d correct posts: %+v", j.set.name, false_, len(j.set.cases), j.misses)
		}
	}
	if text := report(all); !strings.Contains(text, "| `spelling` |") || !strings.Contains(text, "## Not measured") {
		t.Error(text)
	}
}

func TestParseSet(t *testing.T) {
	t.Parallel()
	const head = "# source: us\n# checks: a b\n"
	s, err := parseSet("x", head+"uno dos\ta|b\tdos\twrong\nuno dos\tb\tuno\twrong\ntres\\ncuatro\t*\t\tright\t{\"network\":\"x\"}\n")
	if err != nil || len(s.cases) != 2 || len(s.cases[0].want) != 2 || s.cases[1].text != "tres\ncuatro" || !slices.Equal(s.checksOf(), []string{"a", "b"}) {
		t.Fatalf("%+v %v", s, err)
	}
	for _, bad := range []string{"uno\ta\tdos\twrong\n", "uno\ta\tuno\tmaybe\n", "uno\ta\n", "# nothing: x\n", "uno\t\t\tright\n"} {
		if _, err := parseSet("x", head+bad); err == nil || !strings.Contains(err.Error(), "line 3") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if _, err := parseSet("x", "uno\ta\t\tright\n"); err == nil {
		t.Error("a set without source")
	}
}

func TestScore(t *testing.T) {
	t.Parallel()
	s, err := parseSet("x", "# source: us\nuno dos tres\ta|b\tdos\twrong\nuno dos tres\ta\ttres\twrong\n")
	if err != nil {
		t.Fatal(err)
	}
	j := judged{set: s, scores: map[string]*score{}}
	j.sample(s.cases[0], []finding{{"b", 4, 7, "dos"}, {"a", 0, 3, "uno"}, {"c", 0, 3, "uno"}})
	if a := *j.scores["a"]; a != (score{texts: 1, wanted: 2, found: 1, false_: 1}) {
		t.Errorf("%+v", a)
	}
	if b := *j.scores["b"]; b != (score{texts: 1, right: 1}) || len(j.misses) != 2 {
		t.Errorf("%+v %+v", b, j.misses)
	}
}
