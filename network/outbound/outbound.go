// Package outbound is the one HTTP client of all connectors.
//
// It keeps four promises, so that no connector has to:
//
//   - It speaks only to public addresses, judged on the IP that the socket really connects
//     to (after DNS), and to the hosts and ports that the operator allowed by configuration.
//     Anything else must be https.
//   - Credentials never leave for another host: a redirect is followed only for a reading
//     request and only within the same scheme, host and port.
//   - A request that creates is sent at most once, on a connection of its own. net/http
//     silently repeats a request on a broken reused connection, even a POST when it carries
//     an Idempotency-Key header; on servers that ignore the key that would be a second post.
//   - Every failure comes back as *network.Error, typed by what is certain: not sent, refused
//     by the server, or possibly made.
//
// It never retries and never logs.
package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// Defaults of Options.
const (
	DefaultTimeout = 30 * time.Second
	DefaultMaxBody = 8 << 20 // bytes
	DefaultAgent   = "Pregonero/1"
	maxRedirects   = 3
)

// Options configures a Client; the zero value is a good one.
type Options struct {
	UserAgent string         // who we say we are
	Allow     []string       // base URLs or host:port where private addresses and plain http are allowed
	Timeout   time.Duration  // of one whole exchange, unless the request says its own
	MaxBody   int64          // bytes of an answer that are read, at most
	RootCAs   *x509.CertPool // certificate authorities; nil: the system's
	// Now is the clock against which relative resets (Retry-After: 30) are counted.
	// Nil: the server's own Date header is used.
	Now func() time.Time
}

// Client sends requests. It is safe for concurrent use and owns no goroutine.
type Client struct {
	agent    string
	timeout  time.Duration
	maxBody  int64
	now      func() time.Time
	allowed  allowList
	reading  *http.Client // keeps connections
	creating *http.Client // a new connection for each request, no redirect
}

// New makes a client. It fails when an entry of Allow is neither a URL nor host:port.
func New(o Options) (*Client, error) {
	allowed, err := parseAllow(o.Allow)
	if err != nil {
		return nil, err
	}
	c := &Client{agent: o.UserAgent, timeout: o.Timeout, maxBody: o.MaxBody, now: o.Now, allowed: allowed}
	if c.agent == "" {
		c.agent = DefaultAgent
	}
	if c.timeout == 0 {
		c.timeout = DefaultTimeout
	}
	if c.maxBody == 0 {
		c.maxBody = DefaultMaxBody
	}
	c.reading = &http.Client{Transport: transport(allowed, o.RootCAs, true), CheckRedirect: sameOrigin}
	c.creating = &http.Client{Transport: transport(allowed, o.RootCAs, false), CheckRedirect: noRedirect}
	return c, nil
}

func transport(allowed allowList, roots *x509.CertPool, keep bool) *http.Transport {
	return &http.Transport{
		Proxy:                  nil, // the address is judged on our own socket
		DialContext:            allowed.dial,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        60 * time.Second,
		DisableKeepAlives:      !keep,
	}
}

// Close ends idle connections.
func (c *Client) Close() {
	c.reading.CloseIdleConnections()
	c.creating.CloseIdleConnections()
}

// Request is one request to a network.
type Request struct {
	Network string // the network's name for people, used in sentences
	Method  string // "" is GET
	URL     string
	Header  http.Header
	Body    *Body
	Bearer  string // sent as Authorization: Bearer
	// Creates says that the request makes something public or otherwise not repeatable.
	// Only then is an unknown outcome Ambiguous; for others it is Temporary, because
	// repeating them changes nothing.
	Creates bool
	Timeout time.Duration // of this exchange; 0 is the client's
	Secrets []string      // values that must never appear in a reason, besides Bearer
}

// Body is what a request carries. Open is called once for each attempt.
type Body struct {
	Type string // Content-Type
	Size int64  // bytes
	Open func(context.Context) (io.ReadCloser, error)
}

// Answer is a whole answer, of any status.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte

	request Request
}

// OK tells whether the status is 2xx.
func (a Answer) OK() bool { return a.Status >= 200 && a.Status < 300 }

// JoinURL appends path elements, each escaped, to a base URL.
func JoinURL(base string, elements ...string) string {
	escaped := make([]string, len(elements))
	for i, e := range elements {
		escaped[i] = url.PathEscape(e)
	}
	joined, err := url.JoinPath(base, escaped...)
	if err != nil {
		return base // Do refuses it with a sentence
	}
	return joined
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

func sameOrigin(next *http.Request, via []*http.Request) error {
	first := via[0]
	reading := first.Method == http.MethodGet || first.Method == http.MethodHead
	if !reading || len(via) > maxRedirects || next.URL.Scheme != first.URL.Scheme || hostPort(next.URL) != hostPort(first.URL) {
		return http.ErrUseLastResponse
	}
	return nil
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}
