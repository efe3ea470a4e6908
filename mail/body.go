package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

//go:embed letter.html
var letterHTML string

var letterTemplate = template.Must(template.New("letter").Parse(letterHTML))

// HTML is the letter for programs that show HTML. It loads nothing from anywhere, so that
// opening it tells nobody that it was opened.
func (l Letter) HTML() (string, error) {
	var b bytes.Buffer
	if err := letterTemplate.Execute(&b, struct {
		Letter
		ActionURL string
		Foot      []string
	}{l, l.actionURL(), l.foot()}); err != nil {
		return "", fmt.Errorf("write the letter's HTML: %w", err)
	}
	return b.String(), nil
}

// Text is the letter in plain text; it says all that the HTML says.
func (l Letter) Text() string {
	m := l.Message
	var parts []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			parts = append(parts, s)
		}
	}
	add(m.Greeting)
	for _, p := range m.Paragraphs {
		add(p)
	}
	var facts []string
	for _, f := range m.Facts {
		facts = append(facts, f[0]+": "+f[1])
	}
	add(strings.Join(facts, "\n"))
	if url := l.actionURL(); url != "" {
		add(m.Action.Label + ":\n" + url)
	}
	if m.Clause != "" {
		add("Criterio: " + m.Clause)
	}
	add("--\n" + strings.Join(l.foot(), "\n"))
	return strings.ReplaceAll(strings.Join(parts, "\n\n")+"\n", "\r\n", "\n")
}

// actionURL joins only paths of the program: a path that leads elsewhere gives no link.
func (l Letter) actionURL() string {
	a := l.Message.Action
	if a == nil || !strings.HasPrefix(a.Path, "/") || strings.HasPrefix(a.Path, "//") || strings.ContainsAny(a.Path, " \r\n\t<>\"\\") {
		return ""
	}
	return strings.TrimSuffix(l.BaseURL, "/") + a.Path
}

func (l Letter) foot() []string {
	foot := []string{"Aviso automático de Pregonero, el sistema de cuentas oficiales de " + l.Institution + "."}
	if l.TakesReply() {
		return append(foot, "Puede contestar a este correo: su respuesta llega al asunto. No incluya contraseñas ni códigos.")
	}
	return append(foot, "No conteste a este correo: nadie lo leería. Pregonero nunca pide contraseñas ni códigos.")
}
