package faults_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

// station is a step of publishing at which the program waits until it is killed.
type station string

const (
	inPrepare  station = "en-preparacion"  // claimed; Prepare waits
	inSend     station = "en-envio"        // the intent is stored; the network has made nothing
	landsLate  station = "llega-tarde"     // as before, and the network makes it after the second attempt
	inAnswer   station = "en-respuesta"    // the network has made it; the answer has not left
	inLook     station = "en-busqueda"     // the answer was lost; the program looks
	beforeNote station = "antes-intencion" // Prepare is answered; the intent cannot be written
	beforeEnd  station = "antes-resultado" // Send is answered; the outcome cannot be written
	noStation  station = "sin-parada"
	later      station = "antes-de-su-hora" // not due yet when the program is killed
)

// counterpart stands before a network's server and holds what comes to its stations.
type counterpart struct {
	next    http.Handler
	of      func(*http.Request) (station, string) // the station of a request, and what tells one publication from another
	prepare func(*http.Request) bool
	create  func(*http.Request) bool
	find    func(*http.Request) bool

	mu      sync.Mutex
	arrived map[station]map[string]bool
	second  map[string]chan struct{} // closed when a second attempt was served
	opened  map[station]bool
	release chan struct{} // closed when all that is held may go on
	late    sync.WaitGroup
}

func newCounterpart(next http.Handler) *counterpart {
	return &counterpart{next: next, arrived: map[station]map[string]bool{}, second: map[string]chan struct{}{}, opened: map[station]bool{}, release: make(chan struct{})}
}

// ServeHTTP implements http.Handler.
func (c *counterpart) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s, key := c.of(r)
	release, held := c.arrive(s, key, r)
	switch {
	case held:
		c.hold(s, key, release, w, r)
	case s == inLook && c.create(r) && !c.isOpen(s):
		c.next.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler) // there is something to look for
	default:
		c.next.ServeHTTP(w, r)
		if c.create(r) {
			c.served(key)
		}
	}
}

// hold keeps a request at its station until all is released. Where the test lets the answer
// leave, it writes it; elsewhere the program is dead by then.
func (c *counterpart) hold(s station, key string, release chan struct{}, w http.ResponseWriter, r *http.Request) {
	switch s {
	case beforeNote:
		<-release
		c.next.ServeHTTP(w, r)
		return
	case beforeEnd:
		answer := httptest.NewRecorder()
		c.next.ServeHTTP(answer, r)
		<-release
		for name, values := range answer.Header() {
			w.Header()[name] = values
		}
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes())
		return
	case landsLate:
		c.landLate(r, key, release)
	case inAnswer:
		c.next.ServeHTTP(httptest.NewRecorder(), r)
		<-release
	default:
		_, _ = io.Copy(io.Discard, r.Body)
		<-release
	}
	panic(http.ErrAbortHandler)
}

// arrive notes that a publication has come to its station, and says whether it is held there.
func (c *counterpart) arrive(s station, key string, r *http.Request) (release chan struct{}, held bool) {
	step := map[station]func(*http.Request) bool{inPrepare: c.prepare, inSend: c.create, landsLate: c.create, inAnswer: c.create,
		inLook: c.find, beforeNote: c.prepare, beforeEnd: c.create}[s]
	c.mu.Lock()
	defer c.mu.Unlock()
	if step == nil || !step(r) || c.opened[s] {
		return nil, false
	}
	if c.arrived[s] == nil {
		c.arrived[s] = map[string]bool{}
	}
	c.arrived[s][key] = true
	return c.release, true
}

func (c *counterpart) isOpen(s station) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.opened[s]
}

// landLate lets the first attempt's request reach the network after the second's.
func (c *counterpart) landLate(r *http.Request, key string, release chan struct{}) {
	body, _ := io.ReadAll(r.Body)
	done := make(chan struct{})
	c.mu.Lock()
	c.second[key] = done
	c.mu.Unlock()
	<-release
	again := httptest.NewRequest(r.Method, r.URL.String(), bytes.NewReader(body))
	again.Header = r.Header.Clone()
	c.late.Go(func() {
		select {
		case <-done:
		case <-time.After(time.Minute): // nobody tried again: it lands all the same
		}
		c.next.ServeHTTP(httptest.NewRecorder(), again)
	})
}

func (c *counterpart) served(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if done, ok := c.second[key]; ok {
		close(done)
		delete(c.second, key)
	}
}

// at counts the publications that wait at a station.
func (c *counterpart) at(s station) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.arrived[s])
}

// open lets everything held go on, and holds nothing more at the given stations.
func (c *counterpart) open(all ...station) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range all {
		c.opened[s] = true
	}
	close(c.release)
	c.release = make(chan struct{})
}

// lastPart is the last element of a path.
func lastPart(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }
