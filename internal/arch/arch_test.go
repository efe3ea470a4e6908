// Package arch keeps the import table: which package may lean on which. A package that is
// not in the table fails the build, and so does a thing that knows a clock, a disk or SQL.
package arch

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "pregonero/"

// layers, from the lowest. A package may import those of lower layers only, and of its own
// layer where peers says so.
var layers = []struct {
	name     string
	packages []string
	peers    func(from, to string) bool
}{
	{"words", []string{"docs/manual", "regulation", "limits", "limits/**", "internal/fault", "internal/fold", "internal/id"}, within},
	{"mechanisms", []string{"vault", "ledger", "media", "mail", "paper", "archive", "document", "ocr", "network", "languagetool", "network/outbound", "network/networktest", "network/**"}, mechanism},
	{"things", []string{"institution", "deadline", "account", "person", "directory", "post", "inbox", "check", "check/**", "coverage", "letter", "proposal", "incident", "request", "closure", "deliberation"}, earlierThing},
	{"store", []string{"store", "store/**"}, within},
	{"keyring", []string{"keyring"}, nobody},
	{"processes", []string{"publishing", "answering", "custody", "oversight", "entering", "practicing", "opening", "lettering", "mailing", "reminding", "substituting", "responding", "advising", "closing", "visiting"}, nobody},
	{"edges", []string{"web", "web/**", "api", "api/**", "scim"}, within},
	{"wiring", []string{"cmd/**", "internal/config"}, anybody},
}

// tools stand outside: tests' builders and programs that write files of the repository.
var tools = []string{"internal/arch", "internal/trace", "internal/trace/**", "internal/testworld", "internal/testmail", "check/words/expand", "check/quality", "check/words/places", "check/identifier/plates", "tests", "tests/**"}

// order of the things: each may lean on the earlier ones.
var things = []string{"institution", "deadline", "account", "person", "directory", "post", "inbox", "check", "coverage", "letter", "proposal", "incident", "request", "closure", "deliberation"}

func nobody(string, string) bool  { return false }
func anybody(string, string) bool { return true }
func within(from, to string) bool { return root(from) == root(to) }
func root(p string) string        { return strings.SplitN(p, "/", 2)[0] }
func earlierThing(f, t string) bool {
	return root(f) == root(t) || slices.Index(things, root(t)) < slices.Index(things, root(f))
}

// mechanism: connectors lean on the contract and the one HTTP client, never on each other.
func mechanism(from, to string) bool {
	if from == "languagetool" {
		return to == "network/outbound"
	}
	if !strings.HasPrefix(from, "network/") {
		return false
	}
	shared := to == "network" || to == "network/outbound" || to == "network/networktest"
	own := strings.HasPrefix(to+"/", strings.Join(strings.Split(from, "/")[:2], "/")+"/")
	return shared || own
}

type pkg struct {
	ImportPath string
	Imports    []string
}

// forbidden are what things must not know.
var forbidden = []string{"os", "net/http", "database/sql", "net", "os/exec", "log/slog", "io/ioutil"}

func TestImports(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		from := strings.TrimPrefix(p.ImportPath, module)
		if is(from, tools) {
			continue
		}
		here := layerOf(from)
		if here < 0 {
			t.Errorf("%s is not in the import table: say in internal/arch where it lives", from)
			continue
		}
		for _, imported := range p.Imports {
			if fault := judge(from, here, imported); fault != "" {
				t.Error(fault)
			}
		}
	}
}

func judge(from string, here int, imported string) string {
	if layers[here].name == "things" && slices.Contains(forbidden, imported) {
		return fmt.Sprintf("%s imports %s: a thing knows no clock, disk, network or SQL", from, imported)
	}
	to, ours := strings.CutPrefix(imported, module)
	if !ours {
		return ""
	}
	if is(to, tools) {
		return fmt.Sprintf("%s imports %s, which is for tests", from, to)
	}
	there := layerOf(to)
	if layers[here].name == "edges" && (layers[there].name == "store" || layers[there].name == "mechanisms" || layers[there].name == "keyring") {
		return fmt.Sprintf("%s imports %s: an edge passes through a process, never around it", from, to)
	}
	if there > here || there == here && !layers[here].peers(from, to) {
		return fmt.Sprintf("%s (%s) imports %s (%s), which is not below it", from, layers[here].name, to, layers[there].name)
	}
	return ""
}

func layerOf(p string) int {
	return slices.IndexFunc(layers, func(l struct {
		name     string
		packages []string
		peers    func(from, to string) bool
	}) bool {
		return is(p, l.packages)
	})
}

func is(p string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		below, deep := strings.CutSuffix(pattern, "/**")
		return p == pattern || deep && strings.HasPrefix(p, below+"/")
	})
}

func packages(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "pregonero/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p pkg
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}
