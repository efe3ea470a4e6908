package check

import (
	"strings"
	"testing"

	"pregonero/regulation"
)

//clause:test 6.iii
func TestPersonalData(t *testing.T) {
	t.Parallel()
	runTable(t, "personal_data", []row{
		// fails
		{"CURP", post("La CURP BAAA890317HDFRLL03 ya está registrada."), []string{"BAAA890317HDFRLL03"}},
		{"CURP with spaces and in small letters", answer("su curp es baaa 890317 hdf rll 03, ¿verdad?"), []string{"baaa 890317 hdf rll 03"}},
		{"CURP over two lines", comment("mi curp BAAA890317\nHDFRLL03"), []string{"BAAA890317\nHDFRLL03"}},
		{"CURP in full width", comment("ＢＡＡＡ８９０３１７ＨＤＦＲＬＬ０３"), []string{"ＢＡＡＡ８９０３１７ＨＤＦＲＬＬ０３"}},
		{"CURP with Cyrillic letters", comment("ВААА890317НDFRLL03"), []string{"ВААА890317НDFRLL03"}},
		{"CURP with a wrong digit is doubtful", post("BAAA890317HDFRLL04"), []string{"BAAA890317HDFRLL04"}},
		{"RFC", post("RFC: GODE561231GR8"), []string{"GODE561231GR8"}},
		{"clave de elector", post("Clave GMVLMR80070501M100 vigente"), []string{"GMVLMR80070501M100"}},
		{"CLABE", post("Deposite a 002010077777777771 hoy"), []string{"002010077777777771"}},
		{"card", post("Pague con 4152 3138 0000 0004."), nil},
		{"card that passes Luhn", post("Pague con 4111 1111 1111 1111."), []string{"4111 1111 1111 1111"}},
		{"NSS with context", answer("Su NSS 92919084431 es correcto."), []string{"92919084431"}},
		{"CIC with context", answer("El CIC 123456789 de su credencial"), []string{"123456789"}},
		{"OCR with context", answer("OCR: 1234567890123"), []string{"1234567890123"}},
		{"IDMEX", post("IDMEX1234567890<<"), []string{"IDMEX1234567890"}},
		{"phone", post("Llame al 55 1234 5678."), []string{"55 1234 5678"}},
		{"phone with a prefix out of use", comment("044 55 1234 5678"), []string{"044 55 1234 5678"}},
		{"e-mail", post("Escriba a juan.perez@gmail.com."), []string{"juan.perez@gmail.com"}},
		{"e-mail spelt out", comment("juan (arroba) gmail punto com"), []string{"juan (arroba) gmail punto com"}},
		{"address of a home", comment("Vivo en Calle Morelos 45, Col. Centro, C.P. 68000"), []string{"Calle Morelos 45, Col. Centro, C.P. 68000"}},
		{"plate", post("El auto con placas ABC-123-D huyó."), []string{"ABC-123-D"}},
		{"passport", answer("Su pasaporte G12345678 está listo."), []string{"G12345678"}},
		{"date of birth", post("Fecha de nacimiento: 12/03/1985"), []string{"12/03/1985"}},
		{"name beside other data", post("Juan Pérez López, CURP BAAA890317HDFRLL03"), []string{"Juan Pérez López", "BAAA890317HDFRLL03"}},
		{"name with the title of a private person", post("La señora María Hernández agradeció el apoyo."), []string{"María Hernández"}},
		{"a minor", post("Sofía, de 8 años, ganó el concurso."), []string{"Sofía, de 8 años"}},
		{"account of a minor", comment("sigan a mi hija @sofi_2012"), []string{"@sofi_2012"}},
		{"phone in words", comment("al cinco cinco uno dos tres cuatro cinco seis siete ocho"), []string{"cinco cinco uno dos tres cuatro cinco seis siete ocho"}},
		{"in the title", Facts{Title: "CURP BAAA890317HDFRLL03", Text: "Aviso"}, []string{"BAAA890317HDFRLL03"}},
		{"in an alternative text", Facts{Text: "Aviso", Attachments: []Attachment{{Type: Image, Alt: "Credencial con CURP BAAA890317HDFRLL03"}}}, []string{"BAAA890317HDFRLL03"}},
		{"in one variant only", Facts{Text: "Aviso", Variants: []Variant{{Account: "a", Network: "x", Text: "CURP BAAA890317HDFRLL03"}}}, []string{"BAAA890317HDFRLL03"}},
		{"two in one text", post("55 1234 5678 y 33 3615 1234"), []string{"55 1234 5678", "33 3615 1234"}},
		// passes
		{"the institution's own phone", post("Llame a INETEL, 800 433 2000."), nil},
		{"the institution's own mail", post("Escriba a prensa@ine.mx."), nil},
		{"emergency number", post("Marque 911."), nil},
		{"agreement", post("Acuerdo INE/CG234/2026 del 15/02/2026 a las 10:30."), nil},
		{"figures", post("Hay 99,084,188 personas y 172,000 casillas; costó $5,512,345,678."), nil},
		{"section, module and postal code", post("Sección 1234, módulo 290151, C.P. 14610."), nil},
		{"generic RFC", post("El RFC genérico es XAXX010101000."), nil},
		{"a mention is no e-mail", post("Siga a @INEMexico y a @ine.mx."), nil},
		{"the institution's own address", post("Visite Viaducto Tlalpan 100, Col. Arenal Tepepan, C.P. 14610."), nil},
		{"address of an office", post("El módulo está en Av. Juárez 123, Col. Centro, C.P. 44100."), nil},
		{"who is named for an office", post("La consejera Dania Paola Ravel encabezó la sesión."), nil},
		{"a person of history", post("Recordamos a don Miguel Hidalgo y Costilla."), nil},
		{"children in general", post("Niñas y niños de 3 a 17 años podrán opinar."), nil},
		{"a number in a link", post("https://ine.mx/doc/2026"), nil},
		// edge
		{"NSS without context", post("El número 92919084431 ganó."), nil},
		{"a file number of ten digits", post("Con el folio 5512345678 consulte su trámite."), nil},
		{"years", post("2018 2021 2024 2027"), nil},
		{"empty", post(""), nil},
	})
}

func TestPersonalDataSeverities(t *testing.T) {
	t.Parallel()
	c := checker(t)
	for text, want := range map[string]regulation.Severity{
		"CURP BAAA890317HDFRLL03": regulation.SeverityBlock,
		"CURP BAAA890317HDFRLL04": regulation.SeverityWarn,
		"5512345678":              regulation.SeverityWarn,
		"WhatsApp 5512345678":     regulation.SeverityBlock,
	} {
		d := c.Run(answer(text))
		if len(d.Findings) == 0 || d.Findings[0].Severity != want {
			t.Errorf("%q: %+v, want %s", text, d.Findings, want)
		}
	}
}

func TestMasked(t *testing.T) {
	t.Parallel()
	d := checker(t).Run(comment("mi curp es BAAA890317HDFRLL03"))
	if len(d.Findings) != 1 {
		t.Fatalf("%+v", d.Findings)
	}
	if got, want := d.Findings[0].Masked().Text, "••••••••••••••••03"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestCover: what stands around a finding may be another, and is covered too.
func TestCover(t *testing.T) {
	t.Parallel()
	text := "curp BAAA890317HDFRLL03 tel. 55 1234 5678"
	d := checker(t).Run(comment(text))
	if len(d.Findings) != 2 {
		t.Fatalf("%+v", d.Findings)
	}
	if got, want := d.Cover(d.Findings[0], text), "curp ••••••••••••••••03 tel. ••••••••••78"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, f := range d.Masked().Findings {
		if strings.Contains(text, f.Text) {
			t.Errorf("%q is not covered", f.Text)
		}
	}
	if d.Findings[0].Text != "BAAA890317HDFRLL03" {
		t.Error("masking changed the dictamen itself")
	}
}
