//go:build bench

package bench

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"pregonero/check"
	"pregonero/internal/id"
	"pregonero/internal/testworld"
	"pregonero/post"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/store"
	"pregonero/store/storetest"
)

// archived is how many publications near copies are looked for among.
const archived = 1_000_000

// trade are words that the posts of an electoral institution have in common.
var trade = strings.Fields(`el la los las de del en con para por que se su y al credencial votar módulo lista nominal electores distrito consejo general
instituto nacional electoral proceso elección casilla mesa directiva voto ciudadanía domicilio registro padrón trámite cita actualizar consultar acudir
participar sesión pública transmisión acuerdo boletín jornada capacitación vocal junta local estado municipio sección resultados cómputo partidos campaña
fiscalización género igualdad democracia jóvenes educación cívica taller concurso plazo fecha hora información teléfono página recuerde conozca`)

// notice is a post of about 280 characters, unlike the others by its names and figures.
func notice(r *rand.Rand) string {
	words := make([]string, 38)
	for i := range words {
		words[i] = trade[r.IntN(len(trade))]
		if r.IntN(5) == 0 {
			words[i] = fmt.Sprintf("%c%c%c%d", 'a'+r.IntN(26), 'a'+r.IntN(26), 'a'+r.IntN(26), r.IntN(900))
		}
	}
	return strings.Join(words, " ")
}

// TestArchive looks for near copies among a million publications, by the way that the
// composer takes, and says what the index costs when the program starts.
func TestArchive(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		n := newsroom(t, s)
		acc := n.Account("jal", area, "ana", "luis")
		r := rand.New(rand.NewPCG(1, 2))
		var some []string
		start := time.Now()
		old := n.Clock.Now().AddDate(-2, 0, 0) // one every 50 seconds since then
		for done := 0; done < archived; done += perBatch {
			if err := s.Change(t.Context(), func(tx *store.Tx) error {
				for k := range perBatch {
					text := notice(r)
					if k == 0 {
						some = append(some, text)
					}
					at := old.Add(time.Duration(done+k) * 50 * time.Second)
					p := post.Publication{ID: id.New(at), PostID: "p", AccountID: acc.ID, AreaID: area, Network: acc.Network, Kind: post.KindPost,
						Text: text, Stage: post.Published, DueAt: at, PublishedAt: at}
					if err := tx.AddPublication(t.Context(), p); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("%d publications added in %v", archived, time.Since(start).Round(time.Second))
		measureArchive(t, n, some, acc.ID)
	})
}

func measureArchive(t *testing.T, n *testworld.Newsroom, some []string, accountID string) {
	before := heap()
	desk := n.AnotherDesk()
	start := time.Now()
	if err := desk.WarmArchive(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Logf("index filled in %v, %d MB", time.Since(start).Round(time.Millisecond), (heap()-before)>>20)
	var took []time.Duration
	missed := 0
	for i, text := range some {
		c := post.Content{Text: strings.Replace(text, " ", " ya ", 1+i%3), Variants: []post.Variant{{AccountID: accountID}}}
		ana := n.Actor("ana")
		start := time.Now()
		d, err := desk.Judge(t.Context(), ana, publishing.Draft{Content: c})
		took = append(took, time.Since(start))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(d.Findings, func(f check.Finding) bool { return f.Check == regulation.CheckNearCopy }) {
			missed++
		}
	}
	slices.Sort(took)
	t.Logf("dictamen with the archive of %d lightly edited posts: p50 %v, p99 %v, missed %d", len(took), took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), missed)
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
