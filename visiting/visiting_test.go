package visiting_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"pregonero/check"
	"pregonero/media"
	"pregonero/network/outbound"
	"pregonero/store"
	"pregonero/store/storetest"
	"pregonero/visiting"
)

var noon = time.Date(2026, 11, 25, 18, 0, 0, 0, time.UTC)

// world is a visitor over an empty store, with a site that it may visit.
type world struct {
	*testing.T
	*visiting.Visitor
	site *httptest.Server
}

func each(t *testing.T, f func(w world)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		site := httptest.NewServer(http.HandlerFunc(serve))
		t.Cleanup(site.Close)
		web, err := outbound.NewVisitor(outbound.Options{Allow: []string{site.URL}, Timeout: 5 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(web.Close)
		files, err := media.Open(t.Context(), (&url.URL{Scheme: "file", Path: t.TempDir()}).String(), media.Keys{})
		if err != nil {
			t.Fatal(err)
		}
		f(world{t, &visiting.Visitor{Store: s, Media: files, Web: web, Keep: 24 * time.Hour, Now: func() time.Time { return noon }}, site})
	})
}

func serve(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch r.URL.Path {
	case "/corta":
		http.Redirect(w, r, "/nota", http.StatusFound)
	case "/nota":
		_, _ = io.WriteString(w, `<html><title>Nota</title><meta property="og:type" content="article"><p>El Instituto informó.</p>`)
	case "/login":
		_, _ = io.WriteString(w, `<html><title>Entrar</title><p>Escriba su usuario</p>`)
	case "/cerrada":
		w.WriteHeader(http.StatusForbidden)
	case "/clave":
		w.WriteHeader(http.StatusUnauthorized)
	case "/dentro":
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
	case "/video":
		w.Header().Set("Content-Type", "video/mp4")
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// look sees a key and gives what is known of it then.
func (w world) look(key string) store.Page {
	w.Helper()
	if err := w.Look(w.Context(), store.Look{Key: key}); err != nil {
		w.Fatal(err)
	}
	var found map[string]store.Page
	if err := w.Store.Read(w.Context(), func(t *store.Tx) (err error) {
		found, err = t.Pages(w.Context(), []string{key})
		return err
	}); err != nil {
		w.Fatal(err)
	}
	return found[key]
}

//clause:test 6.vi
func TestLookKeepsWhatItFinds(t *testing.T) {
	t.Parallel()
	each(t, func(w world) {
		p := w.look(w.site.URL + "/corta")
		if p.State != check.PageSeen || p.Status != 200 || p.Final != w.site.URL+"/nota" || p.Title != "Nota" || !p.Article || !strings.Contains(p.Text, "informó") || !p.At.Equal(noon) {
			t.Errorf("after a redirect: %+v", p)
		}
		for path, want := range map[string]store.Page{
			"/nada":    {Page: check.Page{State: check.PageSeen, Status: 404}},
			"/login":   {Page: check.Page{State: check.PageSeen, Status: 200, Login: true}},
			"/clave":   {Page: check.Page{State: check.PageSeen, Status: 401, Login: true}},
			"/cerrada": {Page: check.Page{State: check.PageUnknown, Status: 403}},
			"/dentro":  {Page: check.Page{State: check.PageInner}},
			"/video":   {Page: check.Page{State: check.PageSeen, Status: 200}},
		} {
			if p := w.look(w.site.URL + path); p.State != want.State || p.Status != want.Status || p.Login != want.Login {
				t.Errorf("%s: %+v", path, p)
			}
		}
		if p := w.look("http://127.0.0.1:1/"); p.State != check.PageInner {
			t.Errorf("an inner address: %+v", p)
		}
		w.site.Close()
		if p := w.look(w.site.URL + "/nota"); p.State != check.PageGone || p.Text != "" {
			t.Errorf("a server that is gone: %+v", p)
		}
	})
}

//clause:test 6.xx
func TestLookReadsFiles(t *testing.T) {
	t.Parallel()
	each(t, func(w world) {
		f, err := w.Media.PutFile(t.Context(), bytes.NewReader([]byte("<!doctype html><title>Acuerdo</title><p>El 15 de enero")), "text/html; charset=utf-8")
		if err != nil {
			t.Fatal(err)
		}
		if p := w.look(store.FileKey(f.Hash)); p.Title != "Acuerdo" || p.Text != "Acuerdo\nEl 15 de enero" && p.Text != "El 15 de enero" || p.Problem != "" {
			t.Errorf("%+v", p)
		}
		if p := w.look(store.FileKey(strings.Repeat("0", 64))); p.Problem == "" || p.Text != "" {
			t.Errorf("a file that is not there: %+v", p)
		}
		if err := w.Forget(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
