package check

import (
	"context"
	"slices"
)

// Remark is what a proofreader outside would correct in a text. Start and End count code points.
type Remark struct {
	Start, End  int
	Message     string
	Suggestions []string
	Rule        string // its name at the proofreader
}

// Proof is what a proofreader outside said of the texts of a content.
type Proof struct {
	By      string              // its name, for people
	Remarks map[string][]Remark // by text
	Missing bool                // it did not answer in time
}

// Proofreader is a proofreader outside; it waits no longer than its own time limit.
type Proofreader interface {
	Proofread(ctx context.Context, text string) ([]Remark, error)
}

// ReadProof asks a proofreader about every distinct text of a content: nil when there is
// none. After the first failure it asks no more.
func ReadProof(ctx context.Context, by string, reader Proofreader, f Facts) *Proof {
	if reader == nil {
		return nil
	}
	proof := &Proof{By: by, Remarks: map[string][]Remark{}}
	for _, p := range f.passages() {
		if p.text == "" {
			continue
		}
		remarks, err := reader.Proofread(ctx, p.text)
		if err != nil {
			proof.Missing = true
			return proof
		}
		proof.Remarks[p.text] = slices.Clip(remarks)
	}
	return proof
}
