package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"pregonero/web/assets"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// now is when the samples happen: Wednesday 25 November 2026, 10:32 in Mexico City.
var now = time.Date(2026, 11, 25, 16, 32, 0, 0, time.UTC)

// screen is one sample page.
type screen struct {
	path  string
	title string
	about string
	page  ui.Page
	body  templ.Component
}

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	screens := screens()
	for _, s := range screens {
		mux.Handle("GET "+s.path, show(s))
	}
	mux.Handle("GET /{$}", show(screen{path: "/", page: shell("gallery", "Galería"), body: index(screens)}))
	mux.HandleFunc("POST /revisar", func(w http.ResponseWriter, r *http.Request) {
		render(w, r, ui.FindingsPanel(sampleFindings()))
	})
	mux.HandleFunc("POST /frase", func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm() // an unreadable body leaves an empty sentence
		render(w, r, ui.MomentSentence(sentence(ui.ParseMoment(r.Form, "publish"))))
	})
	mux.HandleFunc("POST /guardar", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Saved-At", "10:32")
		w.Header().Set("X-Version", "8")
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /mover", moved)
	mux.HandleFunc("GET /vivo", live)
	return policy(mux)
}

// policy is the one the product has: nothing from elsewhere, nothing inline.
func policy(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		w.Header().Set("Referrer-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

func show(s screen) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page := s.page
		page.Theme = r.FormValue("theme")
		render(w, r, whole(page, s.body))
	})
}

// render writes a component in the language asked for, compressed as the product does.
func render(w http.ResponseWriter, r *http.Request, component templ.Component) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Encoding", "gzip")
	out := gzip.NewWriter(w)
	defer out.Close()
	ctx := lang.With(r.Context(), lang.Locale{Code: lang.Choose(r.FormValue("lang"), r), Zone: mexico})
	if err := component.Render(ctx, out); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func moved(w http.ResponseWriter, r *http.Request) {
	date, clock := r.FormValue("date"), r.FormValue("time")
	week := sampleWeek()
	move(&week, r.FormValue("id"), date, clock)
	render(w, r, movedParts(week, fmt.Sprintf("Movida al %s a las %s.", date, strings.TrimPrefix(clock, "0"))))
}

func move(week *ui.Week, id, date, clock string) {
	var card ui.Post
	for i := range week.Days {
		day := &week.Days[i]
		for j, p := range day.Posts {
			if p.ID == id {
				card = p
				day.Posts = append(day.Posts[:j:j], day.Posts[j+1:]...)
				break
			}
		}
	}
	card.Time = clock
	_, _ = fmt.Sscanf(clock, "%d", &card.Hour) // a bad hour shows in the first row
	for i := range week.Days {
		if week.Days[i].Date == date {
			week.Days[i].Posts = append(week.Days[i].Posts, card)
		}
	}
}

// live keeps a stream of events open until the browser leaves.
func live(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprintf(w, "event: clock\ndata: %s\n\n", now.Format(time.RFC3339))
	if flusher, ok := w.(http.Flusher); ok {
		flusher.Flush()
	}
	<-r.Context().Done()
}

var mexico = func() *time.Location {
	zone, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		panic(err) // the zones are in the binary
	}
	return zone
}()

// say writes texts of the samples in Spanish, outside any request.
var spanish = lang.With(context.Background(), lang.Locale{Code: lang.Spanish, Zone: mexico})
