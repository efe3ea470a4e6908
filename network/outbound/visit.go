package outbound

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Bounds of a visit.
const (
	visitTimeout   = 20 * time.Second
	visitRedirects = 8
	visitBody      = 12 << 20 // bytes
)

// Why a page could not be visited; any other error leaves it unknown.
var (
	ErrInner = errors.New("the page is not on the open Internet")
	ErrGone  = errors.New("no server answers for the page")
)

// Visitor reads pages of the open Internet as anybody would: it sends no credentials and
// no cookies. Each address of the way, also after redirects, is judged on the IP that the
// socket connects to, so that no name, redirect or change of DNS leads it inside. It reads
// a bounded number of bytes of the types it was told of, after unpacking. It never
// retries, and owns no goroutine.
type Visitor struct {
	agent   string
	maxBody int64
	timeout time.Duration
	client  *http.Client
}

// Visit is what was found.
type Visit struct {
	Status int    // of the last answer
	Final  string // where redirects ended
	Type   string // Content-Type, as the server says it
	Body   []byte // nil when the type is none of those asked for
	Cut    bool   // there was more than is read
}

// NewVisitor makes one. Timeout, MaxBody, UserAgent, RootCAs and Allow of the options
// count; http is allowed too, as it is what some links say.
func NewVisitor(o Options) (*Visitor, error) {
	allowed, err := parseAllow(o.Allow)
	if err != nil {
		return nil, err
	}
	v := &Visitor{agent: o.UserAgent, maxBody: o.MaxBody, timeout: o.Timeout}
	if v.agent == "" {
		v.agent = DefaultAgent
	}
	if v.maxBody == 0 {
		v.maxBody = visitBody
	}
	if v.timeout == 0 {
		v.timeout = visitTimeout
	}
	v.client = &http.Client{Transport: transport(allowed, o.RootCAs, false), CheckRedirect: follow}
	return v, nil
}

// follow lets a visit go on to any other http or https address; who asks is not told.
func follow(next *http.Request, via []*http.Request) error {
	if len(via) > visitRedirects {
		return fmt.Errorf("more than %d redirects", visitRedirects)
	}
	if next.URL.Scheme != "http" && next.URL.Scheme != "https" {
		return ErrInner
	}
	next.Header.Del("Referer")
	return nil
}

// Visit reads the page at the address. types are the beginnings of the content types
// whose body is read.
func (v *Visitor) Visit(ctx context.Context, address string, types ...string) (Visit, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return Visit{}, ErrInner
	}
	ctx, cancel := context.WithTimeout(ctx, v.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Visit{}, ErrInner
	}
	req.Header.Set("User-Agent", v.agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5")
	req.Header.Set("Accept-Language", "es-MX,es;q=0.9")
	res, err := v.client.Do(req)
	if err != nil {
		return Visit{}, unvisited(err)
	}
	defer res.Body.Close()
	out := Visit{Status: res.StatusCode, Final: res.Request.URL.String(), Type: res.Header.Get("Content-Type")}
	if !wanted(out.Type, types) {
		return out, nil
	}
	out.Body, err = io.ReadAll(io.LimitReader(res.Body, v.maxBody+1))
	if err != nil {
		return out, fmt.Errorf("read the page: %w", withoutURL(err))
	}
	if int64(len(out.Body)) > v.maxBody {
		out.Body, out.Cut = out.Body[:v.maxBody], true
	}
	return out, nil
}

func wanted(kind string, types []string) bool {
	kind = strings.ToLower(strings.TrimSpace(kind))
	for _, t := range types {
		if kind == "" || strings.HasPrefix(kind, t) {
			return true
		}
	}
	return false
}

// unvisited says what an error means for whoever wanted to see the page.
func unvisited(err error) error {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errForbiddenAddress), errors.Is(err, ErrInner):
		return ErrInner
	case errors.As(err, &dns) && dns.IsNotFound && !dns.IsTemporary && !dns.IsTimeout, errors.Is(err, syscall.ECONNREFUSED):
		return ErrGone
	}
	return fmt.Errorf("visit the page: %w", withoutURL(err))
}

// Close ends idle connections.
func (v *Visitor) Close() { v.client.CloseIdleConnections() }
