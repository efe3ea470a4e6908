package life

import (
	"slices"
	"strings"

	"pregonero/institution"
	"pregonero/ledger"
)

// What the regulation gives to whom, told here again and apart from the program's own table:
// one that is changed by mistake is found.
type may func(e ledger.Entry, g institution.Grant) bool

func administers(e ledger.Entry, g institution.Grant) bool {
	return e.Account != "" && g.AccountID == e.Account && (g.Role == institution.Lead || g.Role == institution.Alternate) || heads(e, g)
}

func heads(e ledger.Entry, g institution.Grant) bool {
	return g.Role == institution.Head && g.AreaID == e.Area
}

func ofArea(e ledger.Entry, g institution.Grant) bool {
	return (g.Role == institution.Head || g.Role == institution.Endorser) && g.AreaID == e.Area
}

func office(roles ...institution.Role) may {
	return func(_ ledger.Entry, g institution.Grant) bool { return slices.Contains(roles, g.Role) }
}

func either(all ...may) may {
	return func(e ledger.Entry, g institution.Grant) bool {
		return slices.ContainsFunc(all, func(m may) bool { return m(e, g) })
	}
}

func anyRole(ledger.Entry, institution.Grant) bool { return true }

// handsOver: who changes the administrators makes the letter that informs of it.
func handsOver(e ledger.Entry, g institution.Grant) bool {
	about, _ := e.Details["about"].(string)
	return g.Role == institution.Press && strings.HasSuffix(about, "/substitution")
}

var (
	press    = office(institution.Press)
	registry = either(press, heads)
	disabler = office(institution.Operator)
)

// rights goes by the longest beginning of the act's name.
var rights = map[string]may{
	"post.": administers, "post.endorse": ofArea, "post.return": either(administers, ofArea),
	"publishing.": either(administers, office(institution.Press, institution.IT)),
	"credential.": administers,
	"account.":    registry, "account.register": press, "account.administrator_missing": disabler,
	"person.": disabler, "grant.": either(registry, disabler),
	"proposal.": ofArea, "proposal.judge": press, "proposal.kit": press,
	"opening.": administers, "verification.": administers, "opening.mailbox_give": office(institution.IT), "opening.rename_judge": press,
	"letter.sign": heads, "letter.cancel": either(ofArea, administers, handsOver), "letter.issue": either(ofArea, administers, handsOver),
	"incident.": either(administers, office(institution.Press, institution.IT)), "incident.report": anyRole,
	"request.": anyRole,
	"closing.": heads,
}

// systems are the acts that the program does by itself; it never decides for anybody.
var systems = []string{"deadline.", "publication.", "credential.rotation_forced", "credential.revoke", "credential.probe", "credential.expired",
	"credential.problem", "credential.settings", "credential.rotation_", "proposal.late", "proposal.present", "opening.committee", "opening.press", "post.close", "post.unanswered", "publishing.stop", "account.settings", "account.administrators_told", "closing.", "credential.destroy"}

// judge asks whether who did it held the right at that moment.
func (l *life) judge(e ledger.Entry, held []institution.Grant, what string) {
	if e.Outcome == ledger.Refused {
		return
	}
	if strings.HasPrefix(e.Actor, "sistema:") {
		if !slices.ContainsFunc(systems, func(s string) bool { return strings.HasPrefix(e.Act, s) }) {
			l.breaks("%s: the program did %s by itself", what, e.Act)
		}
		return
	}
	longest := ""
	for name := range rights {
		if strings.HasPrefix(e.Act, name) && len(name) > len(longest) {
			longest = name
		}
	}
	right, ok := rights[longest]
	if strings.HasPrefix(e.Subject, "incident:") && strings.HasPrefix(e.Act, "publishing.stop") {
		right = anyRole
	}
	if !ok {
		l.breaks("%s: nobody knows who may do %s", what, e.Act)
	} else if !holds(held, e.Actor, func(g institution.Grant) bool { return right(e, g) }) {
		l.breaks("%s: %s (%s) did %s on %s of %s without the right", what, e.ActorName, e.ActorRole, e.Act, e.Subject, e.Area)
	}
	if e.Act == "proposal.judge" && e.Details["decision"] == "approve" {
		l.verdicts[e.Subject] = true
	}
}
