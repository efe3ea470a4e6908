package publishing

import (
	"context"
	"slices"
	"time"

	"pregonero/check"
	"pregonero/deliberation"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/internal/id"
	"pregonero/mail"
	"pregonero/post"
	"pregonero/regulation"
	"pregonero/store"
)

// problemDeliberation is the kind of problem of a publication that speaks of what is under
// deliberation.
const problemDeliberation = "deliberation"

// Deliberations lists the matters under deliberation and those that were, the newest first.
func (d *Desk) Deliberations(ctx context.Context, a institution.Actor) (all []deliberation.Matter, err error) {
	if err := d.Gate.Permit(ctx, d.Now(), a, institution.DeliberationRead, institution.On{Subject: "deliberation"}); err != nil {
		return nil, err
	}
	return all, d.Store.Read(ctx, func(t *store.Tx) error {
		all, err = t.Deliberations(ctx, store.MatterFilter{})
		return err
	})
}

// Deliberate declares a matter under deliberation: from now on nothing that speaks of it
// is approved or goes out. What was already scheduled is marked, and its people are told.
//
//clause:code 6.v
func (d *Desk) Deliberate(ctx context.Context, a institution.Actor, m deliberation.Matter) (deliberation.Matter, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.DeliberationDeclare, institution.On{AreaID: m.AreaID, Subject: "deliberation"}); err != nil {
		return m, err
	}
	m.Tidy()
	if err := m.Check(); err != nil {
		return m, err
	}
	m.ID, m.State, m.DeclaredBy, m.Declarer, m.At, m.Decision = id.New(now), deliberation.Open, a.PersonID, a.Name, now, nil
	return m, d.Store.Change(ctx, func(t *store.Tx) error {
		if _, err := t.Area(ctx, m.AreaID); err != nil {
			return fault.New(fault.Invalid, "Diga qué área lo delibera.").On("area_id")
		}
		if err := t.AddDeliberation(ctx, m); err != nil {
			return err
		}
		held, err := d.holdDeliberated(ctx, t, m, now)
		if err != nil {
			return err
		}
		return d.recordDeliberation(ctx, t, a, now, "deliberation.declare", m, map[string]any{"name": m.Name, "words": m.Words, "held": held})
	})
}

// Lift ends a deliberation by the official decision. What waited for it can go out again.
//
//clause:code 6.v
func (d *Desk) Lift(ctx context.Context, a institution.Actor, matterID, reference, link string) (deliberation.Matter, error) {
	now := d.Now()
	before, err := d.deliberationFor(ctx, a, matterID, now)
	m := before
	if err != nil {
		return m, err
	}
	return m, d.Store.Change(ctx, func(t *store.Tx) error {
		m = before
		if err := m.Lift(deliberation.Decision{Reference: reference, Link: link, By: a.PersonID, Name: a.Name, At: now}); err != nil {
			return err
		}
		if err := t.UpdateDeliberation(ctx, m); err != nil {
			return err
		}
		m.Version++
		freed, err := d.freeDeliberated(ctx, t, m, now)
		if err != nil {
			return err
		}
		return d.recordDeliberation(ctx, t, a, now, "deliberation.lift", m, map[string]any{"name": m.Name, "reference": m.Decision.Reference, "freed": freed})
	})
}

// deliberationFor reads a matter for who may lift it.
func (d *Desk) deliberationFor(ctx context.Context, a institution.Actor, matterID string, now time.Time) (m deliberation.Matter, err error) {
	err = d.Store.Read(ctx, func(t *store.Tx) error {
		m, err = t.Deliberation(ctx, matterID)
		return err
	})
	if err != nil {
		return m, err
	}
	return m, d.Gate.Permit(ctx, now, a, institution.DeliberationLift, institution.On{AreaID: m.AreaID, Subject: "deliberation:" + m.ID})
}

func (d *Desk) recordDeliberation(ctx context.Context, t *store.Tx, a institution.Actor, now time.Time, act string, m deliberation.Matter, details map[string]any) error {
	e := store.Entry(now, a, act)
	e.Subject, e.Area, e.Clause = "deliberation:"+m.ID, m.AreaID, d.Pack.ClauseFor(regulation.RuleDeliberation)
	e.Details = details
	return t.Record(ctx, e)
}

// holdDeliberated marks what is scheduled and speaks of a matter, and tells its people.
// It does not go out while the matter is under deliberation: see stillDeliberated.
func (d *Desk) holdDeliberated(ctx context.Context, t *store.Tx, m deliberation.Matter, now time.Time) (held int, err error) {
	waiting, err := t.Publications(ctx, store.PublicationFilter{Stages: []post.Stage{post.Waiting}, Limit: mostHeld})
	if err != nil {
		return 0, err
	}
	only := check.Reserve{Matters: []check.Matter{{ID: m.ID, Name: m.Name, Words: m.Words}}}
	for _, pub := range waiting {
		why, ok, err := d.deliberated(ctx, t, pub, only, now)
		if err != nil {
			return held, err
		}
		if !ok {
			continue
		}
		pub.Hold(why, pub.NextAt)
		if err := d.toldOf(ctx, t, pub, "publication.deliberated", "Una publicación espera por una deliberación", why, now); err != nil {
			return held, err
		}
		held++
	}
	return held, nil
}

// mostHeld bounds the scheduled publications that one declaration looks at.
const mostHeld = 5000

// freeDeliberated takes the mark off what no matter holds any more, and tells its people.
func (d *Desk) freeDeliberated(ctx context.Context, t *store.Tx, m deliberation.Matter, now time.Time) (freed int, err error) {
	waiting, err := t.Publications(ctx, store.PublicationFilter{Stages: []post.Stage{post.Waiting}, Limit: mostHeld})
	if err != nil {
		return 0, err
	}
	reserve, err := t.Reserve(ctx, d.Pack)
	if err != nil {
		return 0, err
	}
	for _, pub := range waiting {
		if pub.Problem == nil || pub.Problem.Kind != problemDeliberation {
			continue
		}
		if _, still, err := d.deliberated(ctx, t, pub, reserve, now); err != nil || still {
			if err != nil {
				return freed, err
			}
			continue
		}
		pub.Problem = nil
		told := post.Problem{Sentence: "«" + m.Name + "» ya tiene decisión oficial: " + m.Decision.Reference + ".", Next: "La publicación sale a su hora. Revise que diga lo que se decidió."}
		if err := d.toldOf(ctx, t, pub, "publication.freed", "Una publicación ya puede salir", told, now); err != nil {
			return freed, err
		}
		freed++
	}
	return freed, nil
}

// toldOf keeps a publication, records what became of it and writes to its administrators
// and their head.
func (d *Desk) toldOf(ctx context.Context, t *store.Tx, pub post.Publication, act, subject string, what post.Problem, now time.Time) error {
	if err := t.UpdatePublication(ctx, pub); err != nil {
		return err
	}
	clause := d.Pack.ClauseFor(regulation.RuleDeliberation)
	e := d.publicationEntry(now, pub, act, clause)
	e.Details["reason"] = what.Sentence
	if err := t.Record(ctx, e); err != nil {
		return err
	}
	people, err := t.Holders(ctx, now, institution.On{AreaID: pub.AreaID, AccountIDs: []string{pub.AccountID}}, string(institution.Lead), string(institution.Alternate), string(institution.Head))
	if err != nil || len(people) == 0 {
		return err
	}
	m := mail.Message{Subject: subject, Thread: "publication:" + pub.ID, Greeting: "Buen día:", Paragraphs: []string{what.Sentence, what.Next}, Clause: clause}
	if pub.PostID != "" {
		m.Action = &mail.Link{Label: "Ver la publicación", Path: "/publicaciones/" + pub.PostID}
	}
	m.To = store.Addresses(people)
	return t.QueueMail(ctx, now, m)
}

// stillDeliberated says why a publication may not go out now: it speaks of what is under
// deliberation.
//
//clause:code 6.v
func (d *Desk) stillDeliberated(ctx context.Context, t *store.Tx, pub post.Publication, now time.Time) (post.Problem, bool, error) {
	reserve, err := t.Reserve(ctx, d.Pack)
	if err != nil {
		return post.Problem{}, false, err
	}
	return d.deliberated(ctx, t, pub, reserve, now)
}

// deliberated judges one publication by the matters of a reserve.
func (d *Desk) deliberated(ctx context.Context, t *store.Tx, pub post.Publication, reserve check.Reserve, now time.Time) (post.Problem, bool, error) {
	if len(reserve.Matters) == 0 {
		return post.Problem{}, false, nil
	}
	facts := check.Facts{Kind: check.Answer, Text: pub.Text}
	if pub.Kind != post.KindAnswer {
		p, err := t.Post(ctx, pub.PostID)
		if err != nil {
			return post.Problem{}, false, err
		}
		facts = check.Facts{Kind: check.Post, Title: p.Content.Title, Text: pub.Text, Attachments: attachments(pub.Media), About: about(p.Content)}
	}
	facts.Reserve = reserve
	found := d.Checker.Points(regulation.CheckDeliberation, facts)
	i := slices.IndexFunc(found, func(f check.Finding) bool { return f.Severity == regulation.SeverityBlock })
	if i < 0 {
		return post.Problem{}, false, nil
	}
	return post.Problem{Kind: problemDeliberation, Sentence: found[i].Message, Next: "Espere a que se levante la deliberación. Si para entonces su hora pasó, elija otra.", At: now}, true, nil
}

// notDeliberated refuses to approve what speaks of a matter under deliberation.
func (d *Desk) notDeliberated(ctx context.Context, t *store.Tx, c post.Content) error {
	reserve, err := t.Reserve(ctx, d.Pack)
	if err != nil {
		return err
	}
	told := facts(c, nil, d.Now())
	told.Reserve = reserve
	for _, f := range d.Checker.Points(regulation.CheckDeliberation, told) {
		if f.Severity == regulation.SeverityBlock {
			return fault.New(fault.Conflict, "%s", f.Message).Then("Devuélvala, o apruébela cuando haya decisión oficial.").Under(f.Clause)
		}
	}
	return nil
}
