package ui

import (
	"strings"

	"github.com/a-h/templ"
)

// Field is one control with its label. ID is also its name unless Name is given.
// The id of a control is the Field of a FieldError, so the summary can lead to it.
type Field struct {
	ID           string
	Name         string
	Label        string
	LabelHidden  bool
	Help         string
	Error        string
	Value        string
	Type         string // of the input; "text" when ""
	Optional     bool   // shows "(opcional)"; every other field is required by the server
	Autocomplete string
	InputMode    string
	Prefix       string // such as "@"
	Suffix       string // such as "días"
	Width        int    // in characters: 2, 4, 10, 20; 0 is full width
	Grow         bool   // takes more room in a filter bar
	Lang         string // language of what is written, when not that of the page
	Attrs        templ.Attributes
}

// Option is one of several to choose from.
type Option struct {
	Value    string
	Label    string
	Help     string // under the label in cards; in brackets in chips
	Selected bool
	Disabled bool
	Icon     Icon
}

// Choice is a group of options under one legend: chips, radio cards or check boxes.
type Choice struct {
	ID           string // id of the first control is ID, of the next ID-2, …
	Name         string
	Legend       string
	LegendHidden bool
	Help         string
	Error        string
	Optional     bool
	Options      []Option
	Attrs        templ.Attributes // on the group
}

// Select is a list to choose one from.
type Select struct {
	Field
	Options []Option
	Empty   string // text of the empty first option; "" for none
}

func (f Field) name() string {
	if f.Name != "" {
		return f.Name
	}
	return f.ID
}

func (f Field) inputType() string {
	if f.Type == "" {
		return "text"
	}
	return f.Type
}

func (f Field) class() string {
	class := "field"
	if f.Error != "" {
		class += " field--error"
	}
	if f.Grow {
		class += " field--grow"
	}
	return class
}

func (f Field) inputClass() string {
	switch f.Width {
	case 2:
		return "input input--2"
	case 4:
		return "input input--4"
	case 10:
		return "input input--10"
	case 20:
		return "input input--20"
	}
	return "input"
}

// attributes are those every control of the field has, whatever its element.
func (f Field) attributes(describedBy ...string) templ.Attributes {
	attrs := templ.Attributes{"id": f.ID, "name": f.name()}
	if f.Help != "" {
		describedBy = append(describedBy, f.ID+"-help")
	}
	if f.Error != "" {
		describedBy = append(describedBy, f.ID+"-error")
		attrs["aria-invalid"] = "true"
	}
	if len(describedBy) > 0 {
		attrs["aria-describedby"] = strings.Join(describedBy, " ")
	}
	for name, value := range map[string]string{"autocomplete": f.Autocomplete, "inputmode": f.InputMode, "lang": f.Lang} {
		if value != "" {
			attrs[name] = value
		}
	}
	for name, value := range f.Attrs {
		attrs[name] = value
	}
	return attrs
}

func (c Choice) field() Field {
	return Field{ID: c.ID, Label: c.Legend, Help: c.Help, Error: c.Error, Optional: c.Optional}
}

func (c Choice) optionID(i int) string {
	if i == 0 {
		return c.ID
	}
	return c.ID + "-" + itoa(i+1)
}

func (c Choice) describedBy() string {
	var ids []string
	if c.Help != "" {
		ids = append(ids, c.ID+"-help")
	}
	if c.Error != "" {
		ids = append(ids, c.ID+"-error")
	}
	return strings.Join(ids, " ")
}
