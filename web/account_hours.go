package web

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"pregonero/internal/fault"
	"pregonero/regulation"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// weekOrder is the week as people read it.
var weekOrder = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// dayField is the name of a weekday's field.
func dayField(d time.Weekday) string { return "dia-" + strconv.Itoa(int(d)) }

// accountHours sets when the account attends.
//
//clause:code 5.1.p5
func (s *Site) accountHours(w http.ResponseWriter, r *http.Request, v visit) error {
	id, form := r.PathValue("id"), map[string]string{}
	for _, name := range hoursFields() {
		form[name] = typedText(r, name)
	}
	hours, err := readHours(form)
	if err == nil {
		_, err = s.Office.SetHours(r.Context(), v.actor, id, hours)
	}
	if f, ok := again(err); ok {
		return s.showFile(w, r, v, statuses[f.Kind], fileView{tab: tabHours, typed: "hours", form: form, errors: fieldErrors(r.Context(), f)})
	}
	if err != nil {
		return err
	}
	return s.done(w, r, "/cuentas/"+id+"/horario", lang.T(r.Context(), "El horario quedó guardado. El público ya lo ve."))
}

func hoursFields() []string {
	names := []string{"zone", "holidays", "exceptions"}
	for _, d := range weekOrder {
		names = append(names, dayField(d))
	}
	return names
}

// hoursForm writes hours as their form shows them.
func hoursForm(h regulation.Hours) map[string]string {
	form := map[string]string{"zone": h.Zone}
	if h.HolidaysClosed {
		form["holidays"] = "si"
	}
	for _, d := range weekOrder {
		form[dayField(d)] = blocksText(h.Weekly[d])
	}
	var lines []string
	for _, x := range h.Exceptions {
		times := blocksText(x.Blocks)
		if times == "" {
			times = "cerrado"
		}
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%02d/%02d/%d %s %s", x.Date.Day, x.Date.Month, x.Date.Year, times, x.Reason)))
	}
	form["exceptions"] = strings.Join(lines, "\n")
	return form
}

func blocksText(blocks []regulation.Block) string {
	var out []string
	for _, b := range blocks {
		out = append(out, b.String())
	}
	return strings.Join(out, ", ")
}

// readHours reads what was typed; the fault names the field.
func readHours(form map[string]string) (regulation.Hours, error) {
	h := regulation.Hours{Zone: form["zone"], HolidaysClosed: form["holidays"] != "", Weekly: regulation.Week{}}
	for _, d := range weekOrder {
		blocks, rest := readBlocks(form[dayField(d)])
		if rest != "" {
			return h, fault.New(fault.Invalid, "En %s no se entiende «%s».", regulation.DayName(d), shorten(rest, 40)).
				Then("Escriba, por ejemplo: 09:00-14:00, 16:00-18:00.").On(dayField(d))
		}
		if len(blocks) > 0 {
			h.Weekly[d] = blocks
		}
	}
	for line := range strings.SplitSeq(form["exceptions"], "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		x, ok := readException(line)
		if !ok {
			return h, fault.New(fault.Invalid, "No se entiende la excepción «%s».", shorten(line, 60)).
				Then("Escriba la fecha, el horario o la palabra cerrado, y el motivo: 24/12/2026 cerrado Nochebuena.").On("exceptions")
		}
		h.Exceptions = append(h.Exceptions, x)
	}
	return h, nil
}

// block is "09:00-14:00", "9 a 14" or the like, at the start of what is left.
var block = regexp.MustCompile(`^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|a)\s*(\d{1,2})(?::(\d{2}))?(?:$|[\s,;]+(?:y\s+)?)`)

// readBlocks reads stretches of the day from the start of a text and gives what is left.
func readBlocks(text string) (out []regulation.Block, rest string) {
	rest = strings.TrimSpace(text)
	for {
		m := block.FindStringSubmatch(rest)
		if m == nil {
			return out, rest
		}
		from, to := minutes(m[1], m[2]), minutes(m[3], m[4])
		if from >= to || to > 24*60 {
			return out, rest
		}
		out, rest = append(out, regulation.Block{From: from, To: to}), strings.TrimSpace(rest[len(m[0]):])
	}
}

func minutes(hour, minute string) int {
	h, _ := strconv.Atoi(hour) // digits, by the pattern
	m, _ := strconv.Atoi(minute)
	if m > 59 {
		return 25 * 60 // no time of a day
	}
	return h*60 + m
}

// readException reads "24/12/2026 cerrado Nochebuena" or "31/12/2026 09:00-14:00 Fin de año".
func readException(line string) (x regulation.Exception, ok bool) {
	first, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	day, err := time.Parse("2/1/2006", first)
	if err != nil {
		if day, err = time.Parse(time.DateOnly, first); err != nil {
			return x, false
		}
	}
	x.Date = regulation.DateOf(day)
	blocks, reason := readBlocks(rest)
	if len(blocks) == 0 {
		word, after, _ := strings.Cut(reason, " ")
		if !strings.EqualFold(strings.Trim(word, ":,;."), "cerrado") {
			return x, false
		}
		reason = after
	}
	x.Blocks, x.Reason = blocks, strings.TrimLeft(strings.TrimSpace(reason), ":,;. ")
	return x, len(x.Reason) <= 200
}

// zoneOptions are the zones of the institution's areas, by name.
func (s *Site) zoneOptions(ctx context.Context, chosen string) []ui.Option {
	seen := map[string]bool{chosen: true, s.Pack.Institution.Zone: true}
	for _, a := range s.Pack.Areas {
		seen[a.Zone] = true
	}
	var out []ui.Option
	for name := range seen {
		if name == "" {
			continue
		}
		out = append(out, ui.Option{Value: name, Label: firstUpper(lang.Zone(ctx, s.zone(name))) + " (" + name + ")"})
	}
	slices.SortFunc(out, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	return out
}

// zoneChosen marks the zone that was typed, or that is.
func (f fileView) zoneChosen() []ui.Option {
	out := slices.Clone(f.zones)
	for i := range out {
		out[i].Selected = out[i].Value == f.hoursTyped("zone")
	}
	return out
}
