package check

import (
	"context"
	"errors"
	"testing"
)

type outsideReader func(string) ([]Remark, error)

func (r outsideReader) Proofread(_ context.Context, text string) ([]Remark, error) { return r(text) }

//clause:test 6.xxv
func TestProofread(t *testing.T) {
	t.Parallel()
	said := func(remarks ...Remark) *Proof {
		return ReadProof(t.Context(), "LanguageTool", outsideReader(func(string) ([]Remark, error) { return remarks, nil }), post("Los casilla abren al publico"))
	}
	down := ReadProof(t.Context(), "LanguageTool", outsideReader(func(string) ([]Remark, error) { return nil, errors.New("down") }), post("Hola"))
	facts := func(p *Proof) Facts { return Facts{Text: "Los casilla abren al publico", Proof: p} }
	runTable(t, "proofread", []row{
		{"passed on", facts(said(Remark{Start: 12, End: 17, Message: "Otra cosa."})), []string{"abren"}},
		{"our own finding at the same place", facts(said(Remark{Start: 4, End: 11, Message: "Concordancia."})), nil},
		{"outside the text", facts(said(Remark{Start: 90, End: 95, Message: "x"})), nil},
		{"it did not answer", Facts{Text: "Hola", Proof: down}, []string{""}},
		{"nobody was asked", post("Hola"), nil},
		{"what a person wrote", Facts{Kind: Comment, Text: "Hola", Proof: down}, nil},
	})
	if ReadProof(t.Context(), "x", nil, post("Hola")) != nil {
		t.Error("a proof of nobody")
	}
}
