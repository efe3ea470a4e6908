package web

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
)

// A page that somebody closes before it arrives leaves nothing behind: the next one who
// asks for it gets it.
func TestAPageThatIsClosedLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.w.Person("ana", "mando_medio", "jle-jal").Head("jle-jal")
	cookies := h.as("ana").client.Jar
	site := h.site.Handler()
	ask := func(ctx context.Context) int {
		r := httptest.NewRequest(http.MethodGet, h.base+"/cuentas", nil).WithContext(ctx)
		for _, c := range cookies.Cookies(r.URL) {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		site.ServeHTTP(w, r)
		return w.Code
	}
	gone, close := context.WithCancel(t.Context())
	close()
	ask(gone)
	if status := ask(t.Context()); status != http.StatusOK {
		t.Errorf("the next one gets %d", status)
	}
}
