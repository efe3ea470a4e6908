package blueskytest

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

// Exhaust spends what the person may write in this hour, by writings that the server
// counts and then refuses, and returns when the server says that there is room again.
func (p *Person) Exhaust(t testing.TB) time.Time {
	t.Helper()
	writes := make([]any, 200)
	for i := range writes {
		writes[i] = map[string]any{"$type": "com.atproto.repo.applyWrites#create", "collection": "app.bsky.feed.post", "value": map[string]any{}}
	}
	input := map[string]any{"repo": p.DID, "writes": writes}
	for range 30 {
		status, header, body := p.servers.Try(t, p.servers.URL+"/xrpc/com.atproto.repo.applyWrites", p.token, input, false)
		if status == http.StatusTooManyRequests {
			seconds, err := strconv.ParseInt(header.Get("RateLimit-Reset"), 10, 64)
			if err != nil {
				t.Fatalf("no reset in %v", header)
			}
			return time.Unix(seconds, 0)
		}
		if status != http.StatusBadRequest {
			t.Fatalf("writing nonsense gave %d %s", status, body)
		}
	}
	t.Fatal("the server does not limit")
	return time.Time{}
}
