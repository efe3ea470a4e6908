package ledger

import (
	"strings"
	"testing"
)

func TestVerifyWhole(t *testing.T) { //clause:test 8.iii
	t.Parallel()
	l := sampleLog(t)
	report, err := verifyBytes(t, l.export(t, ""), testVerifier)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(strings.Join(report.Sentences(), "\n"))
	report, err = verifyBytes(t, l.export(t, "cuenta-1"), "")
	if err != nil {
		t.Fatal(err)
	}
	t.Log(strings.Join(report.Sentences(), "\n"))
}
