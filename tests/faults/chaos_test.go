package faults_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"

	"pregonero/network/mastodon/mastodontest"
	"pregonero/store"
	"pregonero/store/storetest"
)

// The program is killed at random moments while its networks break in the middle of
// requests and answers; on PostgreSQL two of it work over one database.
//
//clause:test 6.xxix
func TestKilledAtRandom(t *testing.T) {
	t.Parallel()
	storetest.EachAddress(t, func(t *testing.T, database string) {
		h := newHouse(t, database)
		c := newChaos(h)
		practice := h.account(c.through(h.url), string(noStation))
		m := mastodontest.New(t, mastodontest.Options{GoToSocial: true}) // it ignores idempotency keys
		mastodon := h.mastodonAt(m, c.through(h.serve(whole(m))))
		now := time.Now()
		for k := range 20 {
			due := now.Add(time.Duration(k) * time.Second)
			h.order(practice, due, 17*scale(), 3)
			h.order(mastodon, due, 5*scale(), 3)
		}
		processes := 1
		if h.Store.Postgres() {
			processes = 2
		}
		p := installation(t, database, h.VaultFile, strings.Join(h.allowed, ","))
		kills := c.kill(p, processes, 22*time.Second)
		x := p.start()
		x.ready()
		if !h.until(30*time.Second, func() bool { return h.open() == 0 }) {
			t.Logf("%d publications are left to later attempts", h.open())
		}
		x.stop()
		h.finish()
		t.Logf("%d kills, networks cut %d times; all ended %s after the start; %s", kills, c.cuts, time.Since(now).Round(time.Millisecond), h.troubles())
		h.judge()
		h.verify(p)
	})
}

// chaos makes trouble at random, by a seed that is logged.
type chaos struct {
	h       *house
	random  *rand.Rand
	server  *toxiproxy.ApiServer
	proxies []*toxiproxy.Proxy
	cuts    int
}

func newChaos(h *house) *chaos {
	h.Helper()
	seed := uint64(time.Now().UnixNano())
	if s := os.Getenv("PREGONERO_FAULTS_SEED"); s != "" {
		n, err := strconv.ParseUint(s, 10, 64)
		h.must(err)
		seed = n
	}
	h.Logf("PREGONERO_FAULTS_SEED=%d", seed)
	return &chaos{h: h, random: rand.New(rand.NewPCG(seed, 0)),
		server: toxiproxy.NewServer(toxiproxy.NewMetricsContainer(prometheus.NewRegistry()), zerolog.Nop())}
}

// through is an address that leads to the server, by a way that can break.
func (c *chaos) through(url string) string {
	c.h.Helper()
	p := toxiproxy.NewProxy(c.server, fmt.Sprint("way", len(c.proxies)), freeAddress(c.h.T), strings.TrimPrefix(url, "http://"))
	c.h.must(p.Start())
	k := len(c.proxies)
	c.proxies = append(c.proxies, p)
	c.h.Cleanup(func() { c.proxies[k].Stop() })
	c.h.allow("http://" + p.Listen)
	return "http://" + p.Listen
}

// rebuild puts a new way in the place of an old one, whose connections are cut. Toxics are
// only added to a way that nobody uses yet: toxiproxy 2.5.0 panics otherwise, now and then.
func (c *chaos) rebuild(k int, all ...string) {
	c.h.Helper()
	old := c.proxies[k]
	old.Stop()
	var p *toxiproxy.Proxy
	started := errors.New("not tried")
	for try := 0; try < 50 && started != nil; try++ { // the old one lets go of its port a moment after it stops
		p = toxiproxy.NewProxy(c.server, old.Name, old.Listen, old.Upstream)
		for _, x := range all {
			_, err := p.Toxics.AddToxicJson(strings.NewReader(x))
			c.h.must(err)
		}
		if started = p.Start(); started != nil {
			time.Sleep(20 * time.Millisecond)
		}
	}
	c.h.must(started)
	c.proxies[k] = p
	c.cuts++
}

// toxics are ways in which a network breaks. Toxicity is the share of connections.
var toxics = []string{
	`{"name":"slow","type":"latency","stream":"downstream","toxicity":0.5,"attributes":{"latency":120,"jitter":100}}`,
	`{"name":"cut answer","type":"limit_data","stream":"downstream","toxicity":0.15,"attributes":{"bytes":90}}`,
	`{"name":"cut request","type":"limit_data","stream":"upstream","toxicity":0.1,"attributes":{"bytes":180}}`,
	`{"name":"reset","type":"reset_peer","stream":"downstream","toxicity":0.1,"attributes":{"timeout":30}}`,
	`{"name":"silence","type":"timeout","stream":"downstream","toxicity":0.05,"attributes":{"timeout":400}}`,
}

// poison changes how the ways are broken.
func (c *chaos) poison() {
	c.h.Helper()
	for k := range c.proxies {
		c.rebuild(k, slices.DeleteFunc(slices.Clone(toxics), func(string) bool { return c.random.IntN(3) == 0 })...)
	}
}

// kill starts the program and kills it at random moments, again and again, for so long;
// then the networks are whole again.
func (c *chaos) kill(p *program, processes int, long time.Duration) (kills int) {
	c.h.Helper()
	running := make([]*process, processes)
	for end := time.Now().Add(long); time.Now().Before(end); {
		c.poison()
		for k, x := range running {
			if x == nil {
				running[k] = p.start()
			}
		}
		wait := time.NewTimer(200*time.Millisecond + time.Duration(c.random.IntN(6000))*time.Millisecond)
		<-wait.C
		k := c.random.IntN(processes)
		running[k].kill()
		running[k] = nil
		kills++
	}
	for _, x := range running {
		if x != nil {
			x.kill()
			kills++
		}
	}
	for k := range c.proxies {
		c.rebuild(k)
	}
	return kills
}

// whole passes on what came whole: half a request is the network's trouble, not the
// contract's.
func whole(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}

// troubles counts what the ledger tells of the way there.
func (h *house) troubles() string {
	h.Helper()
	var out []string
	h.must(h.Store.Read(h.Context(), func(tx *store.Tx) error {
		for _, act := range []string{"again", "unknown", "absent", "found", "cannot_tell", "failed"} {
			rows, err := tx.Ledger(h.Context(), store.LedgerFilter{Act: "publication." + act, Limit: 1000})
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("%s %d", act, len(rows)))
		}
		return nil
	}))
	return strings.Join(out, ", ")
}
