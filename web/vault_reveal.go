package web

import (
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"pregonero/account"
	"pregonero/custody"
	"pregonero/entering"
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
	ways, err := s.Door.Ways(r.Context(), v.actor)
	if err != nil {
		return f, err
	}
	keys, err := s.Door.ListPasskeys(r.Context(), v.actor)
	f.hasPasskey = len(keys) > 0 && s.Door.WebAuthn != nil
	f.byPasskey = f.hasPasskey && setting(r, answerCookie) != "" && len(f.errors) == 0 // one that failed is spent
	f.byPassword = s.Practice && !ways.TOTP && len(keys) == 0
	return f, err
}

// answerCookie carries a passkey's answer, for two minutes, from its window to the act that
// it confirms, where it is checked and spent.
const answerCookie = "respuesta"

// vaultPasskey takes the answer of a passkey and leads back to the form.
func (s *Site) vaultPasskey(w http.ResponseWriter, r *http.Request, _ visit) error {
	answer, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 2500))
	if err != nil {
		return s.failJSON(w, r, err)
	}
	s.setCookie(w, answerCookie, base64.RawURLEncoding.EncodeToString(answer), 120, true)
	next := "/boveda/" + r.PathValue("id") + "/motivo?" + url.Values{"parte": {r.URL.Query().Get("parte")}}.Encode()
	return writeJSON(w, http.StatusOK, map[string]string{"next": next})
}

// proofOf is what the reader confirms with: the code typed, or the passkey used just before.
func (s *Site) proofOf(w http.ResponseWriter, r *http.Request) string {
	code, kept := r.PostFormValue("code"), setting(r, answerCookie)
	if code != "" || kept == "" {
		return code
	}
	answer, err := base64.RawURLEncoding.DecodeString(kept)
	if err != nil {
		return ""
	}
	proof := entering.PasskeyProof(setting(r, ceremonyCookie), answer)
	s.setCookie(w, answerCookie, "", -1, true)
	s.setCookie(w, ceremonyCookie, "", -1, true)
	return proof
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
