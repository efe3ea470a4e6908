package mastodontest

import (
	"net/http"
	"time"
)

// FaultKind is a way in which making a status may go wrong.
type FaultKind string

const (
	DropAnswer        FaultKind = "drop_answer"        // made; the connection ends without an answer
	ErrorAfter        FaultKind = "error_after"        // made; the answer is 500
	UnavailableBefore FaultKind = "unavailable_before" // not made; the answer is 503
	TooMany           FaultKind = "too_many"           // not made; the answer is 429
	Slow              FaultKind = "slow"               // made, after a while
)

// Fault is one trouble.
type Fault struct {
	Kind FaultKind
	For  time.Duration // of Slow
}

// Next orders troubles: each request that makes a status takes the next one.
func (s *Server) Next(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

func (s *Server) takeFault(route string) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if route != postStatus || len(s.faults) == 0 {
		return Fault{}
	}
	f := s.faults[0]
	s.faults = s.faults[1:]
	return f
}

// before makes the trouble that comes before anything is done; true ends the request.
func (f Fault) before(w http.ResponseWriter, r *http.Request, s *Server) bool {
	switch f.Kind {
	case UnavailableBefore:
		s.give(w, refuse(http.StatusServiceUnavailable, "Remote SSL certificate could not be verified"))
		return true
	case TooMany:
		answer := refuse(http.StatusTooManyRequests, "Too many requests")
		s.give(w, answer)
		return true
	case Slow:
		timer := time.NewTimer(f.For)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-r.Context().Done(): // the server goes on
		}
	}
	return false
}

func (f Fault) after(w http.ResponseWriter, s *Server) {
	switch f.Kind {
	case DropAnswer:
		panic(http.ErrAbortHandler)
	case ErrorAfter:
		s.give(w, refuse(http.StatusInternalServerError, "This method requires patience"))
		panic(http.ErrAbortHandler)
	}
}
