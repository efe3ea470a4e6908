package mastodon

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"pregonero/network/mastodon/mastodontest"
	"pregonero/network/networktest"
)

// python finds an interpreter that has Mastodon.py: Debian's own first, since another one
// may come earlier in the path.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"/usr/bin/python3", "python3"} {
		if exec.CommandContext(t.Context(), name, "-c", "import mastodon").Run() == nil {
			return name
		}
	}
	if os.Getenv("PREGONERO_PY_MASTODON") == "1" {
		t.Fatal("Mastodon.py is not installed: apt-get install python3-mastodon")
	}
	t.Skip("skipped: Mastodon.py is not installed (apt-get install python3-mastodon)")
	return ""
}

// Somebody else's client gets on with the local server, so the server is not only what
// our own connector wants it to be.
func TestOutsiderDrivesTheLocalServer(t *testing.T) {
	t.Parallel()
	interpreter := python(t)
	s := mastodontest.New(t, mastodontest.Options{})
	s.Comment(t, "", "ana@otro.example", "hola", "public")
	picture := filepath.Join(t.TempDir(), "a.png")
	content, err := networktest.Picture(1, "").Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(content)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(picture, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), interpreter, "testdata/outsider.py", s.URL, picture).Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("%v\n%s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	var got struct {
		Me, Alt  string
		Below    []bool
		Mine     int
		Older    bool
		Mentions []string
		Limit    int
		Left     int
	}
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if got.Me != "Instituto" || got.Alt != "Una urna" || len(got.Below) != 1 || !got.Below[0] || got.Mine != 2 || !got.Older ||
		len(got.Mentions) != 1 || got.Mentions[0] != "ana@otro.example" || got.Limit != 500 || got.Left != 299 {
		t.Errorf("the outsider saw %s", out)
	}
	if posts := s.Posts(); len(posts) != 1 {
		t.Errorf("the server holds %+v", posts)
	}
}
