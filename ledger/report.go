package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// NoPosition is the Position of a problem that belongs to no single entry.
const NoPosition = int64(-1)

// Problem is one thing that is not as it was signed.
type Problem struct {
	Position int64  // the entry at fault, from zero, or NoPosition
	File     string // the file of the export at fault; may be empty
	Sentence string // in Spanish, for people
}

// Report is what [Verify] found.
type Report struct {
	Origin      string    // the log's name
	Account     string    // the account of a filtered export; empty for the whole log
	Size        int64     // entries in the log, by the checkpoint
	Entries     int64     // entries in the export
	Erased      int64     // of them, erased by order of law
	Checkpoints int64     // kept checkpoints that hold, the latest included
	First, Last time.Time // times of the earliest and latest act in the export; zero without entries
	Root        string    // of the tree, in base64, as signed
	MadeAt      time.Time // when the export says that it was made
	Trusted     bool      // the key was handed in, not taken from the export
	Problems    []Problem // by position; empty when all holds
	Stopped     bool      // there were so many problems that reading stopped
}

// OK tells whether everything in the export is as it was signed.
func (r Report) OK() bool { return len(r.Problems) == 0 }

// Verdict is the first sentence to show, in Spanish.
func (r Report) Verdict() string {
	switch {
	case !r.OK() && r.Stopped:
		return fmt.Sprintf("La bitácora NO está íntegra: se encontraron más de %d problemas y se dejó de leer.", maxProblems)
	case len(r.Problems) == 1:
		return "La bitácora NO está íntegra: se encontró un problema."
	case !r.OK():
		return fmt.Sprintf("La bitácora NO está íntegra: se encontraron %d problemas.", len(r.Problems))
	case r.Account != "":
		return fmt.Sprintf("Las entradas de %s están íntegras y constan en la bitácora.", r.Account)
	}
	return "La bitácora está íntegra: ninguna entrada se cambió, se quitó, se agregó ni se movió."
}

// Sentences is the whole report in Spanish: the verdict, what was found, and what to do next.
func (r Report) Sentences() []string {
	out := []string{r.Verdict()}
	for _, p := range r.Problems {
		out = append(out, p.Sentence)
	}
	out = append(out, r.counts()...)
	if r.Account != "" {
		out = append(out, "Es una exportación parcial: que no falte ninguna entrada de la cuenta lo afirma la firma del manifiesto. Para comprobarlo por sí mismo pida la exportación completa.")
	}
	if !r.Trusted {
		out = append(out, "La clave viene del mismo archivo: compárela con la publicada.")
	}
	return out
}

func (r Report) counts() []string {
	out := []string{fmt.Sprintf("Bitácora %s: %s en la exportación, %s; la bitácora tiene %s.",
		r.Origin, count(r.Entries, "entrada", "entradas"), count(r.Erased, "borrada por orden de ley", "borradas por orden de ley"), thousands(r.Size))}
	if !r.First.IsZero() {
		out = append(out, fmt.Sprintf("Primer acto: %s. Último acto: %s.", spanishTime(r.First), spanishTime(r.Last)))
	}
	if r.Root != "" {
		out = append(out, fmt.Sprintf("Raíz firmada: %s. Puntos de control comprobados: %s.", r.Root, thousands(r.Checkpoints)))
	}
	return out
}

func (r *Report) problem(position int64, file, format string, args ...any) {
	if len(r.Problems) >= maxProblems {
		r.Stopped = true
		return
	}
	r.Problems = append(r.Problems, Problem{Position: position, File: file, Sentence: fmt.Sprintf(format, args...)})
}

// sort puts the problems of entries first, by position, and those of files after them.
func (r *Report) sort() {
	slices.SortStableFunc(r.Problems, func(a, b Problem) int {
		return compareUnsigned(a.Position, b.Position) // NoPosition, as unsigned, is the largest
	})
}

func compareUnsigned(a, b int64) int {
	switch {
	case uint64(a) < uint64(b):
		return -1
	case uint64(a) > uint64(b):
		return 1
	}
	return 0
}

func count(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func thousands(n int64) string {
	text := fmt.Sprint(n)
	var b strings.Builder
	for i, digit := range text {
		if i > 0 && digit != '-' && (len(text)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}

func spanishTime(t time.Time) string { return t.UTC().Format("02/01/2006 15:04:05") + " UTC" }
