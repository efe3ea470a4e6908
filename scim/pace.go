package scim

import (
	"sync"
	"time"
)

// DefaultRate is how many requests a second one address may make; Entra ID asks for 25.
const DefaultRate = 100

// Bounds of the pace.
const (
	burst        = 5    // seconds of the rate that may come at once
	maxAddresses = 1024 // remembered
)

// pace slows down an address that asks too much. Its zero value is ready; it has no
// goroutine: an address that is calm again is forgotten when room is needed.
type pace struct {
	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	left float64
	at   time.Time
}

func (p *pace) take(from string, now time.Time, rate int) bool {
	if rate <= 0 {
		rate = DefaultRate
	}
	full := float64(rate * burst)
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.of(from, now, full)
	if passed := now.Sub(b.at); passed > 0 {
		b.left, b.at = min(full, b.left+passed.Seconds()*float64(rate)), now
	}
	if b.left < 1 {
		return false
	}
	b.left--
	return true
}

func (p *pace) of(from string, now time.Time, full float64) *bucket {
	if b, ok := p.buckets[from]; ok {
		return b
	}
	if p.buckets == nil || len(p.buckets) >= maxAddresses {
		p.forget(now)
	}
	b := &bucket{left: full, at: now}
	p.buckets[from] = b
	return b
}

// forget keeps only who asked in the last seconds; when even those are too many, nobody.
func (p *pace) forget(now time.Time) {
	kept := map[string]*bucket{}
	for from, b := range p.buckets {
		if now.Sub(b.at) < burst*time.Second {
			kept[from] = b
		}
	}
	if len(kept) >= maxAddresses {
		kept = map[string]*bucket{}
	}
	p.buckets = kept
}
