package main

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// asProgram makes the test's own binary be the program: see program.
const asProgram = "PREGONERO_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"pregonero": main})
}

// TestScript runs the program as people do: testdata/script, one file for each subject.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			address, err := freeAddress()
			e.Setenv("LISTEN", address)
			e.Setenv("PREGONERO_LISTEN", address)
			e.Setenv("PREGONERO_BASE_URL", "http://"+address)
			e.Setenv("PREGONERO_DATA_DIR", e.WorkDir+"/data")
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"ready": ready, "fetch": fetch, "tamper": tamper, "sql": runSQL, "occupy": occupied, "corrupt": corrupt,
		},
	})
}

// freeAddress is one that nobody listened to a moment ago.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// ready waits until the service says that it is: ready http://…
func ready(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: ready base-url")
	}
	ts.Check(waitReady(args[0]))
}

func waitReady(base string) error {
	every := time.NewTicker(20 * time.Millisecond)
	defer every.Stop()
	for until := time.Now().Add(2 * time.Minute); time.Now().Before(until); <-every.C {
		r, err := http.Get(base + "/salud/listo")
		if err != nil {
			continue
		}
		r.Body.Close()
		if r.StatusCode == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("%s never was ready", base)
}

// fetch writes an answer to the standard output and wants its status: fetch 200 http://…
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] fetch status url")
	}
	r, err := http.Get(args[1])
	if neg {
		if err == nil {
			ts.Fatalf("%s answers %s", args[1], r.Status)
		}
		return
	}
	ts.Check(err)
	defer r.Body.Close()
	_, err = io.Copy(ts.Stdout(), r.Body)
	ts.Check(err)
	if strconv.Itoa(r.StatusCode) != args[0] {
		ts.Fatalf("%s answers %s", args[1], r.Status)
	}
}

// tamper writes a copy of a zip with a text changed in one of its files: tamper in out file old new
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: tamper in.zip out.zip file old new")
	}
	in, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer in.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		ts.Check(err)
		content, err := io.ReadAll(r)
		ts.Check(err)
		if f.Name == args[2] {
			changed := bytes.Replace(content, []byte(args[3]), []byte(args[4]), 1)
			if bytes.Equal(changed, content) {
				ts.Fatalf("%q is not in %s: %s", args[3], f.Name, content)
			}
			content = changed
		}
		to, err := w.Create(f.Name)
		ts.Check(err)
		_, err = to.Write(content)
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o600))
}

// runSQL changes a SQLite file behind the program's back: sql file statement
func runSQL(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sql file statement")
	}
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// occupied listens on an address until the script ends: occupy address
func occupied(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: occupy address")
	}
	l, err := net.Listen("tcp", args[0])
	ts.Check(err)
	ts.Defer(func() { l.Close() })
}

// corrupt cuts a file in half: corrupt file
func corrupt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: corrupt file")
	}
	path := ts.MkAbs(args[0])
	b, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, b[:len(b)/2], 0o600))
}

// try runs a command within the test.
func try(t *testing.T, env map[string]string, args ...string) (code int, out, errs string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := console{in: strings.NewReader(""), out: &stdout, err: &stderr, now: time.Now, environ: pairs(env),
		env: func(name string) (string, bool) { v, ok := env[name]; return v, ok }}
	code = run(t.Context(), c, args)
	return code, stdout.String(), stderr.String()
}

func pairs(env map[string]string) (out []string) {
	for name, value := range env {
		out = append(out, name+"="+value)
	}
	return out
}

func TestMistypedVariableStopsTheProgram(t *testing.T) {
	t.Parallel()
	env := map[string]string{"PREGONERO_DATADIR": t.TempDir()}
	if code, _, errs := try(t, env, "user", "list"); code != 1 || !strings.Contains(errs, "«PREGONERO_DATA_DIR»") {
		t.Errorf("code %d, %q", code, errs)
	}
	if code, _, errs := try(t, env, "version"); code != 0 {
		t.Errorf("version: code %d, %q", code, errs)
	}
}
