package regulation

// Rule names, for any institution, what a process keeps. The pack says which clause
// of its regulation stands behind it, so that code cites clauses without knowing them.
type Rule string

const (
	RuleRegistered          Rule = "registered"           // only registered accounts publish
	RulePersonalOutside     Rule = "personal_outside"     // personal accounts are out of reach
	RulePurpose             Rule = "purpose"              // each publication serves a purpose
	RuleMailDomain          Rule = "mail_domain"          // people answer from institutional mail
	RuleAnswerableArea      Rule = "answerable_area"      // every account has an area that answers for it
	RuleHeadAnswers         Rule = "head_answers"         // the head answers for the area's accounts
	RuleTwoAdministrators   Rule = "two_administrators"   // lead and alternate, by rank, two people of the area
	RuleCorrection          Rule = "correction"           // what is out is kept true: corrections
	RuleAccess              Rule = "access"               // only administrators and head have access
	RuleCustody             Rule = "custody"              // credentials are kept sealed
	RuleAttendance          Rule = "attendance"           // attendance hours are set and announced
	RuleDictamen            Rule = "dictamen"             // contents are checked before they go out
	RuleApproval            Rule = "approval"             // somebody entitled approves
	RuleOwnApproval         Rule = "own_approval"         // nobody approves their own
	RuleLateApproval        Rule = "late_approval"        // late approval publishes nothing by itself
	RulePlacement           Rule = "placement"            // the place of each content is decided
	RuleValidity            Rule = "validity"             // each publication is reviewed or does not expire
	RuleActivity            Rule = "activity"             // tied to the institution's work or information
	RuleSource              Rule = "source"               // the source is identified
	RuleEndorsement         Rule = "endorsement"          // the area that made the information endorses it
	RuleOwnEndorsement      Rule = "own_endorsement"      // nobody endorses their own
	RuleMedia               Rule = "media"                // pictures go with their alternative text
	RuleSendOnce            Rule = "send_once"            // nothing goes out twice
	RuleWithdrawal          Rule = "withdrawal"           // what is out can be withdrawn, with a reason
	RuleStopSwitch          Rule = "stop_switch"          // publishing can be stopped at once
	RuleAnswerAll           Rule = "answer_all"           // every comment is answered or closed with a reason
	RuleAnswerOnce          Rule = "answer_once"          // one answer for each comment
	RuleAnswerClock         Rule = "answer_clock"         // answers have a clock
	RuleAnswerRespect       Rule = "answer_respect"       // answers are courteous
	RuleNoBlocking          Rule = "no_blocking"          // nobody is blocked or expelled
	RuleHate                Rule = "hate"                 // only hate and violence are not tolerated
	RuleErasure             Rule = "erasure"              // a body is erased by order of law
	RuleCoverage            Rule = "coverage"             // of a session its topics are told, not the whole of it
	RuleRhythm              Rule = "rhythm"               // accounts publish with a rhythm
	RulePasswordStrength    Rule = "password_strength"    // passwords are strong
	RulePasswordRotation    Rule = "password_rotation"    // passwords are renewed
	RuleHomologated         Rule = "homologated"          // accounts that the regulation itself names
	RuleExclusive           Rule = "exclusive"            // one account only on a network
	RuleLedger              Rule = "ledger"               // everything done stands in the ledger
	RuleNeed                Rule = "need"                 // before proposing: why the existing accounts do not serve
	RuleProposal            Rule = "proposal"             // an account is proposed by a signed letter
	RuleProposalAnswer      Rule = "proposal_answer"      // the press office answers a proposal in time; silence approves nothing
	RuleOpening             Rule = "opening"              // the area opens the account and informs the committee
	RuleAdministratorChange Rule = "administrator_change" // every change of administrator or head is notified
	RuleMailbox             Rule = "mailbox"              // an account has an institutional mailbox, and the name its network asks for
	RulePersonalListing     Rule = "personal_listing"     // who may have a personal account listed, at their own request
	RuleClosing             Rule = "closing"              // the area cancels what it no longer uses, and says so by letter
	RuleClosingDone         Rule = "closing_done"         // contents erased, nothing left abandoned
	RuleBoardOpening        Rule = "board_opening"        // boards notify the press office when they open an account
	RuleIncident            Rule = "incident"             // an account taken over is reported and contained at once
	RuleMisuse              Rule = "misuse"               // improper use is brought to the authority that sanctions
	RuleUnforeseen          Rule = "unforeseen"           // what the rules do not foresee is resolved by the committee
	RulePressRequest        Rule = "press_request"        // an area may ask the press office to publish for it
	RuleRaise               Rule = "raise"                // superiors are informed of what matters
	RuleHelp                Rule = "help"                 // the press office gives standing help
	RuleVerification        Rule = "verification"         // accounts are verified by their network
	RuleReserved            Rule = "reserved"             // reserved and confidential information is not published
	RuleDeliberation        Rule = "deliberation"         // what is under deliberation waits for the official decision
)

// AllRules are the rules that every pack maps, or openly says it has no clause for.
var AllRules = [...]Rule{
	RuleRegistered, RulePersonalOutside, RulePurpose, RuleMailDomain, RuleAnswerableArea, RuleHeadAnswers,
	RuleTwoAdministrators, RuleCorrection, RuleAccess, RuleCustody, RuleAttendance, RuleDictamen, RuleApproval,
	RuleOwnApproval, RuleLateApproval, RulePlacement, RuleValidity, RuleActivity, RuleSource, RuleEndorsement,
	RuleOwnEndorsement, RuleMedia, RuleSendOnce, RuleWithdrawal, RuleStopSwitch, RuleAnswerAll, RuleAnswerOnce,
	RuleAnswerClock, RuleAnswerRespect, RuleNoBlocking, RuleHate, RuleErasure, RuleRhythm, RuleCoverage, RulePasswordStrength,
	RulePasswordRotation, RuleHomologated, RuleExclusive, RuleLedger,
	RuleNeed, RuleProposal, RuleProposalAnswer, RuleOpening, RuleAdministratorChange, RuleMailbox, RulePersonalListing, RuleClosing, RuleClosingDone, RuleBoardOpening, RuleIncident, RuleMisuse, RuleUnforeseen, RulePressRequest, RuleRaise, RuleHelp, RuleVerification,
	RuleReserved, RuleDeliberation,
}

// Names of the deadlines that the program asks for.
const (
	DeadlineProposalAnswer          = "proposal_answer"          // the press office answers a proposal
	DeadlineConsultation            = "consultation"             // the press office answers a doubt
	DeadlinePasswordRotation        = "password_rotation"        // a password is renewed
	DeadlineSubstitution            = "substitution"             // an administrator who left is replaced
	DeadlineEndorsement             = "endorsement"              // an endorsement is given or refused
	DeadlineFirstAnswer             = "first_answer"             // a comment has its first answer
	DeadlineFollowUp                = "follow_up"                // a person who wrote again has the next answer
	DeadlineIncidentAcknowledgement = "incident_acknowledgement" // an office says it has read an incident's notice
	DeadlineRequestAnswer           = "request_answer"           // the press office answers a request to publish
	DeadlineUnforeseenAnswer        = "unforeseen_answer"        // the committee resolves a case
	DeadlineHelpAnswer              = "help_answer"              // the press office answers a question
	DeadlineRaiseAcknowledgement    = "raise_acknowledgement"    // a superior says they have read
	DeadlineMailbox                 = "mailbox"                  // the IT office gives the mailbox
	DeadlineOpening                 = "opening"                  // an approved account is opened
	DeadlineAdministratorNotice     = "administrator_notice"     // a change of administrator is notified
	DeadlineClosing                 = "closing"                  // a closing is done
	DeadlineVerificationAnswer      = "verification_answer"      // a network answers a request for verification
	DeadlineAbandonment             = "abandonment"              // the area says what becomes of an account that nobody uses
)

// RequiredDeadlines are in every pack.
var RequiredDeadlines = [...]string{
	DeadlineProposalAnswer, DeadlineConsultation, DeadlinePasswordRotation, DeadlineSubstitution,
	DeadlineEndorsement, DeadlineFirstAnswer, DeadlineFollowUp,
	DeadlineIncidentAcknowledgement, DeadlineRequestAnswer, DeadlineUnforeseenAnswer, DeadlineHelpAnswer, DeadlineRaiseAcknowledgement, DeadlineMailbox, DeadlineOpening, DeadlineAdministratorNotice, DeadlineClosing, DeadlineVerificationAnswer, DeadlineAbandonment,
}

// Names of the figures that the program asks for.
const (
	ThresholdAbandonment   = "abandonment_days"      // without activity so long, an account is put before its area
	ThresholdMissedAfter   = "missed_after_minutes"  // not sent so long after its time: missed
	ThresholdMoveUndo      = "move_undo_seconds"     // to undo a move in the calendar
	ThresholdAnswerUndo    = "answer_undo_seconds"   // to undo the sending of an answer
	ThresholdAnswerLock    = "answer_lock_minutes"   // one person holds a comment while answering
	ThresholdLoginAttempts = "login_attempts"        // wrong ones before the lockout
	ThresholdLockout       = "lockout_minutes"       //
	ThresholdSessionIdle   = "session_idle_minutes"  //
	ThresholdSessionLength = "session_hours"         // at most, however busy
	ThresholdTokenWarning  = "token_warning_days"    // before a token of a network ends
	ThresholdSilenceWarn   = "silence_warning_share" // share of the rhythm after which silence is warned of

	ThresholdRotationWindow = "rotation_window_minutes" // the renewal of a password: nothing may come due in it, what does waits
	ThresholdSettingsCheck  = "settings_check_days"     // a person looks at the settings of an account on its network
	ThresholdReveal         = "reveal_seconds"          // a secret is in sight
	ThresholdAbsenceNotice  = "absence_notice_days"     // business days before a period in which an account attends otherwise: the public is told, and who watches is known
)

// RequiredThresholds are in every pack.
var RequiredThresholds = [...]string{
	ThresholdAbandonment,
	ThresholdMissedAfter, ThresholdMoveUndo, ThresholdAnswerUndo, ThresholdAnswerLock, ThresholdLoginAttempts,
	ThresholdLockout, ThresholdSessionIdle, ThresholdSessionLength, ThresholdTokenWarning, ThresholdSilenceWarn,
	ThresholdRotationWindow, ThresholdSettingsCheck, ThresholdReveal, ThresholdAbsenceNotice,
}

// Names of the texts that the program shows.
const (
	TextObjective      = "objective"       // what the accounts are for, for the home and public pages
	TextPublicYes      = "public_yes"      // the account is the institution's
	TextPublicNo       = "public_no"       // the account is not known
	TextPublicClosed   = "public_closed"   // the account was closed
	TextRefusalClosing = "refusal_closing" // whom to turn to after a refusal
	TextReferral       = "referral"        // where people ask for what an account cannot give
	TextOutOfHours     = "out_of_hours"    // told to who writes when nobody attends
	TextTolerance      = "tolerance"       // what is expected of a conversation, and that nobody is blocked
)

// RequiredTexts are in every pack.
var RequiredTexts = [...]string{
	TextObjective, TextPublicYes, TextPublicNo, TextPublicClosed, TextRefusalClosing, TextReferral,
	TextOutOfHours, TextTolerance,
}
