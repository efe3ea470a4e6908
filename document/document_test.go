package document

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

const article = `<!doctype html><html><head><meta charset="utf-8"><title>Calendario | Sitio</title><meta property="og:title" content="Calendario 2027">
<script type="application/ld+json">{"@type": "NewsArticle"}</script><script>var p = "<p>no</p>"</script><style>p{}</style></head>
<body><nav>Inicio</nav><h1>Calendario</h1><p>El <b>15</b> de enero, a las&nbsp;9:00.</p><ul><li>Uno</li><li>Dos</li></ul></body></html>`

// docx is a Word document with those paragraphs.
func docx(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	var body strings.Builder
	for _, p := range paragraphs {
		body.WriteString(`<w:p><w:r><w:t xml:space="preserve">` + p[:len(p)/2] + `</w:t></w:r><w:r><w:t>` + p[len(p)/2:] + `</w:t></w:r></w:p>`)
	}
	return zipped(t, map[string]string{
		"[Content_Types].xml": "<Types/>", "docProps/core.xml": `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:title>Acuerdo</dc:title></cp:coreProperties>`,
		"word/document.xml":  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`,
		"word/footnotes.xml": `<w:footnotes xmlns:w="x"><w:p><w:r><w:t>Nota 7</w:t></w:r></w:p></w:footnotes>`,
		"word/styles.xml":    `<w:styles xmlns:w="x"><w:t>no</w:t></w:styles>`,
	})
}

func zipped(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func pdfOf(t testing.TB, lines ...string) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "Letter", "")
	p.SetTitle("Informe", true)
	letters := p.UnicodeTranslatorFromDescriptor("")
	p.SetFont("Helvetica", "", 12)
	p.AddPage()
	for _, l := range lines {
		p.CellFormat(0, 8, letters(l), "", 1, "", false, 0, "")
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

//clause:test 6.xx
func TestRead(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body     []byte
		declared string
		title    string
		has      []string
		hasNot   []string
	}{
		"page":           {[]byte(article), "text/html", "Calendario 2027", []string{"El 15 de enero, a las 9:00.", "Uno\nDos"}, []string{"var p", "p{}"}},
		"another letter": {[]byte("<html><title>Elecci\xf3n</title><p>Ma\xf1ana</p>"), "text/html; charset=iso-8859-1", "Elección", []string{"Mañana"}, nil},
		"docx":           {docx(t, "Son 1,250 módulos", "El 15 de enero"), "", "Acuerdo", []string{"Son 1,250 módulos\nEl 15 de enero", "Nota 7"}, []string{"no"}},
		"pdf":            {pdfOf(t, "Son 1,250 módulos en Tlaxcala", "El 15 de enero de 2027"), "application/pdf", "Informe", []string{"1,250", "Tlaxcala", "15 de enero de 2027"}, nil},
		"text":           {[]byte("Hola.\n\n  El  15\tde enero"), "", "", []string{"Hola.\nEl 15 de enero"}, nil},
	} {
		d, err := Read(t.Context(), tt.body, tt.declared)
		if err != nil || d.Title != tt.title {
			t.Errorf("%s: title %q, %v; want %q", name, d.Title, err, tt.title)
		}
		for _, s := range tt.has {
			if !strings.Contains(d.Text, s) {
				t.Errorf("%s has no %q: %q", name, s, d.Text)
			}
		}
		for _, s := range tt.hasNot {
			if strings.Contains(d.Text, s) {
				t.Errorf("%s has %q: %q", name, s, d.Text)
			}
		}
	}
}

//clause:test 6.vi
func TestWhatAPageIs(t *testing.T) {
	t.Parallel()
	form := `<html><title>Entrar</title><form><input name=u><input type="password"></form>`
	for name, tt := range map[string]struct {
		body           string
		article, login bool
	}{
		"news by its data":     {article, true, false},
		"news by Open Graph":   {`<html><meta property="og:type" content="article"><p>x`, true, false},
		"a scientific article": {`<html><meta name="citation_title" content="x"><p>x`, true, false},
		"a plain page":         {`<html><meta property="og:type" content="website"><p>x`, false, false},
		"a log-in":             {form, false, true},
		"a page with a log-in": {form + "<p>" + strings.Repeat("palabra ", 400), false, false},
	} {
		d, err := Read(t.Context(), []byte(tt.body), "text/html")
		if err != nil || d.Article != tt.article || d.Login != tt.login {
			t.Errorf("%s: article %v, login %v, %v", name, d.Article, d.Login, err)
		}
	}
}

func TestDamagedAndHostile(t *testing.T) {
	t.Parallel()
	good := pdfOf(t, "Hola")
	bomb := zipped(t, map[string]string{"word/document.xml": "<a>" + strings.Repeat("<w:t>a</w:t>", mostUnpacked/8) + "</a>"})
	if len(bomb) > 1<<20 {
		t.Fatalf("the bomb has %d bytes", len(bomb))
	}
	for name, tt := range map[string]struct {
		body []byte
		want error
	}{
		"empty":            {nil, ErrEmpty},
		"bytes":            {[]byte{0, 1, 2, 0xff}, ErrType},
		"picture":          {[]byte("\x89PNG\r\n\x1a\n0000"), ErrType},
		"zip":              {zipped(t, map[string]string{"a.txt": "x"}), ErrType},
		"bomb":             {bomb, errBomb},
		"half a PDF":       {good[:len(good)/2], nil},
		"a PDF of nothing": {[]byte("%PDF-1.4\n"), nil},
		"half a DOCX":      {docx(t, "Hola a todos")[:300], nil},
		"a page of tags":   {[]byte("<html>" + strings.Repeat("<div>", 200_000)), ErrEmpty},
	} {
		start := time.Now()
		_, err := Read(t.Context(), tt.body, "")
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, good, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits for it any more: %v", err)
	}
	long := mustRead(t, strings.Repeat("palabra ", Most))
	if len(long.Text) > Most || len(long.Text) < Most/2 {
		t.Errorf("%d bytes are kept", len(long.Text))
	}
}

func mustRead(t *testing.T, text string) Document {
	t.Helper()
	d, err := Read(t.Context(), []byte(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(article))
	f.Add(pdfOf(f, "Hola"))
	f.Add(docx(f, "Hola a todos"))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, _ := Read(t.Context(), body, "text/html")
		if len(d.Text) > Most {
			t.Fatalf("%d bytes are kept", len(d.Text))
		}
	})
}
