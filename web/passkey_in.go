package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"

	"pregonero/web/lang"
)

// ceremonyCookie carries the sealed ceremony of a log-in by passkey to its end.
const ceremonyCookie = "ceremonia"

// passkeyBegin starts a log-in by passkey: JSON for navigator.credentials.get.
func (s *Site) passkeyBegin(w http.ResponseWriter, r *http.Request, _ visit) error {
	options, ceremony, err := s.Door.BeginLogin(r.Context())
	if err != nil {
		return s.failJSON(w, r, err)
	}
	s.setCookie(w, ceremonyCookie, ceremony, 300, true)
	return writeJSON(w, http.StatusOK, json.RawMessage(options))
}

// passkeyFinish takes the browser's answer and tells where to go.
func (s *Site) passkeyFinish(w http.ResponseWriter, r *http.Request, _ visit) error {
	answer, err := io.ReadAll(r.Body)
	if err != nil {
		return s.failJSON(w, r, err)
	}
	in, err := s.Door.FinishLogin(r.Context(), setting(r, ceremonyCookie), answer, from(r))
	s.setCookie(w, ceremonyCookie, "", -1, true)
	if err != nil {
		return s.failJSON(w, r, err)
	}
	s.forgetOld(r, in.Token)
	s.setSession(w, in)
	return writeJSON(w, http.StatusOK, map[string]string{"next": localPath(r.URL.Query().Get("volver"))})
}

// failJSON tells a script what went wrong.
func (s *Site) failJSON(w http.ResponseWriter, r *http.Request, err error) error {
	f := s.explain(r, err)
	return writeJSON(w, statuses[f.Kind], map[string]string{"error": lang.Dyn(r.Context(), f.Format, f.Args...), "next_step": lang.Dyn(r.Context(), f.Next)})
}

func writeJSON(w http.ResponseWriter, status int, body any) error {
	data, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("encode an answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, err = w.Write(data)
	return err
}
