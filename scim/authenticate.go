package scim

import (
	"net"
	"net/http"
	"strings"

	"pregonero/institution"
)

// authenticate turns the bearer's key into the directory that acts (RFC 6750).
func (p *Provider) authenticate(r *http.Request) (institution.Actor, error) {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if key = strings.TrimSpace(key); !strings.EqualFold(scheme, "Bearer") || key == "" {
		return institution.Actor{}, errNoKey
	}
	return p.Office.DirectoryActor(r.Context(), key, host(r.RemoteAddr))
}

func host(addr string) string {
	if h, _, err := net.SplitHostPort(addr); err == nil {
		return h
	}
	return addr
}
