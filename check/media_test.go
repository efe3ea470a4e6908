package check

import (
	"strings"
	"testing"
)

var poster = Attachment{Type: Image, Alt: "Cartel con los horarios de los módulos"}

//clause:test 6.xxvii
func TestTextOnly(t *testing.T) {
	t.Parallel()
	bare := Variant{Account: "a", Network: "x", Text: "Aviso"}
	with := Variant{Account: "b", Network: "facebook", Text: "Aviso", Attachments: []Attachment{poster}}
	runTable(t, "text_only", []row{
		// fails
		{"nothing goes with it", post("Aviso"), []string{""}},
		{"a document is nothing to look at", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Document}}}, []string{""}},
		{"one of two accounts", Facts{Text: "Aviso", Variants: []Variant{bare, with}}, []string{""}},
		{"all accounts, said once", Facts{Text: "Aviso", Variants: []Variant{bare, {Account: "c", Network: "bluesky", Text: "Aviso"}}}, []string{""}},
		{"a network that refuses text", Facts{Text: "Aviso", Network: "instagram"}, []string{""}},
		// passes
		{"an image", Facts{Text: "Aviso", Attachments: []Attachment{poster}}, nil},
		{"a video", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Video}}}, nil},
		{"audio", Facts{Text: "Aviso", Network: "x", Attachments: []Attachment{{Type: Audio}}}, nil},
		// does not apply
		{"an answer", answer("Con gusto."), nil},
		{"what a person wrote", comment("Gracias"), nil},
	})
}

func TestTextOnlyWhereRefused(t *testing.T) {
	t.Parallel()
	if !checker(t).Run(Facts{Text: "Aviso", Network: "instagram"}).Blocks() {
		t.Error("text alone does not block where the network refuses it")
	}
	if checker(t).Run(Facts{Text: "Aviso", Network: "x"}).Blocks() {
		t.Error("text alone blocks where it is only advised against")
	}
}

//clause:test 6.xxvii
func TestAltText(t *testing.T) {
	t.Parallel()
	with := func(a ...Attachment) Facts {
		return Facts{Text: "Horarios de los módulos.", Network: "x", Attachments: a}
	}
	known := func(a Attachment) Facts { f := with(a); f.Declared = true; return f }
	runTable(t, "alt_text", []row{
		// fails
		{"missing", with(Attachment{Type: Image}), []string{""}},
		{"blank", with(Attachment{Type: Image, Alt: "  \n"}), []string{""}},
		{"two missing", with(Attachment{Type: Image, Name: "a"}, Attachment{Type: Image, Name: "b"}), []string{"", ""}},
		{"a file name", with(Attachment{Type: Image, Alt: "cartel_final.png"}), []string{""}},
		{"the file's own name", with(Attachment{Type: Image, Alt: "Cartel final", Name: "cartel final.jpg"}), []string{""}},
		{"a camera's name", with(Attachment{Type: Image, Alt: "IMG_20260102_1234"}), []string{""}},
		{"a repeat of the post", with(Attachment{Type: Image, Alt: "horarios de los módulos"}), []string{""}},
		{"nearly a repeat of the post", Facts{Text: "Horarios de los módulos de atención ciudadana en todo el país.", Attachments: []Attachment{{Type: Image, Alt: "Horarios de los módulos de atención ciudadana en todo el país. Vea más"}}}, []string{""}},
		{"a repeat of the title", Facts{Title: "Horarios de módulos en Jalisco", Text: "Abrimos.", Attachments: []Attachment{{Type: Image, Alt: "Horarios de módulos en Jalisco"}}}, []string{""}},
		{"it says that it is a picture", with(Attachment{Type: Image, Alt: "Imagen de una urna con boletas"}), []string{""}},
		{"too generic", with(Attachment{Type: Image, Alt: "Cartel informativo del INE"}), []string{""}},
		{"nothing but its kind", with(Attachment{Type: Image, Alt: "Fotografía institucional"}), []string{""}},
		{"too short", with(Attachment{Type: Image, Alt: "Foto"}), []string{""}},
		{"too long for the network", with(Attachment{Type: Image, Alt: strings.Repeat("muy largo ", 101)}), []string{""}},
		{"a video without captions", known(Attachment{Type: Video}), []string{""}},
		{"in an answer", Facts{Kind: Answer, Text: "Vea", Attachments: []Attachment{{Type: Image}}}, []string{""}},
		{"only one variant has it", Facts{Text: "Vea", Variants: []Variant{{Account: "a", Network: "x", Text: "Vea", Attachments: []Attachment{{Type: Image}}}}}, []string{""}},
		// passes
		{"described", with(poster), nil},
		{"a drawing that says what it shows", with(Attachment{Type: Image, Alt: "Infografía: pasos para votar desde el extranjero"}), nil},
		{"a video with captions", known(Attachment{Type: Video, HasCaptions: true}), nil},
		{"captions are not known", with(Attachment{Type: Video}), nil},
		{"a document", with(Attachment{Type: Document}), nil},
		// does not apply
		{"no attachments", post("Aviso"), nil},
		{"what a person sent", Facts{Kind: Comment, Text: "Vea", Attachments: []Attachment{{Type: Image}}}, nil},
	})
}
