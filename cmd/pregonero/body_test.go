package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"pregonero/internal/fault"
)

// taken is what a handler behind a pace had of a body.
type taken struct {
	bytes int64
	err   error
}

// paced is a real server that takes bodies at p, and what it had of each.
func paced(t *testing.T, p pace, after func(*http.Request) error) (address string, had <-chan taken) {
	t.Helper()
	all := make(chan taken, 4)
	server := httptest.NewServer(p.keep(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err == nil && after != nil {
			err = after(r)
		}
		all <- taken{n, err}
		if err != nil {
			w.WriteHeader(http.StatusRequestTimeout)
		}
	})))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://"), all
}

func dial(t *testing.T, address string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return c
}

// A body that stops, or drips a byte at a time, is let go and its sender told.
func TestSlowBodies(t *testing.T) {
	t.Parallel()
	for name, drip := range map[string]bool{"stops": false, "drips": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, had := paced(t, pace{grace: 100 * time.Millisecond, rate: 1 << 20}, nil)
			c := dial(t, address)
			fmt.Fprint(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhola")
			if drip {
				go dripInto(c)
			}
			got := <-had
			if f, ok := fault.Of(got.err); !ok || f.Kind != fault.Late || f.Next == "" {
				t.Errorf("the handler was told %v", got.err)
			}
			if got.bytes < 4 {
				t.Errorf("of what came it had %d bytes", got.bytes)
			}
			answer, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if answer.StatusCode != http.StatusRequestTimeout || !answer.Close {
				t.Errorf("answered %d, closes: %t", answer.StatusCode, answer.Close)
			}
		})
	}
}

// dripInto sends a byte every few milliseconds until the other side hangs up.
func dripInto(c net.Conn) {
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for range ticker.C {
		if _, err := c.Write([]byte("x")); err != nil {
			return
		}
	}
}

// A large body that comes steadily may take longer than the grace.
func TestSteadyBodies(t *testing.T) {
	t.Parallel()
	address, had := paced(t, pace{grace: 300 * time.Millisecond, rate: 1 << 10}, nil)
	c := dial(t, address)
	const parts, size = 10, 8 << 10
	fmt.Fprintf(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n", parts*size)
	ticker := time.NewTicker(60 * time.Millisecond)
	defer ticker.Stop()
	for range parts {
		<-ticker.C
		if _, err := c.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
	if got := <-had; got.err != nil || got.bytes != parts*size {
		t.Errorf("had %d bytes, %v", got.bytes, got.err)
	}
}

// Work that follows a body is not cut short by the body's deadline, nor is the next request
// of the same connection.
func TestWorkAfterTheBody(t *testing.T) {
	t.Parallel()
	const grace = 100 * time.Millisecond
	address, had := paced(t, pace{grace: grace, rate: 1 << 20}, func(r *http.Request) error {
		timer := time.NewTimer(3 * grace)
		defer timer.Stop()
		select {
		case <-r.Context().Done():
			return errors.New("the request was cancelled")
		case <-timer.C:
			return nil
		}
	})
	c := dial(t, address)
	in := bufio.NewReader(c)
	for k := range 2 {
		fmt.Fprint(c, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nhola")
		if got := <-had; got.err != nil || got.bytes != 4 {
			t.Errorf("request %d: had %d bytes, %v", k, got.bytes, got.err)
		}
		answer, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			t.Errorf("request %d: answered %d", k, answer.StatusCode)
		}
	}
}
