package vault

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"pregonero/internal/fault"
)

// Bounds of a person's password, in characters.
const (
	MinPassword = 12
	MaxPassword = 256
)

// weak.txt lists words that common passwords are made of, lower case, without accents,
// longest first.
//
//go:embed weak.txt
var weakText string

var weakWords = longestFirst(strings.Fields(weakText))

// rows are the keys as they lie, for runs of the fingers; the digits and the alphabet too.
var rows = []string{"1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn"}

// CheckPassword tells what is wrong with a password that a person chose, as a fault on the
// field "password"; nil when it will do. user is the name that the person logs in with.
func CheckPassword(password, user string) error {
	n := utf8.RuneCountInString(password)
	plain := fold(password)
	switch {
	case n < MinPassword:
		return weak("La contraseña tiene %d caracteres y necesita al menos %d.", n, MinPassword)
	case n > MaxPassword:
		return weak("La contraseña tiene %d caracteres y puede tener hasta %d.", n, MaxPassword)
	case containsUser(plain, user):
		return weak("La contraseña contiene su nombre de usuario.")
	case isCommon(plain):
		return weak("La contraseña está hecha de palabras o secuencias muy usadas.")
	}
	return nil
}

func weak(format string, args ...any) error {
	return fault.New(fault.Invalid, format, args...).
		Then("Elija una frase larga que solo usted conozca, por ejemplo cuatro palabras sin relación entre sí.").On("password")
}

// containsUser looks for the user name, and for what stands before the @ of an address.
func containsUser(plain, user string) bool {
	local, _, _ := strings.Cut(user, "@")
	for _, name := range []string{fold(user), fold(local)} {
		if utf8.RuneCountInString(name) >= 3 && strings.Contains(plain, name) {
			return true
		}
	}
	return false
}

// isCommon takes the listed words out, read as they are and with figures read as letters,
// and asks whether anything of one's own is left.
func isCommon(plain string) bool {
	if distinct(plain) < 5 || runsAlong(plain) {
		return true
	}
	for _, text := range []string{plain, unleet(plain)} {
		for _, word := range weakWords {
			text = strings.ReplaceAll(text, word, " ")
		}
		if letters(text) < 4 {
			return true
		}
	}
	return false
}

// fold is lower case without accents; ñ becomes n.
func fold(s string) string {
	t := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)))
	out, _, err := transform.String(t, strings.ToLower(s))
	if err != nil {
		return strings.ToLower(s)
	}
	return out
}

var leet = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s")

func unleet(s string) string { return leet.Replace(s) }

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// runsAlong tells whether most neighbours in s are neighbours on the keyboard, in the
// alphabet or the same.
func runsAlong(s string) bool {
	text := []rune(s)
	steps := 0
	for i := 1; i < len(text); i++ {
		if text[i] == text[i-1] || adjacent(text[i-1], text[i]) {
			steps++
		}
	}
	return steps*3 >= len(text)*2
}

func adjacent(a, b rune) bool {
	forward, backward := string([]rune{a, b}), string([]rune{b, a})
	return slices.ContainsFunc(rows, func(row string) bool {
		return strings.Contains(row, forward) || strings.Contains(row, backward)
	})
}

func longestFirst(words []string) []string {
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	return words
}
