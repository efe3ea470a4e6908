package outbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"

	"pregonero/network"
)

// Do sends the request once and reads the whole answer. For a status outside 2xx it
// returns both the answer and a *network.Error, so that a connector which knows better
// what its network means can say so. Every error is a *network.Error.
func (c *Client) Do(ctx context.Context, r Request) (Answer, error) {
	timeout := r.Timeout
	if timeout == 0 {
		timeout = c.timeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var connected atomic.Bool // from here on the server may have seen something
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { connected.Store(true) }})

	req, err := c.build(ctx, r)
	if err != nil {
		return Answer{}, err
	}
	client := c.reading
	if r.Creates {
		client = c.creating
	}
	res, err := client.Do(req)
	if err != nil {
		return Answer{}, unanswered(r, err, connected.Load())
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, c.maxBody+1))
	if err == nil && int64(len(body)) > c.maxBody {
		err = fmt.Errorf("answer is larger than %d bytes", c.maxBody)
	}
	if err != nil {
		return Answer{}, unanswered(r, err, true)
	}
	a := Answer{Status: res.StatusCode, Header: res.Header, Body: body, request: r}
	if a.OK() {
		return a, nil
	}
	return a, c.refusal(r, a)
}

func (c *Client) build(ctx context.Context, r Request) (*http.Request, error) {
	u, err := url.Parse(r.URL)
	if err != nil || u.Hostname() == "" {
		return nil, badAddress(r, errors.New("not an absolute URL"))
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && c.allowed.has(hostPort(u))) {
		return nil, badAddress(r, errors.New("not https and not allowed by configuration"))
	}
	method := r.Method
	if method == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequestWithContext(ctx, method, r.URL, nil)
	if err != nil {
		return nil, badAddress(r, withoutURL(err))
	}
	for name, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	req.Header.Set("User-Agent", c.agent)
	if r.Bearer != "" {
		req.Header.Set("Authorization", "Bearer "+r.Bearer)
	}
	if r.Body == nil {
		return req, nil
	}
	content, err := r.Body.Open(ctx)
	if err != nil {
		return nil, &network.Error{Kind: network.Temporary, Sentence: "No se pudo leer lo que había que enviar a " + r.Network + ".",
			Next: "Revise que el archivo adjunto siga disponible e intente otra vez.", Err: err}
	}
	req.Body, req.ContentLength = content, r.Body.Size // GetBody stays nil: nothing is replayed
	req.Header.Set("Content-Type", r.Body.Type)
	return req, nil
}

// withoutURL takes the address out of an error: it may carry a secret (Telegram's token is in the path).
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
