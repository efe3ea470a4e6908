// Package faults_test kills the real program at every step of publishing, cuts its
// networks, delivers its jobs twice, and then counts what is public.
package faults_test

import (
	"strings"
	"testing"
	"time"

	"pregonero/network/mastodon/mastodontest"
	"pregonero/store/storetest"
)

// The program is killed while publications wait in every step of publishing, twice, and
// started again: each is public once.
//
//clause:test 6.xxix
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	each := 8 * scale()
	storetest.EachAddress(t, func(t *testing.T, database string) {
		h := newHouse(t, database)
		first := []station{inPrepare, inSend, landsLate, inAnswer, inLook, noStation}
		now := time.Now()
		for _, s := range first {
			h.order(h.account(h.url, string(s)), now, each, 2)
		}
		h.order(h.account(h.url, string(later)), now.Add(25*time.Second), each, 2)
		answers, acc := h.stationed(inAnswer, mastodontest.Options{GoToSocial: true})
		h.order(acc, now, each, 2)
		lates, acc := h.stationed(landsLate, mastodontest.Options{})
		h.order(acc, now, each, 2)
		p := installation(t, database, h.VaultFile, strings.Join(h.allowed, ","))

		began := time.Now()
		x := p.start()
		x.ready()
		if !h.until(time.Minute, func() bool {
			for _, s := range []station{inPrepare, inSend, landsLate, inAnswer} {
				if h.practice.at(s) < each {
					return false
				}
			}
			return h.practice.at(inLook) >= min(4, each) && answers.at(inAnswer) >= each && lates.at(landsLate) >= each
		}) {
			t.Errorf("not everything came to its step: %v\n%s", h.practice.arrived, p.tail())
		}
		x.kill()
		t.Logf("killed with publications in 9 steps, %s after the start", time.Since(began).Round(time.Millisecond))
		h.practice.open(first...)
		answers.open(inAnswer)
		lates.open(landsLate)

		h.killedWhileWriting(p, each)
		x = p.start()
		x.ready()
		if !h.until(90*time.Second, func() bool { return h.open() == 0 }) {
			t.Logf("%d publications are left to later attempts", h.open())
		}
		x.stop()
		h.finish()
		for _, c := range []interface{ wait() }{h.practice, answers, lates} {
			c.wait()
		}
		t.Logf("all ended %s after the start", time.Since(began).Round(time.Millisecond))
		h.judge()
		h.verify(p)
	})
}

// killedWhileWriting kills the program when the network has answered and the database
// cannot be written: before the intent, and before the outcome. What was killed before is
// being swept meanwhile.
func (h *house) killedWhileWriting(p *program, each int) {
	h.Helper()
	for _, s := range []station{beforeNote, beforeEnd} {
		h.order(h.account(h.url, string(s)), time.Now(), each, 2)
	}
	x := p.start()
	x.ready()
	if !h.until(time.Minute, func() bool { return h.practice.at(beforeNote) >= each && h.practice.at(beforeEnd) >= each }) {
		h.Errorf("not everything came to its step: %v\n%s", h.practice.arrived, p.tail())
	}
	release := h.lock()
	h.practice.open(beforeNote, beforeEnd)
	pause := time.NewTimer(500 * time.Millisecond) // the answers arrive, the writing waits for the lock
	<-pause.C
	x.kill()
	release()
}

// wait waits for what lands late.
func (c *counterpart) wait() { c.late.Wait() }
