package ui

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"pregonero/web/lang"
)

// Week is seven days of publications: a grid on a wide window, an agenda on a phone.
type Week struct {
	ID        string // "week" when ""; the answer to a move replaces it
	Label     string // "Semana del 23 al 29 de noviembre de 2026"
	Days      []Day
	FirstHour int    // of the grid; earlier posts show in its first row
	LastHour  int    // of the grid; later posts show in its last row
	MoveURL   string // where a drop is posted: id, version, date, time; "" forbids dragging
}

// Day is one column of a Week.
type Day struct {
	Date     string // "2026-11-25"
	Label    string // "mié 25"
	Full     string // "miércoles 25 de noviembre"
	Today    bool
	Past     bool       // takes no drops
	NewHref  string     // a new publication with this date filled in; "" hides it
	Bands    []Band     // holidays, veda: what holds all day
	Attended []HourSpan // attendance hours, shaded
	Posts    []Post
}

// Band is a rule that holds all day.
type Band struct {
	Text  string // "Veda electoral"
	Href  string // of its rule; may be ""
	State State
}

// HourSpan is from the start of one hour to the start of another.
type HourSpan struct{ From, To int }

// Post is a publication on the calendar.
type Post struct {
	ID       string
	Version  string
	Time     string // "10:00"
	Hour     int
	Title    string // first words of the text
	Href     string
	Accounts string // "X, Facebook"
	Tag      Tag
	MoveHref string // page where it is moved without dragging; "" for what cannot move
}

func (w Week) id() string {
	if w.ID == "" {
		return "week"
	}
	return w.ID
}

// hours are the rows of the grid.
func (w Week) hours() []int {
	var hours []int
	for h := w.FirstHour; h <= w.LastHour; h++ {
		hours = append(hours, h)
	}
	return hours
}

// at are the posts of a row, in the order given.
func (w Week) at(d Day, hour int) []Post {
	var posts []Post
	for _, p := range d.Posts {
		if min(max(p.Hour, w.FirstHour), w.LastHour) == hour {
			posts = append(posts, p)
		}
	}
	return posts
}

func (w Week) row(hour int) string { return fmt.Sprintf("r%d", hour-w.FirstHour+1) }

func (d Day) attended(hour int) bool {
	for _, span := range d.Attended {
		if hour >= span.From && hour < span.To {
			return true
		}
	}
	return false
}

func (d Day) class(i int) string {
	class := fmt.Sprintf("c%d", i+1)
	if d.Today {
		class += " is-today"
	}
	if d.Past {
		class += " is-past"
	}
	return class
}

func (w Week) slotAttributes(d Day, hour int) templ.Attributes {
	if w.MoveURL == "" || d.Past {
		return nil
	}
	return templ.Attributes{"data-slot-date": d.Date, "data-slot-hour": fmt.Sprintf("%02d", hour)}
}

func (w Week) postAttributes(p Post) templ.Attributes {
	if w.MoveURL == "" || p.MoveHref == "" {
		return nil
	}
	return templ.Attributes{"draggable": "true", "data-move": w.MoveURL, "data-id": p.ID, "data-version": p.Version, "data-time": p.Time}
}

func (d Day) counted(ctx context.Context) string {
	return lang.N(ctx, len(d.Posts), "%d publicación", "%d publicaciones")
}

// MonthDay is one square of a Month.
type MonthDay struct {
	Number  int // 0 for a square outside the month
	Href    string
	Full    string // "miércoles 25 de noviembre"
	Count   int
	Today   bool
	Band    string // "Veda"; "" for none
	Problem bool   // something on this day needs somebody
}

// Month counts publications per day, in weeks that start on Monday.
type Month struct {
	Label    string
	Weekdays []string // seven, from Monday: "lun", …
	Weeks    [][]MonthDay
}
