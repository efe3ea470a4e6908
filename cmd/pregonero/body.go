package main

import (
	"errors"
	"io"
	"net/http"
	"os"
	"time"

	"pregonero/internal/fault"
)

// pace is how slowly the body of a request may come. A small form has grace; what is larger
// has as long as it takes at rate, so that a video from a poor line arrives and a body that
// drips never holds a connection.
type pace struct {
	grace time.Duration
	rate  int64 // bytes a second
}

// forPeople lets 2 MB take five minutes, and 50 MB nearly two hours.
var forPeople = pace{grace: 30 * time.Second, rate: 8 << 10}

// keep gives the reading of each body a deadline that moves with what has come. It stands
// outside of everything that wraps the ResponseWriter, next to the connection.
func (p pace) keep(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		body := &pacedBody{ReadCloser: r.Body, control: http.NewResponseController(w), pace: p, began: time.Now()}
		if err := body.extend(); err != nil { // a writer without a connection, as in tests: nothing to hold
			next.ServeHTTP(w, r)
			return
		}
		r.Body = body
		next.ServeHTTP(w, r)
	})
}

// pacedBody is the body of one request.
type pacedBody struct {
	io.ReadCloser
	control *http.ResponseController
	pace    pace
	began   time.Time
	read    int64
}

// Read implements io.Reader.
func (b *pacedBody) Read(p []byte) (int, error) {
	if err := b.extend(); err != nil {
		return 0, err
	}
	n, err := b.ReadCloser.Read(p)
	b.read += int64(n)
	switch {
	case errors.Is(err, io.EOF):
		_ = b.control.SetReadDeadline(time.Time{}) // the handler may take its time; the server sets its own for what follows
	case errors.Is(err, os.ErrDeadlineExceeded):
		err = fault.New(fault.Late, "Lo que enviaba tardó demasiado en llegar y no se recibió.").Then("Revise su conexión y vuelva a enviarlo.").Because(err)
	}
	return n, err
}

func (b *pacedBody) extend() error {
	return b.control.SetReadDeadline(b.began.Add(b.pace.grace + time.Duration(b.read)*time.Second/time.Duration(b.pace.rate)))
}
