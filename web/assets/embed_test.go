package assets

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"
)

func get(t *testing.T, url, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest("GET", url, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	Handler().ServeHTTP(w, r)
	return w.Result()
}

// needBuilt fails, with what to run, where the front end was not built.
func needBuilt(t *testing.T) {
	t.Helper()
	if err := Ready(); err != nil {
		t.Fatal(err)
	}
}

func TestServesForEver(t *testing.T) {
	t.Parallel()
	needBuilt(t)
	for name, kind := range map[string]string{
		"app.css": "text/css; charset=utf-8", "pregonero.js": "text/javascript; charset=utf-8",
		"vendor.js": "text/javascript; charset=utf-8", "public-sans-latin-wght-normal.woff2": "font/woff2", "icon.svg": "image/svg+xml",
	} {
		answer := get(t, URL(name), "")
		if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %d, %s", name, answer.StatusCode, answer.Header.Get("Content-Type"))
		}
		if cache := answer.Header.Get("Cache-Control"); !strings.Contains(cache, "immutable") {
			t.Errorf("%s: Cache-Control %q", name, cache)
		}
	}
}

func TestServesGzip(t *testing.T) {
	t.Parallel()
	needBuilt(t)
	answer := get(t, URL("app.css"), "br, gzip")
	if answer.Header.Get("Content-Encoding") != "gzip" {
		t.Fatal("not compressed")
	}
	zipped, err := gzip.NewReader(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	inside, err := io.ReadAll(zipped)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(get(t, URL("app.css"), "").Body)
	if err != nil {
		t.Fatal(err)
	}
	if string(inside) != string(plain) {
		t.Error("the compressed file is another")
	}
}

func TestServesNothingElse(t *testing.T) {
	t.Parallel()
	needBuilt(t)
	for _, path := range []string{"manifest.json", ".keep", "app.css", "../embed.go", "app-XXXXXXXX.css"} {
		if answer := get(t, Prefix+path, ""); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}

// The scripts are small: own ones under 12 KB, all of them under 30 KB, as sent.
func TestScriptsKeepTheirBudget(t *testing.T) {
	t.Parallel()
	needBuilt(t)
	size := func(name string) int {
		data, err := files.ReadFile("dist/" + manifest[name] + ".gz")
		if err != nil {
			t.Fatal(err)
		}
		return len(data)
	}
	own, vendor, css := size("pregonero.js"), size("vendor.js"), size("app.css")
	if own > 12_000 || own+vendor > 30_000 || css > 15_000 {
		t.Errorf("own scripts %d B, all scripts %d B, style %d B", own, own+vendor, css)
	}
}

// The policy forbids evaluating text as code.
func TestOwnScriptsEvaluateNothing(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("js")
	if err != nil {
		t.Fatal(err)
	}
	forbidden := regexp.MustCompile(`\beval\(|new Function|\.style\.|style=|insertAdjacentHTML`)
	for _, entry := range entries {
		source, err := os.ReadFile("js/" + entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		if found := forbidden.Find(source); found != nil {
			t.Errorf("%s uses %s", entry.Name(), found)
		}
	}
}
