package account

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"pregonero/internal/fault"
	"pregonero/regulation"
)

// inner are the names that no public server has (RFC 6761, 6762, 8375 and what is usual).
var inner = []string{"localhost", "local", "internal", "intranet", "lan", "home.arpa", "invalid", "onion"}

// CheckServer refuses the address of a server that is not a public one spoken to over
// https: the institution's credentials would go there. allow lists the servers of the inner
// network that the configuration admits: URL, host:port or host; "" is no server.
func CheckServer(p *regulation.Pack, address string, allow []string) error {
	u, err := url.Parse(address)
	if address == "" || err == nil && WebAddress(address) && allowed(u, allow) {
		return nil
	}
	clause := p.ClauseFor(regulation.RuleRegistered)
	if err != nil || !WebAddress(address) || strings.ContainsAny(address, "?#") {
		return fault.New(fault.Invalid, "«%s» no es la dirección de un servidor.", address).
			Then("Escríbala completa, por ejemplo https://mastodon.social.").Under(clause).On("base_url")
	}
	if u.Scheme != "https" {
		return fault.New(fault.Invalid, "La dirección del servidor debe empezar con https://: sin él, las credenciales viajarían a la vista.").
			Then("Escríbala completa, por ejemplo https://mastodon.social.").Under(clause).On("base_url")
	}
	if !publicName(u.Hostname()) {
		return fault.New(fault.Invalid, "«%s» no es el nombre de un servidor público.", u.Hostname()).
			Then("Escriba su nombre de dominio, no un número. Si es un servidor de la institución, quien opera el sistema debe admitirlo con «allow_hosts».").Under(clause).On("base_url")
	}
	return nil
}

// allowed tells whether the configuration admits the server.
func allowed(u *url.URL, allow []string) bool {
	port := u.Port()
	if port == "" {
		port = map[string]string{"https": "443", "http": "80"}[u.Scheme]
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(allow, func(entry string) bool {
		if e, err := url.Parse(entry); err == nil && e.Host != "" {
			return e.Scheme == u.Scheme && strings.EqualFold(e.Host, u.Host)
		}
		return strings.EqualFold(entry, host) || strings.EqualFold(entry, hostPort(host, port))
	})
}

// publicName: a domain name in ASCII with a dot, that is no number in any of the forms that
// systems read as an address (127.0.0.1, 2130706433, 0x7f.1), nor a name of inner networks.
func publicName(host string) bool {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if _, err := netip.ParseAddr(host); err == nil || len(host) > 253 {
		return false
	}
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	if len(labels) < 2 || last[:min(1, len(last))] < "a" {
		return false
	}
	for _, l := range labels {
		if l == "" || len(l) > 63 || strings.Trim(l, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
	}
	return !slices.ContainsFunc(inner, func(name string) bool { return strings.HasSuffix(host, "."+name) })
}

// hostPort joins a name or an address with its port, as configurations write them.
func hostPort(host, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	return host + ":" + port
}
