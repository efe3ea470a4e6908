package check

import (
	"fmt"

	"pregonero/regulation"
)

// spamRate points at too much: publications of one account in an hour or a day, messages
// to one person in a day, and the same words sent to many people. Params are the most
// that pass, 0 for no limit: 'account_hour', 'account_day', 'recipient_day', 'copies' of
// an answer and 'direct_copies' of a private message.
//
//clause:code 6.xxix
var spamRate = definition{
	name: regulation.CheckSpamRate, version: 1, kinds: []Kind{Post, Answer},
	build: func(s setup) (judge, error) {
		m := mostSent{int(s.rule.Number("account_hour", 0)), int(s.rule.Number("account_day", 0)), int(s.rule.Number("recipient_day", 0)),
			int(s.rule.Number("copies", 0)), int(s.rule.Number("direct_copies", 0))}
		return m.judge, nil
	},
}

type mostSent struct{ accountHour, accountDay, recipientDay, copies, directCopies int }

func (m mostSent) judge(c *content) (found []Finding) {
	for _, r := range c.Rates {
		switch {
		case over(r.Hour, m.accountHour):
			found = append(found, Finding{Variant: r.Account, Message: fmt.Sprintf("Con esta serían %d publicaciones de la cuenta en una hora; el límite es %d: elija otra hora.", r.Hour+1, m.accountHour)})
		case over(r.Day, m.accountDay):
			found = append(found, Finding{Variant: r.Account, Message: fmt.Sprintf("Con esta serían %d publicaciones de la cuenta en un día; el límite es %d: elija otro día.", r.Day+1, m.accountDay)})
		}
	}
	to := c.Recipient
	if !to.Known {
		return found
	}
	if over(to.Day, m.recipientDay) {
		found = append(found, Finding{Message: fmt.Sprintf("Con este serían %d mensajes a la misma persona en un día; el límite es %d.", to.Day+1, m.recipientDay)})
	}
	copies := m.copies
	if to.Direct {
		copies = m.directCopies
	}
	if over(to.Copies, copies) {
		found = append(found, Finding{Message: fmt.Sprintf("Casi las mismas palabras se enviaron hoy a %d personas; el límite es %d: dé a esta su propia respuesta.", to.Copies, copies)})
	}
	return found
}

// over tells whether one more would pass the most; a most of 0 is no limit.
func over(sent, most int) bool { return most > 0 && sent+1 > most }
