package post

import (
	"time"

	"pregonero/internal/fault"
)

// MoveTo changes the hour. The hour is part of what was endorsed, so a scheduled post
// waits for its endorsement again, unless the move is undone within that long.
func (p *Post) MoveTo(by string, due, now time.Time, undo time.Duration) error {
	if !p.Editable() {
		return p.conflict("ya no se puede mover")
	}
	if !due.After(now) {
		return fault.New(fault.Late, "No se puede mover a una hora que ya pasó.").Then("Elija una hora futura.").On("due_at")
	}
	if err := checkDate("due_at", due); err != nil {
		return err
	}
	if due.Equal(p.Content.DueAt) {
		return nil
	}
	p.Moved = &Move{By: by, At: now, Until: now.Add(undo), From: p.Content.DueAt, Was: p.State}
	p.Content.DueAt = due
	if p.State != Draft {
		p.State = Review
		p.Submitted = now
	}
	p.Updated = now
	p.Revision++
	return nil
}

// UndoMove puts the hour and the state back. Endorsement and approval hold again only
// because the content is, to the letter, the one that was endorsed and approved.
func (p *Post) UndoMove(by string, now time.Time) error {
	m := p.Moved
	if m == nil || m.By != by {
		return fault.New(fault.Conflict, "No hay un movimiento suyo que deshacer.")
	}
	if !now.Before(m.Until) || (!m.From.IsZero() && !m.From.After(now)) {
		return fault.New(fault.Late, "Ya pasó el tiempo para deshacer.").Then("Mueva la publicación de nuevo.")
	}
	p.Content.DueAt = m.From
	p.State, p.Moved, p.Updated = m.Was, nil, now
	p.Revision++
	if h := p.Content.Hash(); (p.Aval != nil && p.Aval.Hash != h) || (p.Approval != nil && p.Approval.Hash != h) {
		p.State, p.Aval, p.Approval = Review, nil, nil
	}
	return nil
}
