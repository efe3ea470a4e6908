// Package lang says things in the reader's language.
//
// The source text is Spanish and is its own key: T(ctx, "Enviar a visto bueno").
// English stands in en.json. Clauses, official letters and validated answers are
// never translated; templates mark them lang="es" themselves.
//
// A test reads every .go and .templ file of the repository and fails when a key has
// no translation, is used nowhere, or has other placeholders than its translation.
package lang

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/language"
)

// Code names a language that the pages speak.
type Code string

const (
	Spanish Code = "es"  // the source
	English Code = "en"  // from en.json
	Pseudo  Code = "qps" // Spanish made 40 % longer, to find what overflows
)

// Tag is the value of the html lang attribute: "es-MX", "en" or "qps".
func (c Code) Tag() string {
	if c == Spanish {
		return "es-MX"
	}
	return string(c)
}

// Known tells whether pages can be shown in this language.
func (c Code) Known() bool { return c == Spanish || c == English || c == Pseudo }

// Locale is what a reader needs to understand a text: a language and a time zone.
type Locale struct {
	Code Code
	Zone *time.Location // the zone of the reader's area; nil means UTC
}

//go:embed en.json
var englishJSON []byte

var english = mustRead(englishJSON)

func mustRead(data []byte) map[string]string {
	texts := map[string]string{}
	if err := json.Unmarshal(data, &texts); err != nil {
		panic("lang: en.json cannot be read: " + err.Error())
	}
	return texts
}

type contextKey struct{}

// With returns a context whose texts are in that locale.
func With(ctx context.Context, locale Locale) context.Context {
	return context.WithValue(ctx, contextKey{}, locale)
}

// Of is the locale of the context: Spanish, UTC when none was set.
func Of(ctx context.Context) Locale {
	locale, _ := ctx.Value(contextKey{}).(Locale)
	if locale.Code == "" {
		locale.Code = Spanish
	}
	if locale.Zone == nil {
		locale.Zone = time.UTC
	}
	return locale
}

// T says a text in the language of the context. The key is a Spanish literal, so
// that the test can find it; placeholders are those of fmt.
func T(ctx context.Context, key string, args ...any) string {
	return fill(translate(Of(ctx).Code, key), args)
}

// N is T with a number that decides between two texts, one for exactly 1 and one for
// the rest. n fills the first placeholder; args fill those that follow.
// A text for 1 may leave the number out ("Una cosa vence hoy").
func N(ctx context.Context, n int, one, many string, args ...any) string {
	key := many
	if n == 1 {
		key = one
	}
	if key == one && !strings.Contains(strings.ReplaceAll(one, "%%", ""), "%") {
		return T(ctx, key)
	}
	return fill(translate(Of(ctx).Code, key), append([]any{n}, args...))
}

// Key marks a Spanish literal as text to translate where no context is at hand.
// It returns the key unchanged; say it later with Dyn.
func Key(text string) string { return text }

// Dyn is T for a key that is not a literal: one marked with Key, or the format of a
// fault. A text without translation is said in Spanish.
func Dyn(ctx context.Context, key string, args ...any) string {
	return fill(translate(Of(ctx).Code, key), args)
}

func fill(text string, args []any) string {
	if len(args) == 0 {
		return strings.ReplaceAll(text, "%%", "%")
	}
	return fmt.Sprintf(text, args...)
}

func translate(code Code, key string) string {
	switch code {
	case English:
		if text := english[key]; text != "" {
			return text
		}
	case Pseudo:
		return stretch(key)
	}
	return key
}

// Choose decides the language of a request: the person's own setting when known,
// else the first of Accept-Language that the pages speak, else Spanish.
func Choose(setting string, r *http.Request) Code {
	if code := Code(setting); code.Known() {
		return code
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil {
		return Spanish
	}
	for _, tag := range tags {
		base, _ := tag.Base()
		switch base.String() {
		case "es":
			return Spanish
		case "en":
			return English
		}
	}
	return Spanish
}
