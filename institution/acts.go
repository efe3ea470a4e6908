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

	CoverageDeclare Act = "coverage.declare" // say how a session is told, and take it back

	PublishingStop    Act = "publishing.stop"     // one account
	PublishingStopAll Act = "publishing.stop_all" // the whole institution

	InboxRead   Act = "inbox.read"
	InboxAnswer Act = "inbox.answer" // claim, answer, close, assign

	CredentialUse Act = "credential.use" // connect, probe, replace

	AccountRegister Act = "account.register"
	AccountChange   Act = "account.change"     // administrators, hours, state
	AttendanceSet   Act = "account.attendance" // vacations, and who attends
	AccountRead     Act = "account.read"       // its file; never its contents

	PersonManage Act = "person.manage" // create, disable, recover
	GrantManage  Act = "grant.manage"
	AreaManage   Act = "area.manage"
	PeopleRead   Act = "people.read"

	LedgerRead        Act = "ledger.read" // one account's, or one's own acts
	LedgerAll         Act = "ledger.all"
	LedgerErase       Act = "ledger.erase" // by order of law
	SystemRead        Act = "system.read"
	ComplianceRead    Act = "compliance.read"
	ProposalWrite     Act = "proposal.write" // prepare and send a proposal of an account
	ProposalRead      Act = "proposal.read"
	ProposalJudge     Act = "proposal.judge" // approve or reject it
	AccountOpen       Act = "account.open"   // take the steps of opening
	MailboxGive       Act = "mailbox.give"   // give an account its mailbox
	LetterWrite       Act = "letter.write"   // prepare a letter
	LetterSign        Act = "letter.sign"    // sign a letter of the area
	LetterRead        Act = "letter.read"
	CertificateOwn    Act = "certificate.own"    // the certificates that one signs with
	CertificateManage Act = "certificate.manage" // those of others
	Substitute        Act = "account.substitute" // change administrators, with hand-over
	CredentialReveal  Act = "credential.reveal"  // see a password or a code for some seconds
	CredentialReview  Act = "credential.review"  // how the accesses are kept, never the secrets
	IncidentReport    Act = "incident.report"
	IncidentHandle    Act = "incident.handle" // contain, recover, close
	IncidentRead      Act = "incident.read"
	MisuseReport      Act = "misuse.report"
	MisuseHandle      Act = "misuse.handle" // freeze and hand over the evidence
	UnforeseenRaise   Act = "unforeseen.raise"
	UnforeseenResolve Act = "unforeseen.resolve"
	RequestRead       Act = "request.read" // one's own, and those one answers
	DeadlineRead      Act = "deadline.read"
	RequestMake       Act = "request.make" // ask the press office to publish
	RequestAnswer     Act = "request.answer"
	Raise             Act = "raise" // raise a conversation or subject to a superior
	RaiseAcknowledge  Act = "raise.acknowledge"
	HelpAsk           Act = "help.ask"
	HelpAnswer        Act = "help.answer"
	AccountClose      Act = "account.close"   // close it, step by step
	PersonalList      Act = "personal.list"   // list one's own personal account
	CalendarManage    Act = "calendar.manage" // the institution's days without work
	MailRead          Act = "mail.read"       // what was sent, to whom; never the bodies

	DirectorySync   Act = "directory.sync"   // what the institution's directory of people says
	DirectoryManage Act = "directory.manage" // the keys that the directory comes in with

	DeliberationRead    Act = "deliberation.read"    // which matters are under deliberation, and the reserved terms
	DeliberationDeclare Act = "deliberation.declare" // one of the area's
	DeliberationLift    Act = "deliberation.lift"    // with the official decision
	ReservedManage      Act = "reserved.manage"      // the terms that an area keeps reserved

	TokenOwn Act = "token.own" // API tokens of one's own
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

	CoverageDeclare: {with(administrators, right{Press, anywhere}), regulation.RuleCoverage},

	PublishingStop:    {with(administrators, right{Press, anywhere}, right{IT, anywhere}), regulation.RuleStopSwitch},
	PublishingStopAll: {[]right{{Press, anywhere}, {IT, anywhere}}, regulation.RuleStopSwitch},

	InboxRead:     {administrators, regulation.RuleAccess},
	InboxAnswer:   {administrators, regulation.RuleAccess},
	CredentialUse: {administrators, regulation.RuleAccess},

	AccountRegister: {[]right{{Press, anywhere}}, regulation.RuleRegistered},
	AccountChange:   {[]right{{Press, anywhere}, {Head, onArea}}, regulation.RuleTwoAdministrators},
	AttendanceSet:   {administrators, regulation.RuleAttendance},
	AccountRead: {with(administrators, right{Endorser, onArea}, right{Press, anywhere}, right{IT, anywhere},
		right{President, anywhere}, right{Secretary, anywhere}, right{Auditor, anywhere}), regulation.RuleRegistered},

	PersonManage: {[]right{{Operator, anywhere}}, regulation.RuleAccess},
	GrantManage:  {[]right{{Press, anywhere}, {Head, onArea}}, regulation.RuleTwoAdministrators},
	AreaManage:   {[]right{{Operator, anywhere}, {Press, anywhere}}, regulation.RuleRegistered},
	PeopleRead: {[]right{{Operator, anywhere}, {Press, anywhere}, {IT, anywhere}, {Head, anywhere},
		{Auditor, anywhere}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleRegistered},

	LedgerRead: {with(administrators, right{Auditor, anywhere}, right{Press, anywhere},
		right{President, anywhere}, right{Secretary, anywhere}), regulation.RuleLedger},
	LedgerAll:           {[]right{{Auditor, anywhere}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleLedger},
	LedgerErase:         {[]right{{Secretary, anywhere}}, regulation.RuleLedger},
	SystemRead:          {[]right{{Operator, anywhere}, {IT, anywhere}}, regulation.RuleAccess},
	ComplianceRead:      {everyRole(), regulation.RuleLedger},
	ProposalWrite:       {[]right{{Head, onArea}, {Endorser, onArea}}, regulation.RuleProposal},
	ProposalRead:        {[]right{{Head, onArea}, {Endorser, onArea}, {Press, anywhere}, {IT, anywhere}, {President, anywhere}, {Secretary, anywhere}, {Auditor, anywhere}}, regulation.RuleProposal},
	ProposalJudge:       {[]right{{Press, anywhere}}, regulation.RuleProposalAnswer},
	AccountOpen:         {administrators, regulation.RuleOpening},
	MailboxGive:         {[]right{{IT, anywhere}}, regulation.RuleMailbox},
	LetterWrite:         {with(administrators, right{Endorser, onArea}, right{Press, onArea}), regulation.RuleProposal},
	LetterSign:          {[]right{{Head, onArea}}, regulation.RuleProposal},
	LetterRead:          {with(administrators, right{Endorser, onArea}, right{Press, anywhere}, right{IT, anywhere}, right{President, anywhere}, right{Secretary, anywhere}, right{Auditor, anywhere}), regulation.RuleProposal},
	CertificateOwn:      {[]right{{Head, anywhere}}, regulation.RuleProposal},
	CertificateManage:   {[]right{{Operator, anywhere}}, regulation.RuleProposal},
	Substitute:          {[]right{{Head, onArea}, {Press, anywhere}}, regulation.RuleTwoAdministrators},
	CredentialReveal:    {administrators, regulation.RuleAccess},
	CredentialReview:    {with(administrators, right{Press, anywhere}, right{IT, anywhere}, right{Auditor, anywhere}), regulation.RuleCustody},
	IncidentReport:      {everyRole(), regulation.RuleIncident},
	IncidentHandle:      {with(administrators, right{Press, anywhere}, right{IT, anywhere}), regulation.RuleIncident},
	IncidentRead:        {with(administrators, right{Press, anywhere}, right{IT, anywhere}, right{Auditor, anywhere}, right{President, anywhere}, right{Secretary, anywhere}), regulation.RuleIncident},
	MisuseReport:        {everyRole(), regulation.RuleMisuse},
	MisuseHandle:        {[]right{{Auditor, anywhere}, {Press, anywhere}}, regulation.RuleMisuse},
	UnforeseenRaise:     {everyRole(), regulation.RuleUnforeseen},
	UnforeseenResolve:   {[]right{{President, anywhere}, {Secretary, anywhere}}, regulation.RuleUnforeseen},
	RequestRead:         {everyRole(), regulation.RuleHelp},
	DeadlineRead:        {everyRole(), regulation.RuleHeadAnswers},
	RequestMake:         {with(administrators, right{Endorser, onArea}), regulation.RulePressRequest},
	RequestAnswer:       {[]right{{Press, anywhere}}, regulation.RulePressRequest},
	Raise:               {administrators, regulation.RuleRaise},
	RaiseAcknowledge:    {[]right{{Head, onArea}}, regulation.RuleRaise},
	HelpAsk:             {everyRole(), regulation.RuleHelp},
	HelpAnswer:          {[]right{{Press, anywhere}}, regulation.RuleHelp},
	AccountClose:        {[]right{{Head, onArea}}, regulation.RuleClosing},
	PersonalList:        {[]right{{Councillor, anywhere}}, regulation.RulePersonalListing},
	CalendarManage:      {[]right{{Press, anywhere}, {Secretary, anywhere}}, regulation.RuleProposalAnswer},
	MailRead:            {[]right{{Operator, anywhere}, {Press, anywhere}}, regulation.RuleAccess},
	DirectorySync:       {[]right{{directory, anywhere}}, regulation.RuleAccess},
	DirectoryManage:     {[]right{{Operator, anywhere}, {IT, anywhere}}, regulation.RuleAccess},
	DeliberationRead:    {everyRole(), regulation.RuleDeliberation},
	DeliberationDeclare: {[]right{{Head, onArea}, {Press, anywhere}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleDeliberation},
	DeliberationLift:    {[]right{{Head, onArea}, {President, anywhere}, {Secretary, anywhere}}, regulation.RuleDeliberation},
	ReservedManage:      {[]right{{Head, onArea}, {Press, anywhere}, {Secretary, anywhere}}, regulation.RuleReserved},
	TokenOwn:            {everyRole(), regulation.RuleAccess},
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
