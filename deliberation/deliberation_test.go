package deliberation

import (
	"strings"
	"testing"
)

//clause:test 6.v
func TestCheck(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		m    Matter
		good bool
	}{
		"whole":          {Matter{Name: " Redistritación  de Jalisco ", AreaID: "derfe", Words: []string{" ", "nueva distritación"}}, true},
		"no name":        {Matter{Name: "  ", AreaID: "derfe"}, false},
		"invisible name": {Matter{Name: strings.Repeat("\u200b", 9), AreaID: "derfe"}, false},
		"long name":      {Matter{Name: strings.Repeat("a", MaxName+1), AreaID: "derfe"}, false},
		"no area":        {Matter{Name: "Redistritación"}, false},
		"short word":     {Matter{Name: "Redistritación", AreaID: "derfe", Words: []string{"ine"}}, false},
		"many words":     {Matter{Name: "Redistritación", AreaID: "derfe", Words: strings.Fields(strings.Repeat("palabra ", MaxWords+1))}, false},
	} {
		row.m.Tidy()
		if err := row.m.Check(); (err == nil) != row.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}

//clause:test 6.v
func TestLift(t *testing.T) {
	t.Parallel()
	m := Matter{State: Open}
	for _, d := range []Decision{{}, {Reference: "  "}, {Reference: "INE/CG1/2027", Link: "javascript:x"}} {
		if m.Lift(d) == nil || m.State != Open {
			t.Errorf("%+v lifts", d)
		}
	}
	if err := m.Lift(Decision{Reference: "INE/CG1/2027", Link: "https://ine.mx/cg1"}); err != nil || m.State != Lifted {
		t.Errorf("%v %+v", err, m)
	}
	if m.Lift(Decision{Reference: "INE/CG2/2027"}) == nil {
		t.Error("lifted twice")
	}
}
