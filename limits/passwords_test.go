package limits

import (
	"strings"
	"testing"
	"time"
)

// Every network has a dated row with an address, and room for a long password.
func TestPasswordRows(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		p := PasswordOf(name)
		if _, err := time.Parse(time.DateOnly, p.AsOf); err != nil || (name != "practice" && !strings.Contains(p.Source, "https://")) {
			t.Errorf("%s: as of %q, source %q", name, p.AsOf, p.Source)
		}
		if p.Min < 0 || p.Max != 0 && p.Max < 20 || p.Specials == "" || strings.ContainsAny(p.Specials, " \"'\\`") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if p := PasswordOf("otra"); p.Min != 0 || p.Max != 0 || p.Specials == "" {
		t.Errorf("an unknown network: %+v", p)
	}
}
