package regulation

// Severity is what a finding of a check does.
type Severity string

const (
	SeverityBlock  Severity = "block"  // nothing goes on until it is corrected
	SeverityWarn   Severity = "warn"   // a person says why it goes on
	SeverityAdvise Severity = "advise" // told, nothing more
	SeverityOff    Severity = "off"    // the check does not run
)

// Names of the checks that the program has.
const (
	CheckPersonalData = "personal_data"
	CheckShouting     = "shouting"
	CheckLength       = "length"
	CheckTextOnly     = "text_only"
	CheckAltText      = "alt_text"
	CheckSource       = "source"
	CheckPurpose      = "purpose"
	CheckSameText     = "same_text"
	CheckForeignLink  = "foreign_link"
	CheckSpelling     = "spelling"
	CheckAccents      = "accents"
	CheckGrammar      = "grammar"
	CheckProofread    = "proofread"
	CheckBlank        = "blank"
	CheckAttachments  = "attachments"
	CheckLinks        = "links"
	CheckHeadline     = "headline"
	CheckFacts        = "facts"
	CheckContradicts  = "contradiction"
	CheckNearCopy     = "near_duplicate"
	CheckSpamRate     = "spam_rate"
	CheckPlainWords   = "plain_language"
	CheckDialogue     = "dialogue"
	CheckOpinion      = "opinion"
	CheckParty        = "party"
	CheckChat         = "chat"
	CheckPrivateTone  = "private_tone"
	CheckInsult       = "insult"
	CheckDiscourtesy  = "discourtesy"
	CheckDataRequest  = "data_request"
	CheckMentions     = "mentions"
	CheckHashtags     = "hashtags"
	CheckRhythm       = "rhythm"
	CheckSession      = "session"
	CheckReserved     = "reserved"
	CheckDeliberation = "deliberation"
	CheckPictureText  = "picture_text"
)

// AllChecks are the checks that every pack gives a clause and a severity, be it SeverityOff.
// A pack may name others only as planned.
var AllChecks = [...]string{
	CheckPersonalData, CheckShouting, CheckLength, CheckTextOnly, CheckAltText, CheckSource, CheckPurpose,
	CheckSameText, CheckForeignLink, CheckSpelling, CheckBlank, CheckAttachments,
	CheckLinks, CheckHeadline, CheckFacts, CheckContradicts, CheckNearCopy, CheckSpamRate,
	CheckPlainWords, CheckDialogue, CheckOpinion, CheckParty, CheckChat, CheckPrivateTone, CheckInsult, CheckDiscourtesy, CheckDataRequest, CheckMentions, CheckHashtags, CheckRhythm, CheckSession,
	CheckAccents, CheckGrammar, CheckProofread,
	CheckReserved, CheckDeliberation, CheckPictureText,
}

// CheckRule is what the pack says of a check.
type CheckRule struct {
	Clause   string         `yaml:"clause"`
	Severity Severity       `yaml:"severity"`
	Planned  bool           `yaml:"planned"` // the check is still to be written
	Params   map[string]any `yaml:"params"`  // the check's own figures and words
}

// Number is a figure among the params, or otherwise when it is absent or no number.
func (c CheckRule) Number(name string, otherwise float64) float64 {
	switch v := c.Params[name].(type) {
	case uint64:
		return float64(v)
	case int64:
		return float64(v)
	case int:
		return float64(v)
	case float64:
		return v
	}
	return otherwise
}

// Strings is a list of words among the params; nil when it is absent or no list.
func (c CheckRule) Strings(name string) []string {
	list, _ := c.Params[name].([]any)
	var words []string
	for _, v := range list {
		if s, ok := v.(string); ok {
			words = append(words, s)
		}
	}
	return words
}
