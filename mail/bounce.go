package mail

import (
	"bufio"
	"net/textproto"
	"strings"
)

// Bounce is what a report of delivery says (RFC 3464).
type Bounce struct {
	Failed    bool   // false: only late, or delivered
	Status    string // "5.1.1"
	Recipient string
	Said      string // what the other server said
	Original  string // Message-ID of what came back, without <>
}

// Reason is a sentence in Spanish for people.
func (b Bounce) Reason() string {
	why := "El correo volvió sin entregarse"
	switch {
	case strings.HasPrefix(b.Status, "5.1."):
		why += ": la dirección no existe o no recibe correo"
	case strings.HasPrefix(b.Status, "5.2.2"), strings.HasPrefix(b.Status, "4.2.2"):
		why += ": el buzón está lleno"
	case strings.HasPrefix(b.Status, "5.7."):
		why += ": el servidor de destino no lo permite"
	}
	if b.Status != "" {
		why += " (" + b.Status + ")"
	}
	if b.Said != "" {
		return why + ". El servidor dijo: " + b.Said
	}
	return why + "."
}

// readStatus reads the fields of every recipient; one failure is the bounce.
func readStatus(s string) (b Bounce) {
	r := textproto.NewReader(bufio.NewReader(strings.NewReader(s)))
	for range 50 {
		h, err := r.ReadMIMEHeader()
		action := strings.ToLower(strings.TrimSpace(h.Get("Action")))
		if action != "" && !b.Failed {
			b = Bounce{Failed: action == "failed", Status: cut(line(h.Get("Status")), 20), Recipient: afterType(h.Get("Final-Recipient")), Said: cut(afterType(h.Get("Diagnostic-Code")), maxSaid)}
		}
		if err != nil {
			return b
		}
	}
	return b
}

// afterType drops the type before the semicolon: "rfc822; ana@…", "smtp; 550 …".
func afterType(s string) string {
	if _, after, ok := strings.Cut(s, ";"); ok {
		return line(after)
	}
	return line(s)
}

func originalID(s string) string {
	h, _ := textproto.NewReader(bufio.NewReader(strings.NewReader(s))).ReadMIMEHeader() // what was read before a fault counts
	return cleanID(h.Get("Message-Id"))
}
