package coverage

import (
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

var noon = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

func whole() Coverage {
	return Coverage{Name: "Sesión ordinaria", AccountIDs: []string{"a"}, Topics: []string{"Presupuesto 2027"}, Quota: 3, From: noon, Until: noon.Add(4 * time.Hour), State: Open}
}

//clause:test 6.xxviii
func TestCheck(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Coverage)
		field  string
	}{
		"whole":            {func(*Coverage) {}, ""},
		"three topics":     {func(c *Coverage) { c.Topics = []string{"Uno solo", "Otro más", "El tercero"} }, ""},
		"four topics":      {func(c *Coverage) { c.Topics = []string{"Uno solo", "Otro más", "El tercero", "El cuarto"} }, "topics"},
		"no topics":        {func(c *Coverage) { c.Topics = nil }, "topics"},
		"a topic too long": {func(c *Coverage) { c.Topics = []string{strings.Repeat("a", 121)} }, "topics"},
		"no name":          {func(c *Coverage) { c.Name = " " }, "name"},
		"no account":       {func(c *Coverage) { c.AccountIDs = nil }, "accounts"},
		"no quota":         {func(c *Coverage) { c.Quota = 0 }, "quota"},
		"too much quota":   {func(c *Coverage) { c.Quota = 7 }, "quota"},
		"it ends before":   {func(c *Coverage) { c.Until = noon }, "until"},
		"too long":         {func(c *Coverage) { c.Until = noon.Add(Longest + time.Second) }, "until"},
		"no beginning":     {func(c *Coverage) { c.From = time.Time{} }, "until"},
		"too many signs":   {func(c *Coverage) { c.Signs = make([]string, 11) }, "signs"},
	} {
		x := whole()
		c.change(&x)
		err := x.Check(Bounds{Topics: 3, Quota: 6}, "6.xxviii")
		f, _ := fault.Of(err)
		if (err == nil) != (c.field == "") || err != nil && (f.Field != c.field || f.Clause != "6.xxviii" || f.Next == "") {
			t.Errorf("%s: %+v", name, err)
		}
	}
}

func TestDuring(t *testing.T) {
	t.Parallel()
	c := whole()
	for name, x := range map[string]struct {
		account string
		at      time.Time
		want    bool
	}{
		"as it begins": {"a", noon, true}, "in the middle": {"a", noon.Add(time.Hour), true}, "as it ends": {"a", c.Until, false},
		"before": {"a", noon.Add(-time.Second), false}, "another account": {"b", noon, false},
	} {
		if got := c.During(x.account, x.at); got != x.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if err := c.Cancel(); err != nil || c.During("a", noon) {
		t.Errorf("it goes on cancelled: %v", err)
	}
	if c.Cancel() == nil {
		t.Error("cancelled twice")
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	if got := strings.Join(Lines(" uno \r\n\n dos\nuno\n"), "|"); got != "uno|dos" {
		t.Errorf("%q", got)
	}
}
