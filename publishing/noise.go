package publishing

import (
	"cmp"
	"context"
	"slices"
	"time"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/regulation"
	"pregonero/store"
)

const (
	noiseSince  = 90 * 24 * time.Hour
	mostNoise   = 5000 // dictamens that are counted, the newest
	mostReasons = 5    // shown of a check
)

// Noise is how often what a check points at was said not to hold.
type Noise struct {
	Check     string
	Clause    string
	Severity  regulation.Severity
	Pointed   int      // findings in what was sent to be endorsed
	Dismissed int      // of them, those that somebody said do not hold
	Reasons   []string // the latest
}

// Share is the part that was dismissed, from 0 to 1.
func (n Noise) Share() float64 { return float64(n.Dismissed) / float64(max(n.Pointed, 1)) }

// Noisy counts, over what was sent to be endorsed in the last 90 days, how often each check
// pointed at something and how often that was dismissed: the noisiest first. It says since
// when, and of how many publications.
func (d *Desk) Noisy(ctx context.Context, a institution.Actor) (all []Noise, since time.Time, posts int, err error) {
	now := d.Now()
	since = now.Add(-noiseSince)
	if err := d.Gate.Permit(ctx, now, a, institution.ComplianceRead, institution.On{}); err != nil {
		return nil, since, 0, err
	}
	var kept []check.Dictamen
	err = d.Store.Read(ctx, func(t *store.Tx) (err error) {
		kept, err = store.Dictamens[check.Dictamen](ctx, t, since, mostNoise)
		return err
	})
	return noiseOf(kept), since, len(kept), err
}

func noiseOf(kept []check.Dictamen) []Noise {
	by := map[string]*Noise{}
	for _, d := range kept {
		for _, f := range d.Findings {
			n := by[f.Check]
			if n == nil {
				n = &Noise{Check: f.Check, Clause: f.Clause, Severity: f.Severity}
				by[f.Check] = n
			}
			n.Pointed++
			if f.Dismissed == nil {
				continue
			}
			n.Dismissed++
			if len(n.Reasons) < mostReasons && !slices.Contains(n.Reasons, f.Dismissed.Reason) {
				n.Reasons = append(n.Reasons, f.Dismissed.Reason)
			}
		}
	}
	var out []Noise
	for _, n := range by {
		out = append(out, *n)
	}
	slices.SortFunc(out, func(x, y Noise) int {
		return cmp.Or(cmp.Compare(y.Share(), x.Share()), cmp.Compare(y.Pointed, x.Pointed), cmp.Compare(x.Check, y.Check))
	})
	return out
}
