package config

import (
	"slices"
	"strings"

	"pregonero/internal/fault"
)

// others are the variables with our prefix that are no keys: those that our tests and
// scripts read, and those that Kubernetes gives every process beside a service that is
// called as the program. What ends in "_" stands for all that begin so.
var others = []string{
	"BIN", "BINARY", "BYPASS", "EXIFTOOL", "FAULTS", "FAULTS_SEED", "FFMPEG", "KEEP", "MAILPIT", "PY_MASTODON", "TEST_", "VAULT_CHILD", "VERSITYGW",
	"PORT", "PORT_", "SERVICE_",
}

// CheckEnvironment refuses a variable of ours that is no key, and names the nearest one
// that is: a mistyped variable would be a setting that nobody keeps. environ is as
// os.Environ gives it; the values, which may be secrets, are not looked at.
func CheckEnvironment(environ []string) error {
	known := variables()
	for _, pair := range environ {
		name, _, _ := strings.Cut(pair, "=")
		if !strings.HasPrefix(name, envPrefix) || slices.Contains(known, name) || isOther(strings.TrimPrefix(name, envPrefix)) {
			continue
		}
		return fault.New(fault.Invalid, "La variable «%s» no existe.", name).
			Then("La más parecida es «" + nearest(name, known) + "»: corrija el nombre o quítela; las claves están en docs/operations/config.md.").On(name)
	}
	return nil
}

// variables are the names that fromEnv and Load look up.
func variables() []string {
	out := []string{envPrefix + strings.ToUpper(configFlag)}
	for _, k := range keys {
		out = append(out, k.env())
		if k.secret {
			out = append(out, k.env()+strings.ToUpper(fileSuffix))
		}
	}
	return out
}

func isOther(name string) bool {
	return slices.ContainsFunc(others, func(o string) bool {
		return name == o || strings.HasSuffix(o, "_") && strings.HasPrefix(name, o)
	})
}

func nearest(name string, known []string) string {
	return slices.MinFunc(known, func(a, b string) int { return distance(name, a) - distance(name, b) })
}

// distance is Levenshtein's, in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
