package practice

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// FaultKind is a way in which creating a note may go wrong.
type FaultKind string

const (
	DropAnswer  FaultKind = "drop_answer"  // the note is kept, the connection ends without an answer
	ErrorAfter  FaultKind = "error_after"  // the note is kept, the answer is 500
	ErrorBefore FaultKind = "error_before" // nothing is kept, the answer is 500
	TooMany     FaultKind = "too_many"     // nothing is kept, the answer is 429 with Retry-After
	Slow        FaultKind = "slow"         // nothing happens for a while, then all goes well
)

// Fault is one trouble.
type Fault struct {
	Kind FaultKind
	For  time.Duration // of TooMany (whole seconds) and Slow
}

// Faults orders trouble, for tests: each creating request takes the next one.
type Faults struct {
	mu   sync.Mutex
	next []Fault
}

// Next adds troubles to the queue.
func (f *Faults) Next(faults ...Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.next = append(f.next, faults...)
}

func (f *Faults) take() Fault {
	if f == nil {
		return Fault{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.next) == 0 {
		return Fault{}
	}
	fault := f.next[0]
	f.next = f.next[1:]
	return fault
}

func (f Fault) before(w http.ResponseWriter, r *http.Request) error {
	switch f.Kind {
	case ErrorBefore:
		return refuse(http.StatusInternalServerError, "La red de práctica falló.")
	case TooMany:
		w.Header().Set("Retry-After", strconv.Itoa(int(f.For/time.Second)))
		return refuse(http.StatusTooManyRequests, "Demasiadas solicitudes.")
	case Slow:
		timer := time.NewTimer(f.For)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done():
		}
	}
	return nil
}

func (f Fault) after() error {
	switch f.Kind {
	case DropAnswer:
		panic(http.ErrAbortHandler)
	case ErrorAfter:
		return refuse(http.StatusInternalServerError, "La red de práctica falló.")
	}
	return nil
}
