// Package assets holds the built style sheet, scripts and font, and serves them.
//
// They are built by Node into dist, which is not in the repository: "make build".
// Names carry a hash of the content, so a browser may keep them for ever.
package assets

import (
	"embed"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// Prefix is where the server must mount Handler.
const Prefix = "/assets/"

// ErrNotBuilt says that the binary was compiled without the front end.
var ErrNotBuilt = errors.New("the front end was not built: web/assets/dist is empty; run `make build`")

var contentTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".svg":   "image/svg+xml",
	".js":    "text/javascript; charset=utf-8",
	".woff2": "font/woff2",
}

//go:embed all:dist
var files embed.FS

var manifest = readManifest()

func readManifest() map[string]string {
	names := map[string]string{}
	data, err := files.ReadFile("dist/manifest.json")
	if err != nil {
		return names
	}
	if err := json.Unmarshal(data, &names); err != nil {
		return map[string]string{}
	}
	return names
}

// Ready returns ErrNotBuilt when the front end is missing. A server asks it before it starts.
func Ready() error {
	for _, name := range []string{"app.css", "pregonero.js", "vendor.js"} {
		if manifest[name] == "" {
			return ErrNotBuilt
		}
	}
	return nil
}

// URL is the address of a built file by its plain name: URL("app.css").
// Without the built front end it is an address that answers ErrNotBuilt.
func URL(name string) string {
	if hashed := manifest[name]; hashed != "" {
		return Prefix + hashed
	}
	return Prefix + name
}

// Handler serves what URL points at, compressed where the browser takes gzip,
// to be kept for a year. Anything else is 404, or 503 when nothing was built.
func Handler() http.Handler {
	return http.HandlerFunc(serve)
}

func serve(w http.ResponseWriter, r *http.Request) {
	if Ready() != nil {
		http.Error(w, ErrNotBuilt.Error(), http.StatusServiceUnavailable)
		return
	}
	name := path.Base(r.URL.Path)
	if !published(name) {
		http.NotFound(w, r)
		return
	}
	header := w.Header()
	header.Set("Content-Type", contentTypes[path.Ext(name)])
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Add("Vary", "Accept-Encoding")
	file := "dist/" + name
	if zipped := file + ".gz"; takesGzip(r) && exists(zipped) {
		header.Set("Content-Encoding", "gzip")
		file = zipped
	}
	data, err := fs.ReadFile(files, file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the browser went away; nobody is left to tell
	}
}

func published(name string) bool {
	for _, hashed := range manifest {
		if hashed == name {
			return true
		}
	}
	return false
}

func exists(name string) bool {
	_, err := fs.Stat(files, name)
	return err == nil
}

func takesGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}
