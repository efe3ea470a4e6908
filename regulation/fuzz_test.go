package regulation_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"pregonero/regulation"
)

// FuzzLoad: whatever is read, Load gives a pack or says in Spanish what is wrong; it never
// panics, and a pack that it accepts can be asked everything.
func FuzzLoad(f *testing.F) {
	for _, name := range []string{"ejemplo.yaml", "practice/ejemplo.yaml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, text := range []string{"", "id: a", "- a", "clauses: [{id: 1}]", "a: &a [*a]", "? ? a", "calendar: {holidays: [{easter: 9999999}]}", "\xff", "id: !!binary a"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := regulation.Load(bytes.NewReader(text))
		if err != nil {
			var wrong *regulation.PackError
			if !errors.As(err, &wrong) || len(wrong.Problems) == 0 || p != nil {
				t.Fatalf("got %v, %v", p, err)
			}
			return
		}
		now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
		for _, d := range p.Deadlines {
			d.Due(now, p.Attendance, p.Calendar)
		}
		p.Attendance.Sentence()
	})
}

func FuzzReadAreas(f *testing.F) {
	p, err := regulation.Embedded("ejemplo")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("id,name,short,kind,parent_id,zone,state,number\na,A,A,gerencia,direccion,UTC,,1\n")
	f.Add("id,name,short,kind,parent_id,zone,state,number\n\"a\n")
	f.Fuzz(func(t *testing.T, text string) {
		areas, err := regulation.ReadAreas(strings.NewReader(text), p)
		if err != nil && areas != nil {
			t.Fatalf("got %v, %v", areas, err)
		}
	})
}
