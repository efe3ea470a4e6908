package practice

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"pregonero/network"
	"pregonero/network/networktest"
)

// visitPage asks for a page and demands that it is well-behaved.
func (p *place) visitPage(t *testing.T, method, path string, form url.Values) (*goquery.Document, int, http.Header) {
	t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequestWithContext(t.Context(), method, "/red-de-practica"+path, body)
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Find("script, style, [style], [onclick]").Length() > 0 {
		t.Errorf("%s has inline style or script", path)
	}
	if csp := w.Header().Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") {
		t.Errorf("%s: policy %q", path, csp)
	}
	return doc, w.Code, w.Header()
}

func (p *place) publish(t *testing.T, m network.Message) network.Receipt {
	t.Helper()
	c := New(p.client, p.url)
	in, err := c.Prepare(t.Context(), p.account, m)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Send(t.Context(), p.account, m, in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

//clause:test 6.xxvii
func TestPostPageShowsThePictureWithItsAlternativeText(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	r := p.publish(t, network.Message{Text: "Vea https://ine.mx/casillas. <b>No</b>", Media: []network.Media{networktest.Picture(3, "Una urna")}})
	path := strings.TrimPrefix(r.Ref.URL, p.url)
	doc, status, _ := p.visitPage(t, "GET", path, nil)
	if status != 200 || doc.Find("article .text").First().Text() != "Vea https://ine.mx/casillas. <b>No</b>" {
		t.Fatalf("%d %q", status, doc.Find("article .text").First().Text())
	}
	if href, _ := doc.Find("article .text a").Attr("href"); href != "https://ine.mx/casillas" {
		t.Errorf("the link goes to %q", href)
	}
	img := doc.Find("article img")
	if alt, _ := img.Attr("alt"); alt != "Una urna" {
		t.Errorf("alternative text is %q", alt)
	}
	src, _ := img.Attr("src")
	if _, status, h := p.visitPage(t, "GET", strings.TrimPrefix(src, "/red-de-practica"), nil); status != 200 || h.Get("Content-Type") != "image/png" {
		t.Errorf("the picture answers %d %q", status, h.Get("Content-Type"))
	}
}

func TestVisitorCommentsWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := strings.TrimPrefix(p.publish(t, network.Message{Text: "¿Dudas?"}).Ref.URL, p.url)
	for _, name := range []string{"Ana", "Luz"} {
		_, status, h := p.visitPage(t, "POST", path+"/comentarios", url.Values{"nombre": {name}, "texto": {"Sí,\r\nuna"}})
		if status != http.StatusSeeOther || !strings.HasPrefix(h.Get("Location"), "/red-de-practica"+path+"#") {
			t.Fatalf("%d %q", status, h.Get("Location"))
		}
	}
	doc, _, _ := p.visitPage(t, "GET", path, nil)
	answer, _ := doc.Find(".tree input[name=responde_a]").First().Attr("value")
	p.visitPage(t, "POST", path+"/comentarios", url.Values{"nombre": {"Leo"}, "texto": {"Yo le digo"}, "responde_a": {answer}})
	doc, _, _ = p.visitPage(t, "GET", path, nil)
	if got := doc.Find("#" + answer + " > .tree > li .text").Text(); got != "Yo le digo" {
		t.Errorf("under the first comment hangs %q", got)
	}
	if got := doc.Find("h2").First().Text(); got != "Comentarios (3)" {
		t.Errorf("heading is %q", got)
	}
}

func TestRefusedCommentKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	path := strings.TrimPrefix(p.publish(t, network.Message{Text: "¿Dudas?"}).Ref.URL, p.url)
	long := strings.Repeat("ñ", TextLimit+1)
	for where, field := range map[string]string{path + "/comentarios": "textarea[name=texto]", "/@INEMexico": "textarea[name=texto]"} {
		doc, status, _ := p.visitPage(t, "POST", where, url.Values{"nombre": {"Ana"}, "texto": {long}})
		if status != http.StatusUnprocessableEntity || !strings.Contains(doc.Find("[role=alert]").Text(), "501 caracteres") {
			t.Errorf("%s: %d %q", where, status, doc.Find("[role=alert]").Text())
		}
		kept := false
		doc.Find(field).Each(func(_ int, s *goquery.Selection) { kept = kept || s.Text() == long })
		if !kept {
			t.Errorf("%s forgot what was typed", where)
		}
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	post := p.publish(t, message("Hola"))
	gone := p.publish(t, message("Adiós"))
	if err := New(p.client, p.url).Remove(t.Context(), p.account, gone.Ref); err != nil {
		t.Fatal(err)
	}
	comment := p.comment(t, post.Ref, "Ana", "Ola")
	for _, tt := range []struct {
		method, path string
		form         url.Values
		status       int
		selector     string
		text         string
	}{
		{"GET", "/", nil, 200, ".cards strong", "INE México"},
		{"GET", "/@INEMexico", nil, 200, "h1", "INE México"},
		{"GET", "/@INEMexico", nil, 200, ".card .actions a", "1 comentario"},
		{"GET", "/@nadie", nil, 404, "h1", "No se pudo"},
		{"GET", "/INEMexico", nil, 404, "h1", "No se pudo"},
		{"GET", "/@INEMexico/nada", nil, 404, "h1", "No se pudo"},
		{"GET", "/@INEMexico/" + gone.Ref.ID, nil, 410, "main p", "Esta publicación fue retirada.Volver al inicio de la red de práctica"},
		{"POST", "/@INEMexico", url.Values{"nombre": {"Luz"}, "texto": {"¿Hola?"}}, 303, "", ""},
		{"POST", "/@INEMexico", url.Values{"nombre": {""}, "texto": {"¿Hola?"}}, 422, "[role=alert]", "Escriba un nombre de hasta 60 caracteres."},
		{"POST", "/notas/" + post.Ref.ID + "/me-gusta", url.Values{}, 303, "", ""},
		{"POST", "/notas/nada/me-gusta", url.Values{}, 404, "h1", "No se pudo"},
		{"GET", "/comentarios/" + comment.ID, nil, 200, "textarea", "Ola"},
		{"POST", "/comentarios/" + comment.ID + "/corregir", url.Values{"texto": {" "}}, 422, "[role=alert]", "El texto está vacío."},
		{"POST", "/comentarios/" + comment.ID + "/corregir", url.Values{"texto": {"Hola"}}, 303, "", ""},
		{"POST", "/comentarios/" + post.Ref.ID + "/retirar", url.Values{}, 404, "h1", "No se pudo"},
		{"POST", "/comentarios/" + comment.ID + "/retirar", url.Values{}, 303, "", ""},
		{"GET", "/comentarios/" + comment.ID, nil, 404, "h1", "No se pudo"},
		{"GET", "/@INEMexico/" + post.Ref.ID, nil, 200, ".tree .quiet", "Este comentario fue retirado."},
		{"GET", "/archivos/" + strings.Repeat("0", 64), nil, 404, "h1", "No se pudo"},
		{"POST", "/@INEMexico", url.Values{"texto": {strings.Repeat("x", formLimit)}}, 422, "[role=alert]", "Escriba un nombre de hasta 60 caracteres."},
	} {
		doc, status, _ := p.visitPage(t, tt.method, tt.path, tt.form)
		if status != tt.status || tt.selector != "" && doc.Find(tt.selector).Text() != tt.text {
			t.Errorf("%s %s: %d %q, want %d %q", tt.method, tt.path, status, doc.Find(tt.selector).Text(), tt.status, tt.text)
		}
	}
	n, err := p.store.Note(t.Context(), post.Ref.ID)
	if err != nil || n.Likes != 1 || n.Views != 1 {
		t.Errorf("likes %d, views %d, %v", n.Likes, n.Views, err)
	}
}

func TestTimelineIsPaged(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	for range perPage + 1 {
		p.publish(t, message("Uno más"))
	}
	doc, _, _ := p.visitPage(t, "GET", "/@INEMexico", nil)
	older, _ := doc.Find("main > p a").Last().Attr("href")
	if doc.Find("article").Length() != perPage {
		t.Errorf("%d on the first page", doc.Find("article").Length())
	}
	doc, _, _ = p.visitPage(t, "GET", strings.TrimPrefix(older, "/red-de-practica"), nil)
	if doc.Find("article").Length() != 1 {
		t.Errorf("%d on the second page %q", doc.Find("article").Length(), older)
	}
}

func TestHiddenCommentIsFoldedNotGone(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	post := p.publish(t, message("Hola"))
	comment := p.comment(t, post.Ref, "Ana", "Algo")
	if err := New(p.client, p.url).Hide(t.Context(), p.account, comment, true); err != nil {
		t.Fatal(err)
	}
	doc, _, _ := p.visitPage(t, "GET", strings.TrimPrefix(post.Ref.URL, p.url), nil)
	if doc.Find("#"+comment.ID+" > article > details .text").Text() != "Algo" {
		t.Error("the hidden comment cannot be unfolded")
	}
}

func message(text string) network.Message { return network.Message{Text: text, Lang: "es-MX"} }
