package paper

import (
	"bytes"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

func booklet() Booklet {
	b := Booklet{Institution: "Instituto", Title: "Expediente de @jal", Subtitle: "Mastodon · Junta", Index: "Índice", Foot: "Expediente de @jal", At: now}
	for _, name := range []string{"Resumen", "Oficios", "Línea de tiempo"} {
		c := Chapter{Title: name, Notes: []string{"Nota de " + name + "."}, Parts: []Part{{Title: "Datos", Facts: [][2]string{{"Área", "Junta Local"}, {"Nada", ""}}}}}
		var rows [][]string
		for i := range 60 {
			rows = append(rows, []string{strings.Repeat("palabra ", 1+i%9), "https://pregonero.example/bitacora/asiento/" + strings.Repeat("1", 20)})
		}
		c.Parts = append(c.Parts, Part{Title: "Tabla", Columns: []string{"Qué", "Prueba"}, Rows: rows}, Part{Lines: []string{"Una línea."}})
		b.Chapters = append(b.Chapters, c)
	}
	return b
}

// A booklet is the same bytes each time, its index says the page where each chapter is, and
// every page has its number.
func TestBooklet(t *testing.T) {
	t.Parallel()
	file, err := booklet().Render()
	if err != nil {
		t.Fatal(err)
	}
	again, err := booklet().Render()
	if err != nil || !bytes.Equal(file, again) {
		t.Errorf("not the same bytes twice: %v", err)
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext is not here to read the pages")
	}
	cmd := exec.Command(tool, "-layout", "-", "-")
	cmd.Stdin = bytes.NewReader(file)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, page := range pages {
		if !strings.Contains(page, "página "+strconv.Itoa(i+1)+" de "+strconv.Itoa(len(pages))) {
			t.Errorf("page %d does not say its number", i+1)
		}
	}
	for _, name := range []string{"2. Oficios", "3. Línea de tiempo"} {
		at := 0
		for i, page := range pages[1:] {
			if strings.Contains(page, name) && at == 0 {
				at = i + 2
			}
		}
		line := ""
		for l := range strings.Lines(pages[0]) {
			if strings.Contains(l, name) {
				line = strings.TrimSpace(l)
			}
		}
		if at == 0 || !strings.HasSuffix(line, " "+strconv.Itoa(at)) {
			t.Errorf("the index says %q, and it is on page %d", line, at)
		}
	}
}
