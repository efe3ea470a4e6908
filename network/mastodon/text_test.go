package mastodon

import "testing"

func TestPlain(t *testing.T) {
	t.Parallel()
	ana := []mention{{Acct: "ana@otro.example", URL: "https://otro.example/@ana"}}
	for name, tt := range map[string]struct{ html, want string }{
		"paragraphs and breaks": {"<p>Uno<br />dos</p><p>tres</p>", "Uno\ndos\n\ntres"},
		"entities":              {"<p>1 &lt; 2 &amp; &quot;3&quot; &#39;4&#39;</p>", `1 < 2 & "3" '4'`},
		"link in three spans": {`<p>Vea <a href="https://ine.mx/a/b"><span class="invisible">https://</span><span class="ellipsis">ine.mx/a</span><span class="invisible">/b</span></a>.</p>`,
			"Vea https://ine.mx/a/b."},
		"mention with its server": {`<p><span class="h-card"><a href="https://otro.example/@ana" class="u-url mention">@<span>ana</span></a></span> hola</p>`, "@ana@otro.example hola"},
		"mention unknown":         {`<p><a href="https://x.example/@leo" class="u-url mention">@<span>leo</span></a> hola</p>`, "@leo hola"},
		"profile as a plain link": {`<p><a href="https://otro.example/@ana">mi perfil</a></p>`, "mi perfil"},
		"tag":                     {`<p><a href="https://x/tags/voto" class="mention hashtag" rel="tag">#<span>voto</span></a></p>`, "#voto"},
		"custom emoji":            {`<p>hola :ine: <img class="emoji" alt=":urna:" src="u.png"></p>`, "hola :ine: :urna:"},
		"list and quote":          {"<blockquote>cita</blockquote><ul><li>uno</li><li>dos</li></ul>", "cita\n\n- uno\n- dos"},
		"preformatted":            {"<pre><code>a\n  b</code></pre>", "a\n  b"},
		"white space":             {"<p>uno \n  dos</p>\n<p> tres</p>", "uno dos\n\ntres"},
		"script":                  {"hola<script>alert(1)</script>", "hola"},
		"text alone":              {"hola", "hola"},
		"nothing":                 {"", ""},
	} {
		if got := plain(tt.html, ana); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	t.Parallel()
	for a, b := range map[string]string{
		"Elección\n\nhoy":        "Eleccio\u0301n hoy ",
		"@ana@otro.example hola": "@ana hola",
		"correo@ine.mx":          "correo@ine.mx",
	} {
		if canonical(a) != canonical(b) {
			t.Errorf("%q and %q differ: %q %q", a, b, canonical(a), canonical(b))
		}
	}
	for a, b := range map[string]string{"Hola": "hola", "8:00": "9:00", "@ana": "@luz"} {
		if canonical(a) == canonical(b) {
			t.Errorf("%q and %q are taken for the same", a, b)
		}
	}
}

// FuzzPlain: whatever people and servers write, it becomes text without failing.
func FuzzPlain(f *testing.F) {
	f.Add("<p>a<br>b</p>", "https://x/@a")
	f.Add("<ul><li><pre>", "")
	f.Fuzz(func(t *testing.T, html, url string) {
		_ = plain(html, []mention{{Acct: "a", URL: url}})
	})
}
