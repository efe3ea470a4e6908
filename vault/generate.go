package vault

import (
	"crypto/rand"
	"errors"
	"math/big"
	"strings"
)

// Recipe is what the password of an account must be made of: the institution's own rule
// within what the network takes.
type Recipe struct {
	Length           int // of a generated one
	Min, Max         int // characters; Max 0: no limit is known
	Lower, Upper     int // at least so many
	Digits, Special  int
	Specials         string   // signs that the network is known to take
	Names            []string // that must not be in it: the handle, the institution
	WithoutAmbiguous bool     // leaves out what is misread on paper: 0 O o 1 l I |
}

const (
	lowerCase = "abcdefghijklmnopqrstuvwxyz"
	upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits    = "0123456789"
	ambiguous = "0Oo1lI|"
)

// Generate makes a password by the recipe, from the system's source of randomness. What
// comes out by chance and would be refused if it were typed in is thrown away.
func Generate(r Recipe) (string, error) {
	for range 100 {
		p, err := r.draw()
		if err != nil {
			return "", err
		}
		if r.Check(p) == nil {
			return p, nil
		}
	}
	return "", errors.New("generating a password: the recipe refuses everything that it makes")
}

func (r Recipe) draw() (string, error) {
	sets := []struct {
		from string
		n    int
	}{{lowerCase, r.Lower}, {upperCase, r.Upper}, {digits, r.Digits}, {r.Specials, r.Special}}
	var out []byte
	all := ""
	for _, s := range sets {
		from := r.clear(s.from)
		if s.n > 0 && from == "" {
			return "", errors.New("generating a password: no sign is left to choose from")
		}
		all += from
		for range s.n {
			out = append(out, pick(from))
		}
	}
	for len(out) < r.Length {
		out = append(out, pick(all))
	}
	for i := len(out) - 1; i > 0; i-- {
		j := below(i + 1)
		out[i], out[j] = out[j], out[i]
	}
	return string(out), nil
}

func (r Recipe) clear(from string) string {
	if !r.WithoutAmbiguous {
		return from
	}
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(ambiguous, c) {
			return -1
		}
		return c
	}, from)
}

func pick(from string) byte { return from[below(len(from))] }

// below is a random number under n, without bias.
func below(n int) int {
	k, _ := rand.Int(rand.Reader, big.NewInt(int64(n))) // never fails: crypto/rand, n > 0
	return int(k.Int64())
}
