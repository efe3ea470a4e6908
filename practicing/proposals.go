package practicing

import (
	"context"
	"fmt"

	"pregonero/institution"
	"pregonero/proposal"
	"pregonero/regulation"
)

// Proposer is what practicing asks of those who carry proposals and letters.
type Proposer interface {
	// Propose answers every question of a new proposal of the area. With a scan it is sent,
	// and head signs its letter on paper.
	Propose(ctx context.Context, by, head institution.Actor, areaID string, a proposal.Answers, scan []byte) error
}

// proposalEvents are the proposals of the practice, each on its day.
func (s *Stage) proposalEvents() (out []event) {
	for _, x := range s.Data.Proposals {
		out = append(out, event{s.Begin.AddDate(0, 0, x.Day), "proposal " + x.Handle, func(ctx context.Context) error { return s.propose(ctx, x) }})
	}
	return out
}

func (s *Stage) propose(ctx context.Context, x regulation.PracticeProposal) error {
	by, err := s.actor(ctx, x.By)
	if err != nil {
		return err
	}
	head, ok := s.headOf(x.Area)
	if !ok {
		return fmt.Errorf("nobody heads %s", x.Area)
	}
	signer, err := s.actor(ctx, head.Username)
	if err != nil {
		return err
	}
	a := proposal.Answers{Need: x.Need, Network: x.Network, Handle: x.Handle, Name: x.Name, Purposes: []proposal.Served{{ID: x.Purpose, Why: x.Why}}, Activities: x.Activities,
		Programmes: x.Programmes, Audience: x.Audience, Rhythm: x.Rhythm, Hours: s.Pack.Attendance, LeadID: s.people[x.Lead].ID, AlternateID: s.people[x.Alternate].ID,
		LeadTraining: proposal.Training{Done: true}, AlternateTraining: proposal.Training{Done: true}}
	var scan []byte
	if x.Presented {
		if scan, err = drawPicture("Oficio firmado", "#57505F"); err != nil {
			return err
		}
	}
	return s.Opener.Propose(ctx, by, signer, x.Area, a, scan)
}
