package request

import (
	"time"

	"pregonero/institution"
)

// AnsweredBy is the act that answers a request of the kind.
func (k Kind) AnsweredBy() institution.Act {
	switch k {
	case Unforeseen:
		return institution.UnforeseenResolve
	case Publish:
		return institution.RequestAnswer
	case Raise:
		return institution.RaiseAcknowledge
	}
	return institution.HelpAnswer
}

// AnswerArea is the area whose head is told: the one it is raised to.
func (r Request) AnswerArea() string {
	if r.ToArea != "" {
		return r.ToArea
	}
	return r.AreaID
}

// MayAnswer tells whether the actor may answer it.
func (r Request) MayAnswer(now time.Time, a institution.Actor) bool {
	return institution.Allowed(now, a, r.Kind.AnsweredBy(), institution.On{AreaID: r.AnswerArea(), Subject: "request:" + r.ID})
}

// MayRead tells whether the actor may read it: who asked, those who answer, the head of the
// area that asks, and the auditor; a precedent is for everybody.
func (r Request) MayRead(now time.Time, a institution.Actor) bool {
	if !institution.Allowed(now, a, institution.RequestRead, institution.On{}) {
		return false
	}
	return r.Precedent() || (r.AskedBy != "" && r.AskedBy == a.PersonID) || r.MayAnswer(now, a) ||
		institution.Allowed(now, a, institution.LetterSign, institution.On{AreaID: r.AreaID}) || a.Has(institution.Auditor)
}
