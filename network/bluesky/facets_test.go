package bluesky

import (
	"encoding/json"
	"reflect"
	"testing"

	"pregonero/limits"
	"pregonero/network"
	"pregonero/network/bluesky/blueskytest"
	"pregonero/network/networktest"
)

var facetTexts = []string{
	networktest.Text,
	"",
	"Sin nada que marcar: 3.5 % de avance, a.m. y p.m.",
	"Consulte ine.mx, https://www.ine.mx/credencial/. (https://ine.mx/a) y https://es.wikipedia.org/wiki/Voto_(M%C3%A9xico)",
	"¡Niñas y niños! 👩‍👩‍👧 #ConsultaInfantil #Elección2027, #2027 #🗳️ #️⃣ #voto. #ñandú¡",
	"#uno #dos\n#tres\t#cuatro\u00a0#cinco＃seis ＃siete #o'h #a_b-c...",
	"Escriba a voto@ine.mx o a @ine.mx, @INEMexico, (@centralelectoral.ine.mx) y @ana.bsky.social.",
	"@ine.mx: gracias @ine.mx. @ñandu.mx @ine.mxñ @-a.mx @a..b.mx",
	"Lic.Juan llegó.Tarde a las 9.00 con acento.es y mi-sitio.mx y SITIO.MX/Ruta?x=1#y",
	"https://ine.mx https://ine.mx: https://ine.mx! https://ine.mx) (https://ine.mx/(a)) HTTPS://INE.MX http://",
	"🗳️https://pegado.mx 🗳️ https://ine.mx/ñ/á?é=🗳️ fin",
	"#VotaLibre#Pegado #a#b ##doble #\u200bnada #fin\u2060a",
	"e\u0301lite #e\u0301lite https://ine.mx/e\u0301",
	"user.github.io x.co.uk foo.localhost a.b ejemplo.invalido",
}

// What we mark is what Bluesky's own library marks; dollar tags are left as text, for here
// they are prices.
func TestFacetsAsTheOfficialLibrary(t *testing.T) {
	t.Parallel()
	s := blueskytest.Start(t)
	for _, text := range facetTexts {
		theirs, graphemes := s.Facets(t, text)
		want := make([]any, len(theirs))
		for i, f := range theirs {
			want[i] = plain(t, f)
			delete(want[i].(map[string]any), "$type")
		}
		got := make([]any, 0)
		for _, f := range detect(text) {
			got = append(got, plain(t, must(f)))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q\n got %v\nwant %v", text, got, want)
		}
		if n := limits.Of("bluesky").Count(text); n != graphemes {
			t.Errorf("%q: %d graphemes, the library counts %d", text, n, graphemes)
		}
	}
}

func plain(t *testing.T, data json.RawMessage) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestFacetsStored(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ana := d.servers.Person(t, "ana")
	words := "🗳️ ¿Dónde voto, @" + ana.Handle + "? Pregunte a @nadie-existe.test: https://ine.mx/ubica #Elección2027 👩‍👩‍👧"
	d.publish(t, network.Message{Text: words, Lang: "es-MX"})
	value := d.posts(t)[0].Value
	got := map[string]string{}
	for _, f := range value["facets"].([]any) {
		index := f.(map[string]any)["index"].(map[string]any)
		feature := f.(map[string]any)["features"].([]any)[0].(map[string]any)
		got[words[int(index["byteStart"].(float64)):int(index["byteEnd"].(float64))]] = text(feature, "did") + text(feature, "uri") + text(feature, "tag")
	}
	want := map[string]string{"@" + ana.Handle: ana.DID, "https://ine.mx/ubica": "https://ine.mx/ubica", "#Elección2027": "Elección2027"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if langs := value["langs"]; !reflect.DeepEqual(langs, []any{"es-MX"}) {
		t.Errorf("languages %v", langs)
	}
}
