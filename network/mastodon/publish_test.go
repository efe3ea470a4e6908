package mastodon

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"pregonero/network"
	"pregonero/network/mastodon/mastodontest"
	"pregonero/network/networktest"
)

func pictures(alts ...string) []network.Media {
	var out []network.Media
	for i, alt := range alts {
		out = append(out, networktest.Picture(uint8(50*i+9), alt))
	}
	return out
}

func (p *place) prepare(t *testing.T, m network.Message) network.Intent {
	t.Helper()
	in, err := p.Prepare(t.Context(), p.account, m)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func (p *place) publish(t *testing.T, m network.Message) network.Receipt {
	t.Helper()
	r, err := p.Send(t.Context(), p.account, m, p.prepare(t, m))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (p *place) verdict(t *testing.T, m network.Message, in network.Intent) (string, network.Verdict) {
	t.Helper()
	r, v, err := p.Find(t.Context(), p.account, m, in)
	if err != nil {
		t.Fatal(err)
	}
	return r.Ref.ID, v
}

func TestFaultsWhileSending(t *testing.T) {
	t.Parallel()
	for kind, want := range map[mastodontest.FaultKind]struct {
		kind    network.ErrorKind
		verdict network.Verdict
	}{
		mastodontest.DropAnswer:        {network.Ambiguous, network.Found},
		mastodontest.ErrorAfter:        {network.Ambiguous, network.Found},
		mastodontest.UnavailableBefore: {network.Ambiguous, network.Absent},
		mastodontest.TooMany:           {network.RateLimited, network.Absent},
		mastodontest.Slow:              {"", network.Found},
	} {
		for name, o := range servers {
			t.Run(string(kind)+" on "+name, func(t *testing.T) {
				t.Parallel()
				p, m := newPlace(t, o), network.Message{Text: "Hola"}
				in := p.prepare(t, m)
				p.Next(mastodontest.Fault{Kind: kind, For: time.Millisecond})
				_, err := p.Send(t.Context(), p.account, m, in)
				if network.KindOf(err) != want.kind {
					t.Fatalf("%v, want %s", err, want.kind)
				}
				if _, v := p.verdict(t, m, in); v != want.verdict {
					t.Fatalf("verdict %s, want %s", v, want.verdict)
				}
			})
		}
	}
}

// A slow server publishes after its client has given up; looking later finds it.
func TestSlowServerIsFoundLater(t *testing.T) {
	t.Parallel()
	p, m := newPlace(t, mastodontest.Options{}), network.Message{Text: "Hola"}
	in := p.prepare(t, m)
	p.Next(mastodontest.Fault{Kind: mastodontest.Slow, For: time.Minute})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := p.Send(ctx, p.account, m, in); network.KindOf(err) != network.Ambiguous {
		t.Fatal(err)
	}
	patience, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for v := network.Absent; v != network.Found; {
		var err error
		if _, v, err = p.Find(patience, p.account, m, in); err != nil {
			t.Fatal(err)
		}
	}
}

// What servers make of a second request with the same key, and why the key is not trusted.
func TestSameKeyTwice(t *testing.T) {
	t.Parallel()
	for keys, want := range map[mastodontest.Keys]struct {
		posts int
		kind  network.ErrorKind
	}{
		mastodontest.Honoured:   {1, ""},
		mastodontest.Ignored:    {2, ""},
		mastodontest.Remembered: {1, network.Ambiguous},
	} {
		p, m := newPlace(t, mastodontest.Options{GoToSocial: keys != mastodontest.Honoured, Keys: keys}), network.Message{Text: "Hola"}
		in := p.prepare(t, m)
		var err error
		for range 2 {
			_, err = p.Send(t.Context(), p.account, m, in)
		}
		if network.KindOf(err) != want.kind || len(p.Posts()) != want.posts {
			t.Errorf("%s: %v with %d posts", keys, err, len(p.Posts()))
		}
		if id, v := p.verdict(t, m, in); v != network.Found || id != p.Posts()[0].ID {
			t.Errorf("%s: verdict %s %q", keys, v, id)
		}
	}
}

func TestFindSeesThroughRewriting(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"looks like HTML":    "Vea <esto> y 1 < 2",
		"long address":       "Lea https://www.ine.mx/una/direccion/muy/larga/que/el/servidor/acorta?con=1&parametros=2",
		"mention and tag":    "Con @ana@otro.example y #VotaLibre",
		"paragraphs":         "Uno\n\n\n\nDos\nTres  con  espacios ",
		"decomposed accents": "Eleccio\u0301n",
		"emoji":              "🗳️ 👩‍👩‍👧 🇲🇽",
	} {
		for _, o := range []mastodontest.Options{{}, {GoToSocial: true, Rewrites: true}} {
			p, m := newPlace(t, o), network.Message{Text: text}
			p.Comment(t, "", "ana@otro.example", "hola", "public") // so that the server knows her
			in := p.prepare(t, m)
			p.Next(mastodontest.Fault{Kind: mastodontest.DropAnswer})
			if _, err := p.Send(t.Context(), p.account, m, in); network.KindOf(err) != network.Ambiguous {
				t.Fatal(err)
			}
			if _, v := p.verdict(t, m, in); v != network.Found {
				t.Errorf("%s on %+v: verdict %s", name, o, v)
			}
		}
	}
}

func TestFindTellsApart(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	m := network.Message{Text: "Hola", Media: pictures("Una urna")}
	in := p.prepare(t, m)
	p.publish(t, network.Message{Text: "Hola"})                                      // without picture
	p.publish(t, network.Message{Text: "Hola a todos", Media: pictures("Una urna")}) // other words
	p.publish(t, network.Message{Text: "Hola", ReplyTo: &network.Ref{ID: p.Posts()[0].ID}, Media: pictures("Una urna")})
	if _, v := p.verdict(t, m, in); v != network.Absent {
		t.Errorf("verdict %s", v)
	}
	if _, err := p.Send(t.Context(), p.account, m, in); err != nil {
		t.Fatal(err)
	}
	if id, v := p.verdict(t, m, in); v != network.Found || id != p.Posts()[3].ID {
		t.Errorf("verdict %s %s", v, id)
	}
}

func TestFindReadsAllPagesSinceTheAnchor(t *testing.T) {
	t.Parallel()
	for name, o := range servers {
		p := newPlace(t, o)
		m := network.Message{Text: "La buscada"}
		in := p.prepare(t, m) // with nothing before
		for i := range page + 3 {
			p.publish(t, network.Message{Text: fmt.Sprint("Otra ", i)})
		}
		if _, v := p.verdict(t, m, in); v != network.Absent {
			t.Errorf("%s: verdict %s", name, v)
		}
		if _, err := p.Send(t.Context(), p.account, m, in); network.KindOf(err) != "" {
			t.Fatal(err)
		}
		if _, v := p.verdict(t, m, in); v != network.Found {
			t.Errorf("%s: verdict %s", name, v)
		}
	}
}

func TestAnchorMayBeWithdrawn(t *testing.T) {
	t.Parallel()
	p, m := newPlace(t, mastodontest.Options{}), network.Message{Text: "Hola"}
	first := p.publish(t, m)
	in := p.prepare(t, m)
	if err := p.Connector.Remove(t.Context(), p.account, first.Ref); err != nil {
		t.Fatal(err)
	}
	if _, v := p.verdict(t, m, in); v != network.Absent {
		t.Errorf("verdict %s", v)
	}
}

func TestPostsArePublicAndSpanishWhateverTheAccountsDefault(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{}) // whose default is unlisted and English
	p.publish(t, network.Message{Text: "Hola", Lang: "es-MX"})
	p.publish(t, network.Message{Text: "Hola"})
	p.publish(t, network.Message{Text: "Hello", Lang: "en"})
	for i, want := range []string{"es", "es", "en"} {
		if x := p.Posts()[i]; x.Visibility != "public" || x.Language != want {
			t.Errorf("%+v", x)
		}
	}
}

func TestAnswersAddressThePersonAndStayAsPrivate(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	for _, tt := range []struct{ visibility, text, want, shown string }{
		{"public", "Sí.", "@ana@otro.example Sí.", "public"},
		{"public", "¡@Ana@otro.example! Sí.", "¡@Ana@otro.example! Sí.", "public"},
		{"unlisted", "Sí.", "@ana@otro.example Sí.", "unlisted"},
		{"private", "Sí.", "@ana@otro.example Sí.", "private"},
		{"direct", "Sí.", "@ana@otro.example Sí.", "direct"},
	} {
		id := p.Comment(t, "", "ana@otro.example", "¿Puedo?", tt.visibility)
		i := p.hear(t, id)
		private := tt.visibility == "direct" || tt.visibility == "private"
		if i.Private != private || (i.Kind == "message") != (tt.visibility == "direct") {
			t.Errorf("%s came as %+v", tt.visibility, i)
		}
		p.publish(t, network.Message{Text: tt.text, ReplyTo: &i.Ref})
		posts := p.Posts()
		if x := posts[len(posts)-1]; x.Text != tt.want || x.Visibility != tt.shown || x.ReplyTo != id {
			t.Errorf("%s: %+v", tt.visibility, x)
		}
	}
}

func TestWaitsForFilesAndGivesUpWithItsContext(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{SlowMedia: 1 << 30})
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := p.Prepare(ctx, p.account, network.Message{Text: "Hola", Media: pictures("Una urna")})
	if network.KindOf(err) != network.Temporary {
		t.Error(err)
	}
}

func TestIntentHoldsWhatItMustAndNoMore(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	p.publish(t, network.Message{Text: "Antes"})
	var i intent
	if err := json.Unmarshal(p.prepare(t, network.Message{Text: "Hola", Media: pictures("a", "b")}), &i); err != nil {
		t.Fatal(err)
	}
	if i.Key == "" || i.Account != p.Me || i.Anchor != p.Posts()[0].ID || len(i.Media) != 2 {
		t.Errorf("%+v", i)
	}
	for _, bad := range []string{"", "{}", `{"key":"x"}`} {
		if _, err := p.Send(t.Context(), p.account, network.Message{Text: "x"}, network.Intent(bad)); network.KindOf(err) != network.Rejected {
			t.Errorf("%q: %v", bad, err)
		}
		if _, v, err := p.Find(t.Context(), p.account, network.Message{Text: "x"}, network.Intent(bad)); v != network.CannotTell || err == nil {
			t.Errorf("%q: %s %v", bad, v, err)
		}
	}
}

func TestKeyIsOfThePublicationAndItsWords(t *testing.T) {
	t.Parallel()
	m := network.Message{Key: "p1", Text: "Hola", Media: pictures("a")}
	other, spoken, described := m, m, m
	other.Key, spoken.Text, described.Media = "p2", "Adiós", pictures("b")
	if again := key(m); again != key(m) || key(m) == key(other) || key(m) == key(spoken) || key(m) == key(described) || !strings.HasPrefix(key(m), "p1-") {
		t.Error(key(m), key(other), key(spoken), key(described))
	}
	m.Key = ""
	if first, second := key(m), key(m); first == second {
		t.Error("without a key of the publication, each attempt has its own")
	}
}

func TestRefusedAltTextSaysWhy(t *testing.T) {
	t.Parallel()
	p := newPlace(t, mastodontest.Options{})
	_, err := p.Prepare(t.Context(), p.account, network.Message{Text: "Hola", Media: pictures(strings.Repeat("ñ", 1501))})
	if network.KindOf(err) != network.Rejected || !strings.Contains(err.Error(), "1500") {
		t.Error(err)
	}
}
