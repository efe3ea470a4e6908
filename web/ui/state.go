package ui

// State is what a colour may mean. It is never shown by colour alone: each has an
// icon, and the text beside it says the word.
type State string

const (
	None State = ""     // nothing to do: plain ink
	OK   State = "ok"   // cumple, vigente, en plazo
	Warn State = "warn" // revisar, por vencer, en pausa
	Fix  State = "fix"  // corregir, vencido, falló
	Info State = "info" // informa, programada
)

func (s State) orInfo() State {
	if s == None {
		return Info
	}
	return s
}

func (s State) class() string {
	if s == None {
		return "state-none"
	}
	return "state-" + string(s)
}

func (s State) icon() Icon {
	switch s {
	case OK:
		return IconOK
	case Warn:
		return IconAlert
	case Fix:
		return IconFix
	case Info:
		return IconInfo
	}
	return ""
}
