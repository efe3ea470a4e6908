package check

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// post280 is a post of 280 characters as an institution writes it.
const post280 = "El Consejo General aprobó el calendario del proceso electoral: del 15 de febrero al 14 de marzo podrá consultar la lista nominal en Guadalajara, Mérida y Tlaxcala. Si cambió de domicilio, acuda al módulo más cercano. Llame al 800 433 2000 o entre a https://ine.mx #TuVoto"

func latencies(b *testing.B, text string) {
	c := checker(b)
	facts := Facts{Kind: Post, Text: text, Network: "x", Attachments: []Attachment{{Type: Image, Alt: "Cartel con las fechas"}}}
	took := make([]time.Duration, 0, b.N)
	b.ReportAllocs()
	for b.Loop() {
		start := time.Now()
		c.Run(facts)
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

func BenchmarkDictamen280(b *testing.B) { latencies(b, post280) }

func BenchmarkDictamen5000(b *testing.B) {
	latencies(b, strings.Repeat(post280+"\n\n", 18)[:5000])
}

// BenchmarkDictamenMisspelt has four words to be suggested for.
func BenchmarkDictamenMisspelt(b *testing.B) {
	latencies(b, "El conzejo aprovó la eleccion y la siudadanía podra consultar la lista nominal en los modulos que se ubican cerca de su domisilio.")
}

func BenchmarkJSONL(b *testing.B) {
	c := checker(b)
	line := fmt.Sprintf(`{"id":"1","text":%q,"network":"x","kind":"post","attachments":[{"type":"image","alt":"Cartel con las fechas"}]}`+"\n", post280)
	const posts = 1000
	in := strings.Repeat(line, posts)
	for b.Loop() {
		if err := RunJSONL(b.Context(), strings.NewReader(in), io.Discard, c, time.Time{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(posts*b.N)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkDictamenMegabyte judges 1 MB of each kind of text.
func BenchmarkDictamenMegabyte(b *testing.B) {
	for name, text := range map[string]string{
		"posts": post280 + " ", "digits": "5", "spaced": "5 5 ", "letters": "a", "words": "qwzx ", "caps": "HOLA A TODOS ", "at": "a@", "dots": "a.b.",
		"urls": "http://a.mx/((((", "emoji": "👨‍👩‍👧‍👦", "accents": "eleccion ", "curp": "BAAA890317HDFRLL03 ", "paren": "(((", "spaces": " ", "tags": "#a",
		"future": "entrara ", "signs": "¿( ", "los": "los casilla ",
		"dictated": "cinco ", "streets": "Calle Juan ", "addresses": "Vivo en Calle Pino 3, Col. Sol, ", "titles": "Sra. Ana López ", "names and data": "Ana López BAAA890317HDFRLL03 ",
		"plates": "placas ABC ", "births": "nací el 3 ", "children": "mi hija @a ", "broken addresses": "a@\n",
		"jargon": "en virtud de la DERFE ", "passives": "fue aprobado y ", "mentions": "@INEMexic0 ", "hashtags": "#vivelademocracia ", "quotes": "«¿\"“", "parties": "vote por el partido PAN ", "opinions": "creo que ", "syllables": "aeiouhuy", "openers": "y ",
	} {
		b.Run(name, func(b *testing.B) {
			c := checker(b)
			big := string(bytes.Repeat([]byte(text), 1<<20/len(text)))
			for b.Loop() {
				c.Run(Facts{Text: big, Network: "x"})
			}
		})
	}
}
