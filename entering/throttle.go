package entering

import (
	"net/netip"
	"strings"
	"sync"
	"time"

	"pregonero/internal/fault"
)

// Bounds of the slow-down per address. Many people may share one address, so it is far
// wider than the lockout of one person.
const (
	burst        = 60               // failures at once
	refillEvery  = 15 * time.Second // one more after that
	maxAddresses = 8192             // remembered
)

// throttle slows down an address that keeps failing. Its zero value is ready. It has no
// goroutine: an address that is calm again is forgotten when room is needed.
type throttle struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
	told bool // that this address is refused
}

// take pays for one attempt before its outcome is known, so that attempts at the same time
// are counted too. first is true at the first refusal of a series.
func (t *throttle) take(from string, now time.Time) (ok, first bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.of(addressKey(from), now)
	b.fill(now)
	if b.left >= 1 {
		b.left, b.told = b.left-1, false
		return true, false
	}
	first, b.told = !b.told, true
	return false, first
}

// giveBack returns what an attempt that succeeded had paid.
func (t *throttle) giveBack(from string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	b := t.of(addressKey(from), now)
	b.left = min(burst, b.left+1)
}

func (t *throttle) of(key string, now time.Time) *bucket {
	if b, ok := t.buckets[key]; ok {
		return b
	}
	if t.buckets == nil {
		t.buckets = map[string]*bucket{}
	}
	if len(t.buckets) >= maxAddresses {
		t.makeRoom(now)
	}
	b := &bucket{left: burst, at: now}
	t.buckets[key] = b
	return b
}

// makeRoom forgets who is calm, and, if nobody is, the calmest.
func (t *throttle) makeRoom(now time.Time) {
	calmest, most := "", -1.0
	for key, b := range t.buckets {
		b.fill(now)
		if b.left >= burst {
			delete(t.buckets, key)
		} else if b.left > most {
			calmest, most = key, b.left
		}
	}
	if len(t.buckets) >= maxAddresses {
		delete(t.buckets, calmest)
	}
}

func (b *bucket) fill(now time.Time) {
	if passed := now.Sub(b.at); passed > 0 {
		b.left = min(burst, b.left+float64(passed)/float64(refillEvery))
		b.at = now
	}
}

// addressKey is the address, or the network of an IPv6 one: whoever has one has 2⁶⁴.
func addressKey(from string) string {
	if host, err := netip.ParseAddrPort(from); err == nil {
		from = host.Addr().String()
	}
	a, err := netip.ParseAddr(strings.Trim(from, "[]"))
	if err != nil {
		return from[:min(len(from), 64)]
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

func errSlowDown() error {
	return fault.New(fault.Limit, "Hubo demasiados intentos fallidos desde su red.").
		Then("Espere medio minuto y vuelva a intentarlo.")
}
