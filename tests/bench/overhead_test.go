//go:build bench

package bench

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/post"
	"pregonero/store"
	"pregonero/store/storetest"
)

// TestOverhead compares publishing (claim, intent, outcome: all kept) with the connector
// alone, on a network that takes 50 ms for each request and on one that takes none.
func TestOverhead(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := newsroom(t, s)
		for _, latency := range []time.Duration{50 * time.Millisecond, 0} {
			count := 200
			if latency > 0 {
				count = 60
			}
			server := n.Network
			n.Front.Next = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				pause := time.NewTimer(latency)
				<-pause.C
				server.ServeHTTP(w, r)
			})
			acc := n.Account(fmt.Sprint("jal-", latency), area, "ana", "luis")
			open, err := n.Keys.Open(t.Context(), acc)
			if err != nil {
				t.Fatal(err)
			}
			publisher := n.Keys.Networks[acc.Network].(network.Publisher)
			alone := each(t, count, func(k int) error {
				m := message(fmt.Sprintf("Sin plataforma %d.", k))
				in, err := publisher.Prepare(t.Context(), open, m)
				if err != nil {
					return err
				}
				_, err = publisher.Send(t.Context(), open, m, in)
				return err
			})
			pubs := n.Many(acc, n.Clock.Now(), count, 0, func(k int) string { return fmt.Sprintf("Con plataforma %d.", k) })
			whole := each(t, count, func(k int) error { return n.Desk.Send(t.Context(), pubs[k].ID) })
			if got := n.Publication(pubs[count-1].ID).Stage; got != post.Published {
				t.Fatalf("the last is %s", got)
			}
			fmt.Printf("overhead %-10s network %5s: connector %6.2f ms, publishing %6.2f ms, ratio %.2f (target 1.2 on a real network)\n",
				databaseName(s), latency, ms(alone), ms(whole), float64(whole)/float64(alone))
		}
	})
}

func message(text string) network.Message { return network.Message{Text: text, Lang: "es-MX"} }

// each is the mean time of one.
func each(t *testing.T, count int, one func(k int) error) time.Duration {
	t.Helper()
	began := time.Now()
	for k := range count {
		if err := one(k); err != nil {
			t.Fatal(err)
		}
	}
	return time.Since(began) / time.Duration(count)
}
