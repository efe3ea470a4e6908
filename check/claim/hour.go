package claim

import "strconv"

// hour reads an hour of the day: 9:00, 9:30 h, 9 a. m., a las nueve, de 9 a 15 horas.
func (r *reader) hour(i int) ([]Claim, int) {
	t := r.get(i)
	switch {
	case t.is("mediodia"):
		return []Claim{{Kind: Hour, At: i, Size: i + 1, Minute: 12 * 60}}, i + 1
	case t.is("medianoche"):
		return []Claim{{Kind: Hour, At: i, Size: i + 1, Minute: 0}}, i + 1
	case t.kind == figure && r.get(i+1).is(":") && !r.get(i+1).spaced:
		return r.clock(i)
	case t.kind == figure:
		if c, next := r.hours(i); next > i {
			return c, next
		}
	}
	if r.get(i - 1).is("las") {
		return r.atThe(i)
	}
	return nil, i
}

// clock reads 9:00 and what says the part of the day.
func (r *reader) clock(i int) ([]Claim, int) {
	minutes := r.get(i + 2)
	h, ok := hourOf(r.get(i).text)
	if !ok || minutes.kind != figure || minutes.spaced || len(minutes.text) != 2 || minutes.text > "59" || !allDigits(minutes.text) {
		return nil, i
	}
	m, _ := strconv.Atoi(minutes.text)
	h, _, next := r.part(h, i+3)
	return []Claim{{Kind: Hour, At: i, Size: next, Minute: (h*60 + m) % (24 * 60)}}, next
}

func hourOf(s string) (int, bool) {
	if len(s) > 2 || !allDigits(s) {
		return 0, false
	}
	h, err := strconv.Atoi(s)
	return h, err == nil && h <= 24
}

// part reads what says the part of the day: h, horas, a. m., pm, de la tarde.
func (r *reader) part(h, i int) (hour int, said bool, next int) {
	t := r.get(i)
	half, end := "", i
	switch {
	case t.is("h", "hs", "hr", "hrs", "horas"):
		end = i + 1
		if r.get(end).is(".") && !r.get(end).spaced && t.is("h", "hrs", "hr", "hs") && r.get(end+1).kind == word && !r.get(end+1).starts {
			end = i + 1
		}
		return h, true, end
	case t.is("am", "pm"):
		half, end = t.text, i+1
	case t.is("a", "p") && r.get(i+1).is(".") && r.get(i+2).is("m"):
		half, end = t.text+"m", i+3
		if r.get(end).is(".") {
			end++
		}
	case t.is("a", "p") && r.get(i+1).is("m"):
		half, end = t.text+"m", i+2
	case t.is("de") && r.get(i+1).is("la") && r.get(i+2).is("manana", "madrugada"):
		half, end = "am", i+3
	case t.is("de") && r.get(i+1).is("la") && r.get(i+2).is("tarde", "noche"):
		half, end = "pm", i+3
	case t.is("del") && r.get(i+1).is("dia"):
		half, end = "pm", i+2
	default:
		return h, false, i
	}
	switch {
	case half == "pm" && h < 12:
		h += 12
	case half == "am" && h == 12:
		h = 0
	}
	return h, true, end
}

// hours reads "9 a. m.", "9 h", and "9 a 15 horas". "24 horas" is a length of time.
func (r *reader) hours(i int) ([]Claim, int) {
	h, ok := hourOf(r.get(i).text)
	if !ok {
		return nil, i
	}
	if second, ok := hourOf(r.get(i + 2).text); ok && r.get(i+1).is("a", "-", "–") && r.get(i+2).kind == figure && !r.get(i+3).is(":") {
		if late, said, next := r.part(second, i+3); said && (r.get(i-1).is("de", "entre") || !r.get(i+3).is("horas")) {
			return []Claim{{Kind: Hour, At: i, Size: i + 1, Minute: h % 24 * 60, Either: late != second}, {Kind: Hour, At: i + 2, Size: next, Minute: late % 24 * 60}}, next
		}
	}
	hour, said, next := r.part(h, i+1)
	unit := r.get(i + 1)
	if !said || unit.is("horas", "h", "hs", "hr", "hrs") && !r.get(i-1).is("las", "a") || unit.is("de", "del") && !r.get(i-1).is("las") {
		return nil, i
	}
	return []Claim{{Kind: Hour, At: i, Size: next, Minute: hour % 24 * 60}}, next
}

// atThe reads what follows "las": 9, nueve, nueve y media. "las 32 entidades" is no hour.
func (r *reader) atThe(i int) ([]Claim, int) {
	h, next := 0, i
	if t := r.get(i); t.kind == figure {
		hour, ok := hourOf(t.text)
		if !ok {
			return nil, i
		}
		h, next = hour, i+1
	} else if v, _, end := r.inWords(i); end > i && v <= 24 {
		h, next = int(v), end
	}
	if next == i || h == 0 {
		return nil, i
	}
	minute := 0
	switch {
	case r.get(next).is("y") && r.get(next+1).is("media"):
		minute, next = 30, next+2
	case r.get(next).is("y") && r.get(next+1).is("cuarto"):
		minute, next = 15, next+2
	}
	hour, said, end := r.part(h, next)
	if !said && !r.endsHour(next) {
		return nil, i
	}
	return []Claim{{Kind: Hour, At: i, Size: end, Minute: (hour%24)*60 + minute, Either: !said && h <= 12}}, end
}

// endsHour tells whether what follows an hour leaves it one.
func (r *reader) endsHour(i int) bool {
	t := r.get(i)
	return t.kind != word && t.kind != figure || t.starts || t.is("en", "a", "y", "del", "hora", "tiempo", "hasta", "se", "con", "para")
}
