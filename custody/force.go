package custody

import (
	"context"
	"strings"

	"pregonero/account"
	"pregonero/deadline"
	"pregonero/institution"
	"pregonero/ledger"
	"pregonero/regulation"
)

// JobForceRotation is the job by which other processes order a renewal. Its data is ForceOrder.
const JobForceRotation = "custody.force_rotation"

// ForceOrder orders the renewal of an account's password.
type ForceOrder struct {
	AccountID string `json:"account_id"`
	Why       string `json:"why"`                // Spanish
	Incident  string `json:"incident,omitempty"` // its id
}

// ForceRotation makes the renewal of the account's password due now, whatever is scheduled,
// and tells the administrators, the head and the press office. An order that was given
// already is not given twice.
func (c *Custodian) ForceRotation(ctx context.Context, o ForceOrder) error {
	_, err := c.change(ctx, o.AccountID, func(s *story) (ledger.Entry, error) {
		if s.acc.State == account.Closed || s.k.Forced != nil && s.k.Forced.Incident == o.Incident && s.k.Forced.Why == o.Why {
			return ledger.Entry{}, nil
		}
		d, err := c.renewal(ctx, s, o.Why)
		if err != nil {
			return ledger.Entry{}, err
		}
		d.Due, d.Skipped, d.Notices = s.now, nil, []deadline.Notice{{At: s.now, Passing: true}}
		d.Sentence = "de inmediato"
		if err := s.t.SetDeadline(ctx, d); err != nil {
			return ledger.Entry{}, err
		}
		s.k.Forced, s.k.Due = &account.Forced{Why: strings.TrimSpace(o.Why), Incident: o.Incident, At: s.now}, s.now
		err = c.tellThem(ctx, s, institution.System("custodia"), append([]string{string(institution.Press)}, keepers...), regulation.RulePasswordRotation,
			"Hay que renovar ya la contraseña de "+s.acc.At(), "Motivo: "+o.Why, "Una de las personas administradoras o la titular del área debe renovarla ahora desde la bóveda.")
		details := map[string]any{"why": o.Why}
		if o.Incident != "" {
			details["incident"] = o.Incident
		}
		return c.entry(s, institution.System("custodia"), "credential.rotation_forced", regulation.RulePasswordRotation, details), err
	})
	return err
}
