package check

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"pregonero/check/alike"
	"pregonero/internal/fold"
	"pregonero/regulation"
)

// altText points at pictures that a person who cannot see them gets nothing from, and
// at sound and video that a person who cannot hear them gets nothing from. A text that
// is there and says little has the severity of the param 'quality'.
//
//clause:code 6.xxvii
var altText = definition{
	name: regulation.CheckAltText, version: 2, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		quality, err := severity(s.rule, "quality", regulation.SeverityWarn)
		if err != nil {
			return nil, err
		}
		shortest := int(s.rule.Number("min_characters", 10))
		return func(c *content) []Finding { return silent(c, shortest, quality) }, nil
	},
}

func silent(c *content, shortest int, quality regulation.Severity) []Finding {
	var found []Finding
	attachments := c.allAttachments()
	total := countKinds(attachments)
	seen := map[string]int{}
	for i, a := range attachments {
		seen[a.Type]++
		name := ordinal(a.Type, seen[a.Type], total[a.Type])
		if message := missing(c, a, name); message != "" {
			found = append(found, Finding{Field: fieldAlt, Attachment: i + 1, Message: message})
		} else if message := poor(c, a, name, shortest); message != "" {
			found = append(found, Finding{Field: fieldAlt, Attachment: i + 1, Severity: quality, Message: message})
		}
	}
	return append(found, longAlts(c)...)
}

// missing says what an attachment lacks, "" when nothing. Captions are spoken of only
// when what goes with the content is known.
func missing(c *content, a Attachment, name string) string {
	switch {
	case a.Type == Image && !fold.Visible(a.Alt):
		return fmt.Sprintf("%s no tiene texto alternativo: describa lo que muestra para quien no puede verla.", name)
	case (a.Type == Video || a.Type == Audio) && c.Declared && !a.HasCaptions:
		return fmt.Sprintf("%s no tiene subtítulos o transcripción: agréguelos o escriba por qué no los lleva.", name)
	}
	return ""
}

// poor says why an alternative text says little, "" when it does not.
func poor(c *content, a Attachment, name string, shortest int) string {
	alt := strings.TrimSpace(a.Alt)
	switch {
	case a.Type != Image:
	case isFileName(alt, a.Name):
		return fmt.Sprintf("El texto alternativo de %s es un nombre de archivo: describa lo que muestra.", lowerFirst(name))
	case c.repeats(alt):
		return fmt.Sprintf("El texto alternativo de %s repite la publicación: describa lo que muestra.", lowerFirst(name))
	case namesItself(alt) != "":
		return fmt.Sprintf("El texto alternativo de %s empieza con «%s», que los lectores de pantalla ya dicen: empiece por lo que muestra.", lowerFirst(name), namesItself(alt))
	case tooGeneric(alt):
		return fmt.Sprintf("El texto alternativo de %s no dice qué muestra: diga quién o qué aparece, qué hace y el texto que lleva.", lowerFirst(name))
	case utf8.RuneCountInString(alt) < shortest:
		return fmt.Sprintf("El texto alternativo de %s es muy corto: describa lo que muestra.", lowerFirst(name))
	}
	return ""
}

// enoughAlike is the share of their shingles at which an alternative text is the post again.
const enoughAlike = 0.8

// repeats tells whether an alternative text is one of the texts of the content, or nearly.
func (c *content) repeats(alt string) bool {
	s := alike.Of(alt)
	for _, p := range c.texts {
		if sameWords(alt, p.text) || s.Jaccard(alike.Of(p.text)) >= enoughAlike {
			return true
		}
	}
	return false
}

// selfNames are what a picture is, which the programs that read aloud say by themselves.
var selfNames = []string{"imagen de ", "imagen del ", "imagen que ", "imagen con ", "imagen donde ", "imagen en ", "en la imagen ", "la imagen muestra ", "una imagen de ", "foto de ", "foto del ", "foto con ", "fotografía de ", "fotografía del ", "una foto de ", "una fotografía de ", "picture of ", "image of "}

// namesItself is what an alternative text begins with that is said anyway, "" when nothing.
func namesItself(alt string) string {
	small := strings.ToLower(alt)
	for _, name := range selfNames {
		if strings.HasPrefix(small, name) {
			return strings.TrimSpace(name)
		}
	}
	return ""
}

// generic are the words that say what kind of thing a picture is, or nothing.
var generic = setOf("imagen imágenes foto fotos fotografía fotografías gráfico gráfica ilustración infografía cartel póster banner logo logotipo captura pantalla video portada flyer diseño postal anuncio publicación post aviso comunicado boletín informativo informativa institucional oficial decorativa decorativo " +
	"del ine de la el un una los las para redes sociales con texto y en sin título descripción alternativo alt twitter facebook instagram evento sesión reunión actividad personas gente varias grupo")

// tooGeneric tells whether no word of an alternative text says what the picture shows.
func tooGeneric(alt string) bool {
	for _, w := range (&passage{text: alt}).smallWords() {
		if !generic[w] {
			return false
		}
	}
	return true
}

// longAlts points at alternative texts that a network would cut.
func longAlts(c *content) []Finding {
	var found []Finding
	for _, o := range c.outlets() {
		for _, a := range o.attachments {
			if n := utf8.RuneCountInString(a.Alt); o.limits.AltMax > 0 && n > o.limits.AltMax {
				found = append(found, Finding{Field: fieldAlt, Variant: o.account,
					Message: fmt.Sprintf("Un texto alternativo tiene %s caracteres y %s admite %s: acórtelo.", thousands(n), o.limits.Label, thousands(o.limits.AltMax))})
			}
		}
	}
	return found
}

func countKinds(attachments []Attachment) map[string]int {
	total := map[string]int{}
	for _, a := range attachments {
		total[a.Type]++
	}
	return total
}

// ordinal names an attachment for people: "La imagen", "La imagen 2", "El video".
func ordinal(kind string, n, total int) string {
	name := map[string]string{Image: "La imagen", Video: "El video", Audio: "El audio"}[kind]
	if total > 1 {
		return fmt.Sprintf("%s %d", name, n)
	}
	return name
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// isFileName: the file's own name, or one word that ends like a file.
func isFileName(alt, name string) bool {
	if name != "" && strings.EqualFold(strings.TrimSuffix(alt, path.Ext(alt)), strings.TrimSuffix(name, path.Ext(name))) {
		return true
	}
	if strings.ContainsAny(alt, " \t\n") && !cameraName(alt) {
		return false
	}
	switch strings.ToLower(path.Ext(alt)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".svg", ".bmp", ".tif", ".tiff", ".pdf", ".mp4", ".mov":
		return true
	}
	return cameraName(alt)
}

// cameraName: IMG_1234, DSC01234, Screenshot 2026-01-02, image1.
func cameraName(alt string) bool {
	lower := strings.ToLower(alt)
	for _, prefix := range []string{"img", "dsc", "dcim", "screenshot", "image", "imagen", "captura de pantalla", "foto", "whatsapp image", "photo", "untitled", "diapositiva"} {
		rest, ok := strings.CutPrefix(lower, prefix)
		if ok && rest != "" && strings.Trim(rest, " _-.:0123456789atpm()w") == "" && strings.ContainsAny(rest, "0123456789") {
			return true
		}
	}
	return false
}
