package responding

import (
	"context"
	"slices"
	"time"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/incident"
	"pregonero/institution"
	"pregonero/post"
	"pregonero/store"
)

// File is an incident with what surrounds it.
type File struct {
	Incident  incident.Incident
	Account   account.Account
	Meanwhile []incident.Piece // what went out from its beginning on
	Notices   []deadline.Deadline
	Told      map[institution.Role][]institution.Person
	May       struct{ Handle, Acknowledge bool }
}

// Read shows an incident to those who deal with it, and to who reported it.
func (r *Responder) Read(ctx context.Context, a institution.Actor, incidentID string) (File, error) {
	now := r.Now()
	f := File{Told: map[institution.Role][]institution.Person{}}
	if err := r.Store.Read(ctx, func(t *store.Tx) (err error) { f.Incident, err = t.Incident(ctx, incidentID); return err }); err != nil {
		return f, err
	}
	if f.Incident.ReportedBy != a.PersonID || !institution.Allowed(now, a, institution.IncidentReport, institution.On{}) {
		if err := r.Gate.Permit(ctx, now, a, institution.IncidentRead, on(f.Incident)); err != nil {
			return File{}, err
		}
	}
	err := r.Store.Read(ctx, func(t *store.Tx) (err error) {
		if f.Account, err = t.Account(ctx, f.Incident.AccountID); err != nil {
			return err
		}
		if institution.Allowed(now, a, institution.PostRead, on(f.Incident)) {
			if f.Meanwhile, err = published(ctx, t, f.Incident.AccountID, f.Incident.Since, until(f.Incident, now)); err != nil {
				return err
			}
		}
		var subjects []string
		for _, office := range incident.Offices() {
			subjects = append(subjects, noticeOf(f.Incident, office))
			if f.Told[office], err = t.Holders(ctx, now, on(f.Incident), string(office)); err != nil {
				return err
			}
		}
		f.Notices, err = t.Deadlines(ctx, store.DeadlineFilter{Subjects: subjects, Ended: true})
		return err
	})
	f.May.Handle = f.Incident.State == incident.Open && institution.Allowed(now, a, institution.IncidentHandle, on(f.Incident))
	f.May.Acknowledge = f.May.Handle && slices.ContainsFunc(r.officesOf(a, f.Incident), func(o institution.Role) bool { return !f.Incident.Acked(o) })
	return f, err
}

func until(i incident.Incident, now time.Time) time.Time {
	if i.Report != nil {
		return i.Report.At
	}
	return now
}

// published lists what was due to go out from the account in a span, with who wrote it.
func published(ctx context.Context, t *store.Tx, accountID string, from, to time.Time) (out []incident.Piece, err error) {
	all, err := t.Publications(ctx, store.PublicationFilter{Accounts: []string{accountID}, From: from, To: to.Add(time.Second), Limit: 500})
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		piece := incident.Piece{ID: p.ID, At: p.DueAt, Text: p.Text, Stage: string(p.Stage)}
		if p.Remote != nil {
			piece.URL = p.Remote.URL
		}
		if p.PostID != "" {
			x, err := t.Post(ctx, p.PostID)
			if err != nil {
				return nil, err
			}
			piece.Author = x.AuthorName
		}
		if p.Stage == post.Published || p.Stage == post.Withdrawn || p.Stage == post.Unknown {
			out = append(out, piece)
		}
	}
	return out, nil
}

// List shows the incidents that the actor may see: the open ones first.
func (r *Responder) List(ctx context.Context, a institution.Actor) ([]incident.Incident, error) {
	now := r.Now()
	if err := r.Gate.Permit(ctx, now, a, institution.IncidentReport, institution.On{}); err != nil {
		return nil, err
	}
	var all []incident.Incident
	err := r.Store.Read(ctx, func(t *store.Tx) (err error) { all, err = t.Incidents(ctx, store.MatterFilter{Limit: 500}); return err })
	all = slices.DeleteFunc(all, func(i incident.Incident) bool {
		return i.ReportedBy != a.PersonID && !institution.Allowed(now, a, institution.IncidentRead, on(i))
	})
	slices.SortStableFunc(all, func(x, y incident.Incident) int {
		switch {
		case x.State == y.State:
			return 0
		case x.State == incident.Open:
			return -1
		}
		return 1
	})
	return all, err
}

// Accounts lists what somebody may report an incident of: every account that is not closed.
func (r *Responder) Accounts(ctx context.Context) ([]account.Account, error) {
	var all []account.Account
	err := r.Store.Read(ctx, func(t *store.Tx) (err error) {
		all, err = t.Accounts(ctx, store.AccountFilter{States: []account.State{account.Registered, account.Active, account.Suspended}})
		return err
	})
	return all, err
}

// Drills counts the drills since a moment.
func (r *Responder) Drills(ctx context.Context, since time.Time) (n int, last time.Time, err error) {
	var all []incident.Incident
	err = r.Store.Read(ctx, func(t *store.Tx) (err error) {
		all, err = t.Incidents(ctx, store.MatterFilter{Since: since})
		return err
	})
	for _, i := range all {
		if i.Drill && i.State == incident.Closed {
			n++
			if i.At.After(last) {
				last = i.At
			}
		}
	}
	return n, last, err
}
