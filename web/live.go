package web

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"time"

	"pregonero/web/ui"
)

// liveEvery is how often the counts are told; a browser that lost the stream reconnects.
const liveEvery = 20 * time.Second

// live is the one stream of a session: the counts of the navigation, for as long as the
// page is open and the session lasts. It ends when the server stops.
func (s *Site) live(w http.ResponseWriter, r *http.Request, v visit) error {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(w)
	ticker := time.NewTicker(liveEvery)
	defer ticker.Stop()
	for {
		if err := s.tell(w, r, v); err != nil {
			return nil //nolint:nilerr // the browser went away
		}
		if err := out.Flush(); err != nil {
			return nil //nolint:nilerr // idem
		}
		select {
		case <-r.Context().Done():
			return nil
		case <-s.Stopping:
			return nil
		case <-ticker.C:
		}
		var err error
		if v, err = s.identify(r); err != nil {
			return nil //nolint:nilerr // the session ended: the next request says so
		}
	}
}

// tell writes one unnamed event with the counts.
func (s *Site) tell(w http.ResponseWriter, r *http.Request, v visit) error {
	var html bytes.Buffer
	if err := ui.NavCounts(s.navigation(r.Context(), v, s.count(r.Context(), v))).Render(r.Context(), &html); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "data: %s\n\n", strings.ReplaceAll(html.String(), "\n", "\ndata: "))
	return err
}
