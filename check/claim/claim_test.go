package claim

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// said writes a claim for a table.
func said(c Claim) string {
	switch c.Kind {
	case Date:
		return fmt.Sprintf("%d/%d/%d", c.Day, c.Month, c.Year)
	case Month:
		return fmt.Sprintf("%d/%d", c.Month, c.Year)
	case Hour:
		s := fmt.Sprintf("%d:%02d", c.Minute/60, c.Minute%60)
		if c.Either {
			s += "?"
		}
		return s
	case Phone:
		return "tel " + c.Phone
	case Percent:
		return fmt.Sprintf("%g%%", c.Value)
	case Money:
		return fmt.Sprintf("$%g", c.Value)
	case Year:
		return fmt.Sprintf("año %g", c.Value)
	}
	return fmt.Sprintf("%g", c.Value)
}

//clause:test 6.iv
func TestFind(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		// figures
		"Hay 1,500,000 personas":                             "1.5e+06",
		"Hay 1.5 millones de personas":                       "1.5e+06",
		"Hay 1 500 000 personas":                             "1.5e+06",
		"Son 3 mil 500 casillas":                             "3500",
		"Son mil 200 casillas":                               "1200",
		"Son 2 millones 300 mil":                             "2.3e+06",
		"Son tres mil quinientas casillas":                   "3500",
		"Son treinta y dos entidades":                        "32",
		"Son ciento veintiún módulos":                        "121",
		"Son un millón doscientos mil votos":                 "1.2e+06",
		"Una persona, un voto, el 1":                         "",
		"Dos módulos y cinco mesas":                          "2 5",
		"¡Mil gracias!":                                      "",
		"Abrió 12 módulos, 3 de ellos móviles":               "12 3",
		"45.3 grados":                                        "45.3",
		"300 distritos":                                      "300",
		"32 mil 2027":                                        "32000 año 2027",
		"la 1.ª y la 2ª sesión":                              "",
		"Acuerdo INE/CG123/2026 y SUP-JDC-45/2026, COVID-19": "",
		"https://ine.mx/2027/45 @ine2027 #Voto2027":          "",
		"1. Acuda\n2) Lleve\n3.- Firme\n1️⃣ Vote":            "",
		"disponible 24/7":                                    "",
		// per cent and money
		"El 45% y el 45.5 %":          "45% 45.5%",
		"cuarenta y cinco por ciento": "45%",
		"45 por ciento":               "45%",
		"$1,500.50 o 1500 pesos":      "$1500.5 $1500",
		"1.5 millones de pesos":       "$1.5e+06",
		"100 mdp":                     "$1e+08",
		"mil 200 millones de pesos":   "$1.2e+09",
		"2 mil 300 millones de pesos": "$2.3e+09",
		// dates
		"El 15 de enero":                                     "15/1/0",
		"El 15 de enero de 2027":                             "15/1/2027",
		"El 15/01/2027, el 15-01-27, 15.01.2027":             "15/1/2027 15/1/2027 15/1/2027",
		"2027-01-15":                                         "15/1/2027",
		"15-ene-2027 y 15 ene. 2027":                         "15/1/2027 15/1/2027",
		"El 1.º de mayo, el 1º de mayo y el primero de mayo": "1/5/0 1/5/0 1/5/0",
		"Del 15 de febrero al 14 de marzo de 2027":           "15/2/0 14/3/2027",
		"Los días 15, 16 y 17 de enero":                      "15/1/0 16/1/0 17/1/0",
		"Del 15 al 20 de enero de 2027":                      "15/1/2027 20/1/2027",
		"quince de enero":                                    "15/1/0",
		"en enero de 2027":                                   "1/2027",
		"en enero":                                           "",
		"Proceso Electoral 2026-2027":                        "año 2026 año 2027",
		"en 2027":                                            "año 2027",
		// hours
		"a las 9:00 horas":                "9:00",
		"9:00 h, 9:30 hrs. y 21:00":       "9:00 9:30 21:00",
		"9 a. m.":                         "9:00",
		"9 p. m. y 9 pm":                  "21:00 21:00",
		"9:30 de la noche":                "21:30",
		"a las 9 h":                       "9:00",
		"a las nueve de la mañana":        "9:00",
		"a las 9":                         "9:00?",
		"a las 9, en la sede":             "9:00?",
		"de 9 a 15 horas":                 "9:00 15:00",
		"de 9:00 a 15:00 h":               "9:00 15:00",
		"a las 32 entidades":              "32",
		"a las 12 consejeras":             "12",
		"en 24 horas":                     "24",
		"al mediodía":                     "12:00",
		"12 am":                           "0:00",
		"a las cinco y media de la tarde": "17:30",
		// phones
		"Llame al 800 433 2000":            "tel 8004332000",
		"(55) 5728-2700, +52 55 5728 2700": "tel 5557282700 tel 5557282700",
		"5557282700":                       "tel 5557282700",
		"01 800 433 2000":                  "tel 8004332000",
	} {
		var got []string
		for _, c := range Find(text) {
			got = append(got, said(c))
			if c.Text(text) == "" || strings.TrimSpace(c.Text(text)) != c.Text(text) {
				t.Errorf("%q: the place of %s is %q", text, said(c), c.Text(text))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q states %q, want %q", text, s, want)
		}
	}
}

//clause:test 6.iv
func TestHas(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, source string
		lacks        []string
	}{
		{"El 15 de enero", "el 15/01/2027", nil},
		{"El 15 de enero de 2026", "el 15/01/2027", []string{"15 de enero de 2026"}},
		{"El 16 de enero", "el 15/01/2027", []string{"16 de enero"}},
		{"1.5 millones", "1,500,000 personas", nil},
		{"1.5 millones", "1,532,418 personas", nil},
		{"1.5 millones", "1,700,000 personas", []string{"1.5 millones"}},
		{"más de 90 millones", "98,000,000", nil},
		{"98.5 millones", "98,523,410", nil},
		{"98,523,411", "98,523,410", []string{"98,523,411"}},
		{"45%", "45.3 por ciento", nil},
		{"45.8%", "45.3 %", []string{"45.8%"}},
		{"45%", "hay 45 módulos", []string{"45%"}},
		{"a las 9 h", "9:00 horas", nil},
		{"a las 9", "a las 21:00", nil},
		{"10:00", "9:00 horas", []string{"10:00"}},
		{"$1,500", "1500 pesos", nil},
		{"$1,500", "por 1,500.00", nil},
		{"$1,800", "1500 pesos", []string{"$1,800"}},
		{"treinta y dos entidades", "las 32 entidades", nil},
		{"2027", "el 15 de enero de 2027", nil},
		{"en 2028", "el 15 de enero de 2027", []string{"2028"}},
		{"enero de 2027", "el 15/01/2027", nil},
		{"800 433 2000", "tel. 8004332000", nil},
		{"800 433 2001", "tel. 8004332000", []string{"800 433 2001"}},
		{"123", "INE/CG123/2026 y 123", nil},
	} {
		set := Of(tt.source)
		var got []string
		for _, c := range Find(tt.text) {
			if !set.Has(c) {
				got = append(got, c.Text(tt.text))
			}
		}
		if !slices.Equal(got, tt.lacks) {
			t.Errorf("%q lacks in %q: %q, want %q", tt.text, tt.source, got, tt.lacks)
		}
	}
}

func TestLinear(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{"1", "1 ", "1,", "1.", "mil ", "1 de ", "y ", "1 y ", "(1", "$", "1/", "/1", "a1", "@", "#1", "http://", "las 9 ", "treinta y ", "1:", "15 al "} {
		text := strings.Repeat(piece, 1<<16/len(piece))
		start := time.Now()
		Find(text)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q takes %v", piece, took)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Del 15 de febrero al 14 de marzo, 1.5 millones, 45%, $3 mil 500, a las 9 y media, (55) 5728 2700")
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range Find(text) {
			if c.At < 0 || c.Size <= 0 || c.At+c.Size > len(text) {
				t.Fatalf("the place of %+v is outside %q", c, text)
			}
		}
		Of(text)
	})
}

func BenchmarkFind280(b *testing.B) {
	text := "El Consejo General aprobó el calendario: del 15 de febrero al 14 de marzo de 2027 podrá consultar la lista en 1,250 módulos de 9:00 a 15:00 horas. Si cambió de domicilio, acuda al más cercano. Llame al 800 433 2000. Participará 65.5 % de 98 millones de personas."
	for b.Loop() {
		Find(text)
	}
}

// BenchmarkOf200K reads a long source.
func BenchmarkOf200K(b *testing.B) {
	text := strings.Repeat("El Consejo General aprobó el calendario: del 15 de febrero al 14 de marzo de 2027 podrá consultar la lista en 1,250 módulos de 9:00 a 15:00 horas. ", 1350)
	for b.Loop() {
		Of(text)
	}
}
