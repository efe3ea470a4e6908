package institution

import "pregonero/regulation"

// Act is one thing that can be done; the ledger uses the same names.
type Act string

const (
	PostDraft    Act = "post.draft" // create, edit, submit, move, discard
	PostRead     Act = "post.read"
	PostEndorse  Act = "post.endorse"
	PostApprove  Act = "post.approve"
	PostReturn   Act = "post.return"
	PostWithdraw Act = "post.withdraw" // take back or correct what is public
	PostResolve  Act = "post.resolve"  // say what became of an unknown publication

	PublishingStop    Act = "publishing.stop"     // one account
	PublishingStopAll Act = "publishing.stop_all" // the whole institution

	InboxRead   Act = "inbox.read"
	InboxAnswer Act = "inbox.answer" // claim, answer, close, assign

	CredentialUse Act = "credential.use" // connect, probe, replace

	AccountRegister Act = "account.register"
	AccountChange   Act = "account.change" // administrators, hours, state
	AccountRead     Act = "account.read"   // its file; never its contents

	PersonManage Act = "person.manage" // create, disable, recover
	GrantManage  Act = "grant.manage"
	AreaManage   Act = "area.manage"
	PeopleRead   Act = "people.read"

	LedgerRead     Act = "ledger.read" // one account's, or one's own acts
	LedgerAll      Act = "ledger.all"
	LedgerErase    Act = "ledger.erase" // by order of law
	SystemRead     Act = "system.read"
	ComplianceRead Act = "compliance.read"
	TokenOwn       Act = "token.own" // API tokens of one's own
)

// scope says over what a role must be held for a right.
type scope int

const (
	anywhere  scope = iota // the office is enough
	onAccount              // every account touched, by its administrators
	onArea                 // the area that answers for it
	onSource               // the area that generated the information
)

type right struct {
	role Role
	over scope
}

// rule is a row of the table: who may, and which rule of the regulation says so.
type rule struct {
	rights []right
	cites  regulation.Rule
}

var administrators = []right{{Lead, onAccount}, {Alternate, onAccount}, {Head, onArea}}

// table is the only list of who may do what. An act that is not in it is refused to all.
var table = map[Act]rule{
	PostDraft:    {administrators, regulation.RuleAccess},
	PostApprove:  {administrators, regulation.RuleAccess},
	PostWithdraw: {administrators, regulation.RuleAccess},
	PostResolve:  {administrators, regulation.RuleAccess},
	PostEndorse:  {[]right{{Head, onSource}, {Endorser, onSource}}, regulation.RuleEndorsement},
	PostReturn:   {with(administrators, right{Head, onSource}, right{Endorser, onSource}), regulation.RuleEndorsement},
	PostRead:     {with(administrators, right{Head, onSource}, right{Endorser, onSource}, right{Auditor, anywhere}), regulation.RuleAccess},

	PublishingStop:    {with(administrators, right{Press, anywhere}, right{IT, anywhere}), regulation.RuleStopSwitch},
	PublishingStopAll: {[]right{{Press, anywhere}, {IT, anywhere}}, regulation.RuleStopSwitch},

	InboxRead:     {administrators, regulation.RuleAccess},
	InboxAnswer:   {administrators, regulation.RuleAccess},
	CredentialUse: {administrators, regulation.RuleAccess},

	AccountRegister: {[]right{{Press, anywhere}}, regulation.RuleRegistered},
	AccountChange:   {[]right{{Press, anywhere}, {Head, onArea}}, regulation.RuleTwoAdministrators},
	AccountRead: {with(administrators, right{Endorser, onArea}, right{Press, anywhere}, right{IT, anywhere},
		right{President, anywhere}, right{Secretary, anywhere}, right{Auditor, anywhere}), regulation.RuleRegistered},

	PersonManage: {[]right{{Operator, anywhere}}, regulation.RuleAccess},
	GrantManage:  {[]right{{Press, anywhere}, {Head, onArea}}, regulation.RuleTwoAdministrators},
	AreaManage:   {[]right{{Operator, anywhere}, {Press, anywhere}}, regulation.RuleRegistered},
	PeopleRead: {[]right{{Operator, anywhere}, {Press, anywhere}, {IT, anywhere}, {Head, anywhere},
		{Auditor, anywhere}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleRegistered},

	LedgerRead: {with(administrators, right{Auditor, anywhere}, right{Press, anywhere},
		right{President, anywhere}, right{Secretary, anywhere}), regulation.RuleLedger},
	LedgerAll:      {[]right{{Auditor, anywhere}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleLedger},
	LedgerErase:    {[]right{{Secretary, anywhere}}, regulation.RuleLedger},
	SystemRead:     {[]right{{Operator, anywhere}, {IT, anywhere}}, regulation.RuleAccess},
	ComplianceRead: {everyRole(), regulation.RuleLedger},
	TokenOwn:       {everyRole(), regulation.RuleAccess},
}

func with(base []right, more ...right) []right {
	return append(append([]right{}, base...), more...)
}

func everyRole() []right {
	var out []right
	for _, r := range Roles() {
		out = append(out, right{r, anywhere})
	}
	return out
}

// Acts lists every act of the table, for tokens and for the test that walks them.
func Acts() []Act {
	out := make([]Act, 0, len(table))
	for a := range table {
		out = append(out, a)
	}
	return out
}
