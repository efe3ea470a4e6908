package account

import (
	"time"

	"pregonero/institution"
)

// Substitution is an administrator's place that stands empty: the account goes on with the
// other one until it passes, and then stops until somebody is designated.
type Substitution struct {
	Since     time.Time `json:"since"`
	Due       time.Time `json:"due"`
	Passed    bool      `json:"passed,omitempty"`
	StoppedAt time.Time `json:"stopped_at,omitzero"` // when publishing was stopped for this; zero when it was not
}

// Holder is who administers the account in that role; "" when nobody does.
func (a Account) Holder(role institution.Role) string {
	if role == institution.Lead {
		return a.LeadID
	}
	return a.AlternateID
}

// Missing tells whether an administrator is missing.
func (a Account) Missing() bool { return a.LeadID == "" || a.AlternateID == "" }

// goesOnWithOne tells whether one administrator is enough for now.
func (a Account) goesOnWithOne() bool {
	return a.Substitution != nil && !a.Substitution.Passed && (a.LeadID != "" || a.AlternateID != "")
}

// SubstitutionPassed stops publishing because nobody was designated in time. What was
// stopped already keeps its own reason. It tells whether anything changed.
//
//clause:code 5.1.p2
func (a *Account) SubstitutionPassed(reason string, now time.Time) (bool, error) {
	if !a.Missing() || a.State == Closed || a.Substitution == nil || a.Substitution.Passed {
		return false, nil
	}
	a.Substitution.Passed = true
	if a.Stopped {
		return true, nil
	}
	a.Substitution.StoppedAt = now
	return true, a.Stop("", reason, now)
}

// Substituted ends the substitution, once there are two administrators. Publishing goes on
// only if it was stopped for this and nobody stopped it since; it tells whether it did.
func (a *Account) Substituted() (resumed bool) {
	if a.Missing() || a.Substitution == nil {
		return false
	}
	if s := a.Substitution; a.Stopped && !s.StoppedAt.IsZero() && s.StoppedAt.Equal(a.StoppedAt) {
		a.Resume()
		resumed = true
	}
	a.Substitution = nil
	return resumed
}

// SubstitutionSubject is what owes the deadline of a substitution.
func SubstitutionSubject(accountID string) string { return "account:" + accountID + "/substitution" }
