package web

import (
	"compress/gzip"
	"net/http"
	"strings"
)

// smallPage is not worth compressing.
const smallPage = 1400

// send writes a page, compressed where the browser takes gzip. Its length could tell
// another site something of the page only if that site could ask for it as the reader,
// which the cookies' SameSite forbids.
func send(w http.ResponseWriter, r *http.Request, status int, page []byte) error {
	w.Header().Add("Vary", "Accept-Encoding")
	if len(page) < smallPage || !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		_, err := w.Write(page)
		return err
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	out := gzip.NewWriter(w)
	if _, err := out.Write(page); err != nil {
		return err
	}
	return out.Close()
}
