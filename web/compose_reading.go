package web

import (
	"context"

	"pregonero/check"
	clarity "pregonero/check/plain"
	"pregonero/web/lang"
)

// reading says how easy a text is to read, from a dictamen's measures, and what to do.
func reading(ctx context.Context, measures map[string]float64) string {
	index, measured := measures[check.MeasureInflesz]
	if !measured {
		if measures[check.MeasureTooShort] == 0 {
			return ""
		}
		return lang.T(ctx, "Lectura: el texto es demasiado corto para medir qué tan fácil es.")
	}
	figures := lang.T(ctx, "INFLESZ %s, Fernández Huerta %s", lang.Number(ctx, int(index)), lang.Number(ctx, int(measures[check.MeasureHuerta])))
	return bandText(ctx, clarity.BandOf(index)) + " (" + figures + ")."
}

// bandText names a band of the scale with what to do.
func bandText(ctx context.Context, b clarity.Band) string {
	switch b {
	case clarity.VeryHard:
		return lang.T(ctx, "Lectura muy difícil: parta las oraciones y cambie las palabras largas por otras de todos los días")
	case clarity.SomewhatHard:
		return lang.T(ctx, "Lectura algo difícil: acorte las oraciones o use palabras más cortas")
	case clarity.Normal:
		return lang.T(ctx, "Lectura normal: la entiende la mayoría")
	case clarity.FairlyEasy:
		return lang.T(ctx, "Lectura bastante fácil")
	}
	return lang.T(ctx, "Lectura muy fácil")
}
