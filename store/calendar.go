package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"pregonero/regulation"
)

const closuresSetting = "calendar.closures"

// Closures lists the institution's own days without work that were set in the program;
// set is false when they never were and the pack's are in force.
func (t *Tx) Closures(ctx context.Context) (closures []regulation.Closure, set bool, err error) {
	text, err := t.Setting(ctx, closuresSetting)
	if err != nil || text == "" {
		return nil, false, err
	}
	if err := json.Unmarshal([]byte(text), &closures); err != nil {
		return nil, false, fmt.Errorf("read the calendar: %w", err)
	}
	return closures, true, nil
}

// SetClosures keeps the institution's own days without work; from then on they are in
// force instead of the pack's.
func (t *Tx) SetClosures(ctx context.Context, closures []regulation.Closure) error {
	closures = slices.Clone(closures)
	for i, c := range closures {
		if c.To.IsZero() {
			closures[i].To = c.From
		}
	}
	return t.SetSetting(ctx, closuresSetting, encode(closures))
}

// Calendar is the calendar in force: the law's days from the pack, with the institution's own.
func (t *Tx) Calendar(ctx context.Context, p *regulation.Pack) (regulation.Calendar, error) {
	c := p.Calendar
	closures, set, err := t.Closures(ctx)
	if set {
		c.Closures = closures
	}
	return c, err
}

// InForce is the pack with the calendar in force in the place of its own, for whatever counts days by a pack.
func (t *Tx) InForce(ctx context.Context, p *regulation.Pack) (*regulation.Pack, error) {
	c, err := t.Calendar(ctx, p)
	in := *p
	in.Calendar = c
	return &in, err
}
