package check

import "testing"

//clause:test 6.iii
func TestPictureText(t *testing.T) {
	t.Parallel()
	shows := func(words, unread string) Facts {
		return Facts{Text: "Aviso", Attachments: []Attachment{{Type: Image, Alt: "Cartel"}, {Type: Image, Alt: "Otro cartel", Words: words, Unread: unread}}}
	}
	runTable(t, "personal_data", []row{
		{"in a picture", shows("Registro\nCURP BAAA890317HDFRLL03", ""), []string{"BAAA890317HDFRLL03"}},
		{"the institution's phone in a picture", shows("INETEL 800 433 2000", ""), nil},
	})
	runTable(t, "reserved", []row{{"a mark in a picture", shows("Informe\nCONFIDENCIAL\nde gastos", ""), []string{"CONFIDENCIAL"}}})
	runTable(t, "picture_text", []row{
		{"not read", shows("", "en este servidor falta Tesseract con español"), []string{""}},
		{"read", shows("INETEL", ""), nil},
		{"no words in it", shows("", ""), nil},
		{"no picture", post("Aviso"), nil},
		{"a video", Facts{Attachments: []Attachment{{Type: Video, Unread: "x"}}}, nil},
	})
	d := checker(t).Run(shows("CURP BAAA890317HDFRLL03", ""))
	for _, f := range d.Findings {
		if f.Check == "personal_data" && (f.Attachment != 2 || f.Field != "picture" || f.Message[:len("En la imagen 2")] != "En la imagen 2") {
			t.Errorf("%+v", f)
		}
	}
}
