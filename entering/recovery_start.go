package entering

import (
	"context"
	"time"

	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/vault"
)

// LinkPath is where the site takes the token of a Link.
const LinkPath = "/enlace/"

// Link is a one-time way in. Show it once; only its hash is kept.
type Link struct {
	Token   string
	URL     string
	Expires time.Time
}

// StartRecovery makes a link with which a person sets a new password and a new second
// factor. Nobody makes one for themself. What the person has keeps working until the link
// is used.
//
//clause:code 5.1.p4
func (d *Door) StartRecovery(ctx context.Context, a institution.Actor, personID string) (Link, error) {
	now := d.Now()
	on := institution.On{Subject: "person:" + personID}
	if !fromServer(a) {
		if err := d.Gate.Permit(ctx, now, a, institution.PersonManage, on); err != nil {
			return Link{}, err
		}
	}
	if a.PersonID == personID {
		return Link{}, d.refuseSelf(ctx, now, a, on)
	}
	link := d.newLink(now)
	err := d.change(ctx, personID, func(t *store.Tx, _ *store.Login) error {
		who, err := t.Person(ctx, personID)
		if err != nil {
			return err
		}
		if !who.Active {
			return fault.New(fault.Conflict, "%s está de baja.", who.Name).Then("Solo se recupera el acceso de quien está en funciones.")
		}
		return d.keepLink(ctx, t, now, a, personID, link)
	})
	if err != nil {
		return Link{}, err
	}
	return link, nil
}

// fromServer tells the command line apart: whoever is at the server's shell holds the
// database in any case, and a last operator who lost the way in needs it. It is recorded.
func fromServer(a institution.Actor) bool { return a.System && a.Via == "cli" }

func (d *Door) refuseSelf(ctx context.Context, now time.Time, a institution.Actor, on institution.On) error {
	clause := d.Pack.ClauseFor(regulation.RuleAccess)
	if err := d.Gate.Recorder.RecordRefusal(ctx, now, a, institution.Refusal{Act: institution.PersonManage, On: on, Clause: clause}); err != nil {
		return err
	}
	return fault.New(fault.Forbidden, "Nadie recupera su propio acceso.").Then("Pídalo a otra persona que opere el sistema.").Under(clause)
}

func (d *Door) newLink(now time.Time) Link {
	token := vault.Token(32)
	return Link{Token: token, URL: d.BaseURL + LinkPath + token, Expires: now.Add(linkLife)}
}

func (d *Door) keepLink(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, personID string, link Link) error {
	err := t.AddRecovery(ctx, store.Recovery{Hash: vault.HashToken(link.Token), PersonID: personID, By: a.PersonID, Created: now, Expires: link.Expires})
	if err != nil {
		return err
	}
	return d.record(ctx, t, now, a, "person.recover", personID, map[string]any{"expires": link.Expires.UTC().Format(time.RFC3339)})
}
