package outbound

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// errForbiddenAddress is what the dialer says of an address that is not public.
var errForbiddenAddress = errors.New("address is not public and not allowed by configuration")

// allowList holds host:port, lower case.
type allowList map[string]bool

func parseAllow(entries []string) (allowList, error) {
	list := allowList{}
	for _, e := range entries {
		if strings.Contains(e, "://") {
			u, err := url.Parse(e)
			if err != nil || u.Hostname() == "" {
				return nil, fmt.Errorf("allowed address %q is not a URL", e)
			}
			list[strings.ToLower(hostPort(u))] = true
			continue
		}
		if _, _, err := net.SplitHostPort(e); err != nil {
			return nil, fmt.Errorf("allowed address %q is neither a URL nor host:port", e)
		}
		list[strings.ToLower(e)] = true
	}
	return list, nil
}

func (l allowList) has(hostport string) bool { return l[strings.ToLower(hostport)] }

// dial connects, and lets the kernel be asked only for addresses that may be spoken to.
// Control runs after DNS, for each address tried, so a name that changes its answer
// between the check and the connection gains nothing.
func (l allowList) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	if !l.has(address) {
		d.Control = func(_, connected string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(connected)
			if err != nil || !Public(ap.Addr()) {
				return errForbiddenAddress
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// notPublic are the ranges of IANA's special-purpose registries (RFC 6890 and later) that
// are not globally reachable, plus what clouds use for metadata outside them.
var notPublic = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
	"192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"168.63.129.16/32", // Azure's host services
	"::/128", "::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
	"fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)

func prefixes(texts ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(texts))
	for i, t := range texts {
		out[i] = netip.MustParsePrefix(t)
	}
	return out
}

// Public tells whether an address is one of the open Internet. IPv4 addresses inside IPv6
// ones (mapped, compatible, NAT64, 6to4) are judged as IPv4.
func Public(a netip.Addr) bool {
	a = embedded(a.Unmap().WithZone(""))
	if !a.IsValid() {
		return false
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return false
		}
	}
	return true
}

var (
	compatible = netip.MustParsePrefix("::/96")
	nat64      = netip.MustParsePrefix("64:ff9b::/96")
	sixToFour  = netip.MustParsePrefix("2002::/16")
)

func embedded(a netip.Addr) netip.Addr {
	if !a.Is6() {
		return a
	}
	b := a.As16()
	switch {
	case compatible.Contains(a) && a != netip.IPv6Unspecified() && a != netip.IPv6Loopback(), nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16]))
	case sixToFour.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6]))
	}
	return a
}
