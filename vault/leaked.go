package vault

import (
	"strings"
	"sync"
	"unicode"

	"github.com/ccojocar/zxcvbn-go/frequency"
)

// leaked is the list of leaked passwords of zxcvbn, most used first, which comes with its
// Go module by the version and sum in go.mod and go.sum. Nothing is asked of the Internet.
var leaked = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, p := range frequency.Lists["Passwords"].List {
		all[fold(p)] = true
	}
	for _, p := range weakWords {
		all[p] = true
	}
	return all
})

// leastLeaked is how short a core may be and still be looked up: "abc" is nobody's password.
const leastLeaked = 4

// Leaked tells whether a password, or what remains of it without the figures and signs at
// its ends, is in the list; letters written as figures count as the letters.
func Leaked(password string) bool {
	plain := fold(password)
	for _, s := range []string{plain, unleet(plain), core(plain), unleet(core(plain)), core(unleet(plain))} {
		if len(s) >= leastLeaked && leaked()[s] {
			return true
		}
	}
	return false
}

// Core is a password in lower case without accents and without the figures and signs at
// its ends: what people keep when they "renew" one.
func Core(password string) string { return core(fold(password)) }

func core(plain string) string {
	return strings.TrimFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
}
