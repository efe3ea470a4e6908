package regulation

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Sentence says the weekly hours in Spanish:
// "Lunes a viernes de 9:00 a 18:00 (hora del Centro)".
func (h Hours) Sentence() string {
	var parts []string
	for _, run := range h.runs() {
		parts = append(parts, run.days()+" "+blocksSentence(run.blocks))
	}
	if len(parts) == 0 {
		return "Sin horario de atención"
	}
	return fmt.Sprintf("%s (%s)", capital(strings.Join(parts, "; ")), ZoneName(h.Location()))
}

// dayRun is a stretch of days, from Monday on, that share their blocks.
type dayRun struct {
	first, last int // 0 is Monday
	blocks      []Block
}

func (h Hours) runs() []dayRun {
	var runs []dayRun
	for i := range 7 {
		blocks := h.Weekly[time.Weekday((i+1)%7)]
		if len(blocks) == 0 {
			continue
		}
		if n := len(runs) - 1; n >= 0 && runs[n].last == i-1 && slices.Equal(runs[n].blocks, blocks) {
			runs[n].last = i
			continue
		}
		runs = append(runs, dayRun{i, i, blocks})
	}
	return runs
}

func (r dayRun) days() string {
	name := func(i int) string { return DayName(time.Weekday((i + 1) % 7)) }
	switch r.last - r.first {
	case 0:
		return name(r.first)
	case 1:
		return name(r.first) + " y " + name(r.last)
	case 6:
		return "todos los días"
	}
	return name(r.first) + " a " + name(r.last)
}

func blocksSentence(blocks []Block) string {
	if len(blocks) == 1 && blocks[0] == (Block{0, 24 * 60}) {
		return "las 24 horas"
	}
	var parts []string
	for _, b := range blocks {
		parts = append(parts, fmt.Sprintf("de %s a %s", clock(b.From), clock(b.To)))
	}
	return join(parts)
}

func clock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }
