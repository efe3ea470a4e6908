package check

import (
	"testing"

	"pregonero/check/words"
	"pregonero/regulation"
)

// dictionary is the embedded one; without it a test cannot say anything.
func dictionary(t testing.TB) *words.Dictionary {
	t.Helper()
	d, err := words.Open()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// checker runs the INE's pack.
func checker(t testing.TB) *Checker {
	t.Helper()
	p, err := regulation.Embedded("ine")
	if err != nil {
		t.Fatal(err)
	}
	c, err := New(p, dictionary(t))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
