package check

// all is the list of checks, in the order in which people read their findings.
var all = []definition{
	personalData,
	length,
	attachments,
	blank,
	source,
	purpose,
	foreignLink,
	links,
	headline,
	factsInSource,
	contradiction,
	nearDuplicate,
	spamRate,
	altText,
	textOnly,
	sameText,
	shouting,
	spelling,
}
