package alike

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

const notice = "Del 15 de febrero al 14 de marzo podrá consultar la lista nominal de electores en su distrito y pedir que se corrija lo que haga falta; lleve su credencial para votar."

//clause:test 6.xxix
func TestJaccard(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, a, b  string
		least, most float64
	}{
		{"the same", notice, notice, 1, 1},
		{"but for signs, case, links and hashtags", notice, strings.ToUpper(notice) + "!!! #Voto https://ine.mx @ine", 1, 1},
		{"one date changed", notice, strings.Replace(notice, "14 de marzo", "21 de marzo", 1), .85, .99},
		{"a sentence added", notice, notice + " Acuda al módulo más cercano a su casa.", .7, .95},
		{"another matter", notice, "La sesión pública del Consejo General empieza a las diez y se transmite en vivo por los canales del Instituto.", 0, .1},
		{"empty", "", "", 0, 0},
		{"links alone", "https://ine.mx", "https://unam.mx", 0, 0},
	} {
		got := Of(tt.a).Jaccard(Of(tt.b))
		if got < tt.least || got > tt.most {
			t.Errorf("%s: %.2f, want %.2f to %.2f", tt.name, got, tt.least, tt.most)
		}
	}
	if in := Of("podrá consultar la lista nominal").Within(Of(notice)); in != 1 {
		t.Errorf("a part is within the whole by %.2f", in)
	}
}

func TestSketchIsKeptAsText(t *testing.T) {
	t.Parallel()
	k := Of(notice).Sketch()
	back, err := ParseSketch(k.String())
	if err != nil || back != k {
		t.Fatalf("%v, %v", back, err)
	}
	for _, bad := range []string{"", "AAAA", strings.Repeat("A", 48), "ñ"} {
		if _, err := ParseSketch(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

// vocabulary makes posts that have words of the trade in common, as real ones have.
var vocabulary = strings.Fields(`el la los las de del en con para por un una que se su al y o a no credencial votar módulo lista nominal electores distrito consejo
general instituto nacional electoral proceso elección casilla funcionariado mesa directiva voto ciudadanía domicilio registro padrón trámite cita
actualizar consultar acudir participar sesión pública transmisión acuerdo boletín jornada capacitación vocal junta local estado municipio sección
resultados cómputo partidos candidatura campaña fiscalización género igualdad democracia jóvenes educación cívica taller concurso plazo fecha hora
información teléfono página recuerde conozca invitamos hoy mañana semana mes año nuevo vigente gratuito personas mujeres comunidades indígenas extranjero`)

func compose(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = vocabulary[r.IntN(len(vocabulary))]
		if r.IntN(4) == 0 { // names and figures, which differ
			out[i] = fmt.Sprintf("%s%d", string(rune('a'+r.IntN(26)))+string(rune('a'+r.IntN(26))), r.IntN(9000))
		}
	}
	return strings.Join(out, " ")
}

// edit changes one word in every `every`.
func edit(r *rand.Rand, text string, every int) string {
	f := strings.Fields(text)
	for i := range f {
		if r.IntN(every) == 0 {
			f[i] = vocabulary[r.IntN(len(vocabulary))]
		}
	}
	return strings.Join(f, " ")
}

//clause:test 6.xxix
func TestIndexFindsAllThatIsLightlyEdited(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var x Index
	texts := map[string]Shape{}
	var originals []string
	for i := range 8_000 {
		text := compose(r, 25+r.IntN(30))
		s := Of(text)
		id := fmt.Sprintf("%026d", i)
		x.Add(Entry{id, s.Sketch()})
		if i%16 == 0 {
			texts[id], originals = s, append(originals, text)
		}
	}
	x.Add(Entry{"short", Sketch{}}) // has no place
	alike, candidates := 0, 0
	for i, text := range originals {
		for every := 3; every < 12; every += 2 {
			s := Of(edit(r, text, every))
			found := x.Like(s.Sketch(), 64)
			candidates += len(found)
			id := fmt.Sprintf("%026d", i*16)
			if s.Jaccard(texts[id]) < .5 {
				continue
			}
			alike++
			if !slices.Contains(found, id) {
				t.Errorf("a text of likeness %.2f was not found", s.Jaccard(texts[id]))
			}
		}
	}
	t.Logf("%d alike by a half or more, all looked for; %.2f candidates a search", alike, float64(candidates)/float64(len(originals)*5))
	if alike < 500 || x.Len() != 8_000 {
		t.Fatalf("%d alike of %d texts: the test looks at too little", alike, x.Len())
	}
}

func BenchmarkLike1M(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	var x Index
	for i := range 1_000_000 {
		x.Add(Entry{fmt.Sprintf("%026d", i), Sketch{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()}})
	}
	took := make([]time.Duration, 0, b.N)
	k := Of(notice).Sketch()
	for b.Loop() {
		start := time.Now()
		x.Like(k, 64)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkSketch280(b *testing.B) {
	for b.Loop() {
		Of(notice + notice[:110]).Sketch()
	}
}
