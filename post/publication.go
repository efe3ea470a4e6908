package post

import (
	"encoding/json"
	"time"

	"pregonero/internal/fault"
)

// Stage is where one publication (one content on one account) stands.
type Stage string

const (
	Waiting   Stage = "scheduled"
	Sending   Stage = "sending"
	Published Stage = "published"
	Failed    Stage = "failed"    // nothing was made public, and why is said
	Unknown   Stage = "unknown"   // it may have been made public: nobody sends again before looking
	Missed    Stage = "missed"    // its hour passed and nothing went out
	Withdrawn Stage = "withdrawn" // taken back before or after
)

// Label names the stage in Spanish.
func (s Stage) Label() string {
	switch s {
	case Waiting:
		return "Programada"
	case Sending:
		return "Enviándose"
	case Published:
		return "Publicada"
	case Failed:
		return "No salió"
	case Unknown:
		return "Resultado incierto"
	case Missed:
		return "No salió a su hora"
	case Withdrawn:
		return "Retirada"
	}
	return string(s)
}

// Over tells whether nothing more will happen by itself.
func (s Stage) Over() bool { return s == Published || s == Failed || s == Missed || s == Withdrawn }

// Kinds of publication.
const (
	KindPost       = "post"
	KindAnswer     = "answer"
	KindCorrection = "correction"
)

// Ref points at something on a network.
type Ref struct {
	ID    string            `json:"id"`
	URL   string            `json:"url,omitempty"`
	Extra map[string]string `json:"extra,omitempty"`
}

// Publication is one message going out once on one account. Text and media are frozen
// when it is made: what was approved is what is sent.
type Publication struct {
	ID        string  `json:"id"`
	PostID    string  `json:"post_id,omitempty"`
	ItemID    string  `json:"item_id,omitempty"` // the comment it answers
	AccountID string  `json:"account_id"`
	AreaID    string  `json:"area_id"`
	Network   string  `json:"network"`
	Kind      string  `json:"kind"`
	Text      string  `json:"text"`
	Title     string  `json:"title,omitempty"`
	Media     []Media `json:"media,omitempty"`
	ReplyTo   *Ref    `json:"reply_to,omitempty"`
	Root      *Ref    `json:"root,omitempty"`
	Corrects  string  `json:"corrects,omitempty"` // the publication that this one corrects
	Target    *Ref    `json:"target,omitempty"`   // where that one is on the network
	InPlace   bool    `json:"in_place,omitempty"` // the network edits; otherwise it goes out as a reply
	Hash      string  `json:"hash,omitempty"`     // of the approved content

	Stage    Stage     `json:"stage"`
	DueAt    time.Time `json:"due_at"`
	NextAt   time.Time `json:"next_at"` // when the next step is owed: send, look, or be swept
	Attempts int       `json:"attempts"`
	Looks    int       `json:"looks"`

	ClaimedAt time.Time       `json:"claimed_at,omitzero"`
	Intent    json.RawMessage `json:"intent,omitempty"`
	IntentAt  time.Time       `json:"intent_at,omitzero"`

	Remote      *Ref      `json:"remote,omitempty"`
	PublishedAt time.Time `json:"published_at,omitzero"`
	Problem     *Problem  `json:"problem,omitempty"`
	NeedsPerson bool      `json:"needs_person,omitempty"`
	ReviewOn    time.Time `json:"review_on,omitzero"` // when its validity is looked at; zero: it does not expire
	Corrected   time.Time `json:"corrected,omitzero"`
	WithdrawnAt time.Time `json:"withdrawn_at,omitzero"`
	WithdrawnBy string    `json:"withdrawn_by,omitempty"`
	Why         string    `json:"why,omitempty"` // of the withdrawal or the correction
	Version     int       `json:"-"`
}

// Problem is why it did not go out, in plain Spanish, and the next step.
type Problem struct {
	Kind     string    `json:"kind"`
	Sentence string    `json:"sentence"`
	Next     string    `json:"next,omitempty"`
	Reason   string    `json:"reason,omitempty"` // the network's own words
	At       time.Time `json:"at"`
}

// Patience bounds the protocol; the pack sets it.
type Patience struct {
	Grace    time.Duration // how late something may still go out by itself
	Lease    time.Duration // how long one sending may take; longer than any connector's time-out
	Settle   time.Duration // how long a server may still act on a request that was given up
	Attempts int           // sendings of which the network is certain that they made nothing
	Looks    int           // looks after which a person is asked
}

// Claim takes the publication for one sending. Only its hour and its stage decide.
func (p *Publication) Claim(now time.Time) error {
	if p.Stage != Waiting {
		return fault.New(fault.Conflict, "La publicación está en «%s».", p.Stage.Label())
	}
	if now.Before(p.NextAt) {
		return fault.New(fault.Conflict, "Todavía no es su hora.")
	}
	p.Stage, p.ClaimedAt, p.Intent, p.IntentAt, p.Problem = Sending, now, nil, time.Time{}, nil
	p.Attempts++
	return nil
}

// Lease sets when the sweeper may look at a sending that says nothing any more.
func (p *Publication) Lease(now time.Time, t Patience) { p.NextAt = now.Add(t.Lease) }

// Intend stores what is needed to recognise it on the network, before the one request.
func (p *Publication) Intend(intent json.RawMessage, now time.Time) {
	p.Intent, p.IntentAt = intent, now
}

// Done records the network's word that it is public.
func (p *Publication) Done(ref Ref, at time.Time) {
	p.Stage, p.Remote, p.PublishedAt, p.Problem, p.NeedsPerson = Published, &ref, at, nil, false
}

// Fail ends it: nothing was made public.
func (p *Publication) Fail(why Problem) { p.Stage, p.Problem, p.NeedsPerson = Failed, &why, false }

// Miss ends it: its hour passed.
func (p *Publication) Miss(why Problem) { p.Stage, p.Problem, p.NeedsPerson = Missed, &why, false }

// Doubt says that it may be public. Nothing is sent again before somebody has looked.
func (p *Publication) Doubt(why Problem, now time.Time, t Patience) {
	p.Stage, p.Problem, p.NextAt = Unknown, &why, now.Add(t.Settle)
}

// Again puts it back in line, when it is certain that nothing was made public and its
// hour is not too far gone; otherwise it ends as failed.
func (p *Publication) Again(why Problem, at, now time.Time, t Patience) {
	if at.Before(now) {
		at = now
	}
	if p.Attempts >= t.Attempts || at.After(p.DueAt.Add(t.Grace)) {
		why.Next = p.Afresh()
		p.Fail(why)
		return
	}
	p.Stage, p.Problem, p.NextAt, p.Intent, p.IntentAt = Waiting, &why, at, nil, time.Time{}
}

// Hold lets it wait for a while beyond its hour, without an attempt.
func (p *Publication) Hold(why Problem, at time.Time) { p.Problem, p.NextAt = &why, at }

// Afresh is what a person does about a publication that ended without going out.
func (p Publication) Afresh() string {
	if p.Kind == KindAnswer {
		return "El comentario sigue por atender: contéstelo de nuevo."
	}
	return "Elija otra hora y envíela de nuevo a visto bueno."
}

// CannotTell counts a look that decided nothing, and asks a person after enough of them.
func (p *Publication) CannotTell(now time.Time, t Patience) {
	p.Looks++
	p.NeedsPerson = p.Looks >= t.Looks
	p.NextAt = now.Add(time.Duration(1+p.Looks*p.Looks) * 15 * time.Second)
	if p.NeedsPerson {
		p.NextAt = now.Add(6 * time.Hour)
	}
}

// Overdue tells whether a waiting publication may no longer go out by itself.
func (p Publication) Overdue(now time.Time, t Patience) bool {
	return p.Stage == Waiting && now.After(p.DueAt.Add(t.Grace))
}

// Withdraw takes it back: before its hour at once, afterwards when the network has removed it.
func (p *Publication) Withdraw(by, why string, now time.Time) error {
	if p.Stage != Waiting && p.Stage != Published && p.Stage != Failed && p.Stage != Missed {
		return fault.New(fault.Conflict, "La publicación está en «%s»: primero debe saberse qué pasó con ella.", p.Stage.Label()).
			Then("Espere a que termine el envío o resuelva el resultado incierto.")
	}
	p.Stage, p.WithdrawnAt, p.WithdrawnBy, p.Why, p.NeedsPerson = Withdrawn, now, by, why, false
	return nil
}

// Finish ends a scheduled post when each of its publications has ended. When none of
// them became public it is a draft again, so that it can be given another hour.
func (p *Post) Finish(all []Publication, now time.Time) bool {
	if p.State != Scheduled || len(all) == 0 {
		return false
	}
	public := false
	for _, pub := range all {
		if !pub.Stage.Over() {
			return false
		}
		public = public || pub.Remote != nil
	}
	p.State, p.Updated = Closed, now
	if !public {
		p.State, p.Aval, p.Approval, p.Moved = Draft, nil, nil, nil
	}
	return true
}

// Landed ends a post that was given up and is a draft again, when the network's late word
// is that it is public after all, and its words are still those that went out.
func (p *Post) Landed(all []Publication, now time.Time) bool {
	public := false
	for _, pub := range all {
		if !pub.Stage.Over() {
			return false
		}
		public = public || pub.Remote != nil && pub.Hash == p.Content.Hash()
	}
	if p.State != Draft || !public {
		return false
	}
	p.State, p.Returned, p.Moved, p.Updated = Closed, nil, nil, now
	return true
}

// StillValid is a person's word that what is public still holds, until another date or for good.
//
//clause:code 5.2.d
func (p *Publication) StillValid(until, now time.Time) error {
	if p.Stage != Published {
		return fault.New(fault.Conflict, "Solo se revisa la vigencia de lo publicado; esta está en «%s».", p.Stage.Label())
	}
	if !until.IsZero() && !until.After(now) {
		return fault.New(fault.Invalid, "La siguiente revisión debe ser una fecha futura.").Then("Elija otra fecha o diga que no caduca.").On("review_on")
	}
	p.ReviewOn = until
	return nil
}
