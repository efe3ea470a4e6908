package network_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pregonero/network"
	"pregonero/network/networktest"
)

// The contract itself has no verb, no field and no word against a person.
//
//clause:test 6.xvi
func TestContractHasNoVerbAgainstPeople(t *testing.T) {
	t.Parallel()
	networktest.ScanSource(t, ".")
}

func TestSecretIsNeverShown(t *testing.T) {
	t.Parallel()
	s := network.NewSecret(map[string]string{"access_token": "hunter2"})
	a := network.Account{Secret: s}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", s, "account", a)
	encoded, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{log.String(), string(encoded), fmt.Sprintf("%v %+v %#v %s %q", s, s, s, s, s), fmt.Sprintf("%v %+v %#v", a, a, &a)} {
		if strings.Contains(shown, "hunter2") {
			t.Errorf("shown in %s", shown)
		}
	}
}

func TestSecretWithNeverLosesAValue(t *testing.T) {
	t.Parallel()
	s := network.NewSecret(map[string]string{"refresh_token": "r"})
	grown := s.With("access_token", "a").With("refresh_token", "")
	if grown.Get("refresh_token") != "r" || grown.Get("access_token") != "a" || s.Get("access_token") != "" {
		t.Error("With lost or leaked a value")
	}
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	for want, err := range map[network.ErrorKind]error{
		"":                  nil,
		network.Gone:        fmt.Errorf("remove: %w", &network.Error{Kind: network.Gone}),
		network.Ambiguous:   errors.New("who knows"),
		network.RateLimited: &network.Error{Kind: network.RateLimited},
	} {
		if got := network.KindOf(err); got != want {
			t.Errorf("KindOf(%v) = %q, want %q", err, got, want)
		}
	}
}
