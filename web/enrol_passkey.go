package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	"pregonero/internal/fault"
)

// enrolPasskey starts to register a passkey: JSON for navigator.credentials.create.
func (s *Site) enrolPasskey(w http.ResponseWriter, r *http.Request, _ visit) error {
	var in struct{ Current string }
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil && !errors.Is(err, io.EOF) {
		return s.failJSON(w, r, badJSON(err))
	}
	options, err := s.Door.BeginRegister(r.Context(), setting(r, cookieName), in.Current, from(r))
	if err != nil {
		return s.failJSON(w, r, err)
	}
	return writeJSON(w, http.StatusOK, json.RawMessage(options))
}

// enrolPasskeyFinish takes the device's answer and tells where to go: to the recovery codes
// when they were made now.
func (s *Site) enrolPasskeyFinish(w http.ResponseWriter, r *http.Request, v visit) error {
	answer, err := io.ReadAll(r.Body)
	if err != nil {
		return s.failJSON(w, r, err)
	}
	var named struct{ Name string }
	if err := json.Unmarshal(answer, &named); err != nil {
		return s.failJSON(w, r, badJSON(err))
	}
	in, codes, err := s.Door.FinishRegister(r.Context(), setting(r, cookieName), named.Name, answer, from(r))
	if err != nil {
		return s.failJSON(w, r, err)
	}
	s.setSession(w, in)
	next := "/"
	switch {
	case len(codes) > 0:
		s.keepCodes(w, codes)
		next = codesPath
	case v.in():
		next = accessPath
	}
	return writeJSON(w, http.StatusOK, map[string]string{"next": next})
}

func badJSON(cause error) error {
	return fault.New(fault.Invalid, "La petición no se entiende.").Because(fmt.Errorf("decode JSON: %w", cause))
}
