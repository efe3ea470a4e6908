package assets

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"testing"
)

// pairs is the table of the design: what is written on what, and the ratio that both
// the light and the dark theme must reach (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
var pairs = []struct {
	on, under string
	least     float64
}{
	{"tinta", "papel", 7}, // body text: AAA
	{"tinta", "fondo", 7},
	{"tinta-2", "papel", 4.5},
	{"tinta-2", "fondo", 4.5},
	{"accion", "papel", 4.5},
	{"accion", "fondo", 4.5},
	{"sobre-accion", "accion", 4.5},
	{"accion", "accion-suave", 4.5},
	{"tinta", "accion-suave", 7},
	{"tinta-2", "accion-suave", 4.5},
	{"borde", "papel", 3},
	{"borde", "fondo", 3},
	{"foco", "papel", 3},
	{"foco", "fondo", 3},
	{"papel", "accion", 3}, // the gap of paper that keeps the ring apart from a button
	{"cumple", "cumple-fondo", 4.5},
	{"revisar", "revisar-fondo", 4.5},
	{"corregir", "corregir-fondo", 4.5},
	{"informa", "informa-fondo", 4.5},
	{"tinta", "cumple-fondo", 7},
	{"tinta", "revisar-fondo", 7},
	{"tinta", "corregir-fondo", 7},
	{"tinta", "informa-fondo", 7},
	{"cumple", "papel", 4.5},
	{"revisar", "papel", 4.5},
	{"corregir", "papel", 4.5},
	{"informa", "papel", 4.5},
	{"corregir", "fondo", 4.5},
	{"revisar", "fondo", 4.5},
	{"tinta-2", "corregir-fondo", 4.5},
	{"marca", "papel", 3},
}

func TestTokensKeepTheirContrast(t *testing.T) {
	t.Parallel()
	light, dark := tokens(t)
	for _, pair := range pairs {
		for theme, colours := range map[string]map[string]string{"light": light, "dark": dark} {
			on, under := colours[pair.on], colours[pair.under]
			if on == "" || under == "" {
				t.Errorf("%s: --%s or --%s is not a token", theme, pair.on, pair.under)
				continue
			}
			if ratio := contrast(t, on, under); ratio < pair.least {
				t.Errorf("%s: --%s %s on --%s %s is %.2f, needs %.1f", theme, pair.on, on, pair.under, under, ratio, pair.least)
			}
		}
	}
}

// The values are those of the design document; its ratios are rounded to one place.
func TestTokensAreThoseOfTheDesign(t *testing.T) {
	t.Parallel()
	light, dark := tokens(t)
	for _, row := range []struct {
		on, under   string
		light, dark float64
	}{
		{"tinta", "papel", 17.1, 15.2},
		{"tinta", "fondo", 15.7, 16.4},
		{"tinta-2", "papel", 7.7, 8.4},
		{"accion", "papel", 10.2, 8.4},
		{"accion", "accion-suave", 8.7, 7.3},
		{"borde", "papel", 4.0, 4.9},
		{"foco", "papel", 6.4, 8.3},
		{"cumple", "cumple-fondo", 5.8, 8.7},
		{"revisar", "revisar-fondo", 6.8, 9.3},
		{"corregir", "corregir-fondo", 6.3, 8.1},
		{"informa", "informa-fondo", 7.4, 8.7},
		{"marca", "papel", 5.1, 6.2},
	} {
		if got := contrast(t, light[row.on], light[row.under]); math.Abs(got-row.light) > 0.15 {
			t.Errorf("light %s on %s: %.2f, the design says %.1f", row.on, row.under, got, row.light)
		}
		if got := contrast(t, dark[row.on], dark[row.under]); math.Abs(got-row.dark) > 0.15 {
			t.Errorf("dark %s on %s: %.2f, the design says %.1f", row.on, row.under, got, row.dark)
		}
	}
}

var declaration = regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\)`)

func tokens(t *testing.T) (light, dark map[string]string) {
	t.Helper()
	css, err := os.ReadFile("css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark = map[string]string{}, map[string]string{}
	for _, found := range declaration.FindAllStringSubmatch(string(css), -1) {
		light[found[1]], dark[found[1]] = found[2], found[3]
	}
	return light, dark
}

// contrast is the ratio of WCAG 2.2 between two colours "#RRGGBB", from 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(colour[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	part := func(shift uint) float64 {
		v := float64(n>>shift&0xff) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}
