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
	altText,
	textOnly,
	sameText,
	shouting,
	spelling,
}
