package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/internal/fault"
	"pregonero/web/ui"
)

// vaultRevealPage is the interruption before a secret is seen.
func (s *Site) vaultRevealPage(w http.ResponseWriter, r *http.Request, v visit) error {
	f, err := s.revealable(r, v, custodyView{})
	if err != nil {
		return err
	}
	return s.showVault(w, r, v, http.StatusOK, f, revealText(r.Context(), f.part), func(f custodyView) templComponent { return vaultInterruption(f) })
}

// revealable reads the page of a part that the reader may see; whoever may not is refused
// by the process itself, recorded, with the clause.
func (s *Site) revealable(r *http.Request, v visit, typed custodyView) (custodyView, error) {
	part, err := partOf(r)
	if err != nil {
		return typed, err
	}
	f, err := s.custodyView(r, v, typed)
	if err != nil || !f.MayReveal {
		_, refused := s.Keys.Reveal(r.Context(), v.actor, r.PathValue("id"), custody.Ask{Part: part})
		return f, firstError(refused, err)
	}
	f.part = part
	if !f.Custody.Has(part) || part == account.PartCodes && f.Custody.CodesLeft == 0 {
		return f, fault.New(fault.NotFound, "No se guarda eso de esta cuenta.").Then("Revise en la bóveda qué se guarda.")
	}
	if onPhone(r) && !s.Pack.Passwords.RevealOnPhone {
		return f, fault.New(fault.Forbidden, "Los secretos de una cuenta no se muestran en un teléfono.").Then("Ábrala en una computadora de la institución.")
	}
	f.confirming, err = s.confirming(r, v, len(f.errors) > 0)
	return f, err
}

// vaultPasskey takes the answer of a passkey and leads back to the form.
func (s *Site) vaultPasskey(w http.ResponseWriter, r *http.Request, _ visit) error {
	return s.keepAnswer(w, r, "/boveda/"+r.PathValue("id")+"/motivo?"+url.Values{"parte": {r.URL.Query().Get("parte")}}.Encode())
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// onPhone tells whether the browser says that it is a phone's.
func onPhone(r *http.Request) bool {
	agent := r.UserAgent()
	return r.Header.Get("Sec-CH-UA-Mobile") == "?1" || strings.Contains(agent, "Mobi") || strings.Contains(agent, "Android")
}

// vaultRevealAsk asks for the reason and the second factor.
func (s *Site) vaultRevealAsk(w http.ResponseWriter, r *http.Request, v visit) error {
	return s.showRevealForm(w, r, v, http.StatusOK, custodyView{})
}

func (s *Site) showRevealForm(w http.ResponseWriter, r *http.Request, v visit, status int, typed custodyView) error {
	f, err := s.revealable(r, v, typed)
	if err != nil {
		return err
	}
	return s.showVault(w, r, v, status, f, revealText(r.Context(), f.part), func(f custodyView) templComponent { return vaultRevealForm(f) })
}

// vaultReveal shows the secret once. Nothing keeps the page, it leaves by itself after
// thirty seconds, and loading it again asks for another code.
func (s *Site) vaultReveal(w http.ResponseWriter, r *http.Request, v visit) error {
	part, err := partOf(r)
	if err != nil {
		return err
	}
	id, reason := r.PathValue("id"), typedText(r, "reason")
	shown, err := s.Keys.Reveal(r.Context(), v.actor, id, custody.Ask{Part: part, Reason: reason, Code: s.proofOf(w, r), Phone: onPhone(r)})
	if f, ok := fault.Of(err); ok && f.Kind != fault.Forbidden && f.Kind != fault.Internal && f.Kind != fault.NotFound {
		return s.showRevealForm(w, r, v, statuses[f.Kind], custodyView{form: map[string]string{"reason": reason}, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	f, err := s.custodyView(r, v, custodyView{part: part, shown: shown})
	if err != nil {
		return err
	}
	w.Header().Set("Refresh", fmt.Sprintf("%.0f; url=%s", shown.For.Seconds(), backFrom(f)))
	return s.showVault(w, r, v, http.StatusOK, f, revealText(r.Context(), part), func(f custodyView) templComponent { return vaultShown(f) })
}

// backFrom is where a page with a secret leaves to: in the middle of a renewal, to it.
func backFrom(f custodyView) string {
	if f.Custody.Rotation != nil {
		return f.path("renovar")
	}
	return f.path("")
}

// shownClock counts down to the moment at which the secret leaves the page.
func (f custodyView) shownClock(label string) ui.Clock {
	return ui.Clock{Label: label, Due: f.now.Add(f.shown.For), Now: f.now}
}

func (f custodyView) codeClock(label string) ui.Clock {
	return ui.Clock{Label: label, Due: f.now.Add(f.shown.Left), Now: f.now}
}
