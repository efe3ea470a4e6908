package testmail

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// secretLike is what must never be in a mail, whatever it is about.
var secretLike = map[string]*regexp.Regexp{
	"a one-time way in":         regexp.MustCompile(`/enlace/[A-Za-z0-9_-]{16,}`),
	"the seed of a second key":  regexp.MustCompile(`otpauth://|secret=[A-Z2-7]{16,}`),
	"a sealed value":            regexp.MustCompile(`\bv1\.[0-9]+\.[A-Za-z0-9_-]{24,}`),
	"a password that is told":   regexp.MustCompile(`(?i)(contraseña|clave|password)( nueva| temporal)?( es)?: ?\S`),
	"a code that is told":       regexp.MustCompile(`(?i)códigos?( de [\p{L} ]+)?( es)?: ?[0-9A-Z-]{6,}`),
	"a private key":             regexp.MustCompile(`BEGIN [A-Z ]*PRIVATE KEY`),
	"a token of another system": regexp.MustCompile(`(?i)\b(bearer|access_token|token)[ =:]+[A-Za-z0-9._-]{16,}`),
}

// NoSecrets fails when a message (a mail.Message, a store.Mail, a text…) holds one of the
// secrets that the test knows, or anything that looks like one.
func NoSecrets(t testing.TB, message any, secrets ...string) {
	t.Helper()
	for _, why := range Secrets(message, secrets...) {
		t.Errorf("a mail holds %s: %+v", why, message)
	}
}

// Secrets says what a message holds that it must not.
func Secrets(message any, secrets ...string) (found []string) {
	b, err := json.Marshal(message)
	if err != nil {
		return []string{"what cannot be read: " + err.Error()}
	}
	text := strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(string(b))
	for _, s := range secrets {
		if s != "" && strings.Contains(text, s) {
			found = append(found, "a secret that was given")
		}
	}
	for what, pattern := range secretLike {
		if pattern.MatchString(text) {
			found = append(found, what)
		}
	}
	return found
}
