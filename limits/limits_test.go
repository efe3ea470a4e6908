package limits

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func TestTableIsDatedAndWhole(t *testing.T) {
	t.Parallel()
	for _, want := range []string{"x", "facebook", "youtube", "instagram", "threads", "mastodon", "bluesky", "telegram", "linkedin", "tiktok", "practice"} {
		if !Known(want) {
			t.Errorf("%s has no row", want)
		}
	}
	for _, name := range Names() {
		l := Of(name)
		if _, err := time.Parse(time.DateOnly, l.AsOf); err != nil {
			t.Errorf("%s: AsOf %q is no date", name, l.AsOf)
		}
		if l.Source == "" || l.Label == "" || l.Text.Max <= 0 || l.Attachments <= 0 {
			t.Errorf("%s: the row is not whole: %+v", name, l)
		}
		if l.NeedsMedia && l.Images.Count+l.Video.Count == 0 {
			t.Errorf("%s needs media and takes none", name)
		}
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	link := "https://www.ine.mx/una-direccion-larga-que-nadie-cuenta-entera"
	for _, c := range []struct {
		network, text string
		want          int
	}{
		{"x", "", 0},
		{"x", "Vota", 4},
		{"x", "votación", 8},
		{"x", "votacio\u0301n", 8}, // NFC first
		{"x", "Lea " + link, 27},
		{"x", "Lea ine.mx.", 28}, // a bare domain is a link; the dot is not
		{"x", "👩‍👩‍👧‍👦", 2},
		{"x", "🇲🇽", 2},
		{"x", "1️⃣", 2},
		{"x", "漢字", 4},
		{"x", "correo@ine.mx", 13}, // an address is no link
		{"facebook", "👩‍👧", 5},
		{"telegram", "😀", 2},
		{"bluesky", "👩‍👩‍👧‍👦é", 2},
		{"bluesky", "Lea " + link, 4 + utf8.RuneCountInString(link)},
		{"mastodon", "Lea " + link, 27},
		{"mastodon", "Lea ine.mx", 10}, // without protocol it is text
		{"mastodon", "Hola @ine@mexico.social", 9},
		{"mastodon", "Hola @ine", 9},
		{"mastodon", "👩‍👧", 3},
		{"threads", "hola 😀", 9},
		{"threads", "canción", 7},
		{"youtube", "canción", 8},
		{"instagram", "canción", 7},
		{"otra", "canción", 7},
	} {
		if got := Of(c.network).Count(c.text); got != c.want {
			t.Errorf("%s %q: %d, want %d", c.network, c.text, got, c.want)
		}
	}
}

func TestCutAt(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a", 300)
	for _, c := range []struct {
		name   string
		limits Limits
		text   string
		want   int
	}{
		{"fits", Of("x"), strings.Repeat("a", 280), -1},
		{"one too many", Of("x"), long, 280},
		{"never inside a link", Of("x"), strings.Repeat("a", 270) + " https://ine.mx/x", 271},
		{"never inside an emoji", Of("x"), strings.Repeat("a", 279) + "👩‍👩‍👧‍👦", 279},
		{"decomposed letters", Of("x"), strings.Repeat("o\u0301", 281), 280 * 3},
		{"graphemes", Of("bluesky"), strings.Repeat("👩‍👧", 301), -2},
		{"bytes", Of("bluesky"), strings.Repeat("👩‍👩‍👧‍👦", 150), 120 * len("👩‍👩‍👧‍👦")},
		{"the server's own room", Of("mastodon").WithText(5), "ciudad", 5},
		{"a caption has less room", Of("telegram").WithAttachments(1), strings.Repeat("a", 1025), 1024},
		{"text alone has more", Of("telegram").WithAttachments(0), strings.Repeat("a", 1025), -1},
		{"no limit known", Of("otra"), long, -1},
		{"empty", Of("x"), "", -1},
	} {
		want := c.want
		if want == -2 {
			want = 3000 / len("👩‍👧") * len("👩‍👧")
		}
		if got := c.limits.CutAt(c.text); got != want {
			t.Errorf("%s: %d, want %d", c.name, got, want)
		}
	}
}

func TestOverrides(t *testing.T) {
	t.Parallel()
	l := Of("mastodon").WithText(5000).WithMedia(6)
	if l.Text.Max != 5000 || l.Attachments != 6 || l.Images.Count != 6 {
		t.Errorf("%+v", l)
	}
	if same := l.WithText(0).WithMedia(0); same.Text.Max != 5000 || same.Attachments != 6 {
		t.Errorf("a server that says nothing changed the limits: %+v", same)
	}
	if Of("mastodon").Text.Max != 500 {
		t.Error("an override changed the table")
	}
}

func TestURLs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want string // links, separated by |
	}{
		{"Consulte https://www.ine.mx/credencial.", "https://www.ine.mx/credencial"},
		{"(vea ine.mx/voto)", "ine.mx/voto"},
		{"ine.mx, centralelectoral.ine.mx y gob.mx", "ine.mx|centralelectoral.ine.mx|gob.mx"},
		{"escriba a ana@ine.mx", ""},
		{"@ine.mx #ine.mx $ine.mx", ""},
		{"fin.Mañana seguimos", "fin.Ma"}, // as X does: letters that are not ASCII end a domain
		{"archivo.pdf y nota.docx", ""},
		{"HTTPS://INE.MX/A?b=c#d", "HTTPS://INE.MX/A?b=c#d"},
		{"https://es.wikipedia.org/wiki/INE_(México)", "https://es.wikipedia.org/wiki/INE_(México)"},
		{"http://localhost/a", ""},
		{"https://", ""},
		{"https://ine.mx…", "https://ine.mx"},
	} {
		var got []string
		for _, u := range URLs(c.text) {
			got = append(got, c.text[u.Start:u.End])
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%q: %q, want %q", c.text, s, c.want)
		}
	}
}

// FuzzCut: whatever the text, pieces cover it without gaps and the cut fits.
func FuzzCut(f *testing.F) {
	f.Add("Consulte https://www.ine.mx 👩‍👧 @ine@mexico.social é 漢字", 10)
	f.Add("a.b.c.mx/((a)b)?q=1\xff\u202e", 3)
	f.Fuzz(func(t *testing.T, text string, room int) {
		for _, name := range Names() {
			l := Of(name).WithText(room%50 + 1)
			at := 0
			for p := range pieces(l.Text.Unit, text) {
				if p.start < at && p.end < at || p.end > len(text) {
					t.Fatalf("%s: piece %+v after %d in %q", name, p, at, text)
				}
				at = p.end
			}
			if at != len(text) {
				t.Fatalf("%s: pieces end at %d of %d in %q", name, at, len(text), text)
			}
			cut := l.CutAt(text)
			if cut > len(text) {
				t.Fatalf("%s: cut at %d of %d", name, cut, len(text))
			}
			if cut >= 0 && utf8.ValidString(text) && !utf8.RuneStart(text[cut]) {
				t.Fatalf("%s: cut inside a character at %d in %q", name, cut, text)
			}
		}
	})
}

func BenchmarkCountX(b *testing.B) {
	text := strings.Repeat("Consulte la lista nominal en https://www.ine.mx y vote. ", 5)
	for b.Loop() {
		Of("x").Count(text)
	}
}
