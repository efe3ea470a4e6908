package check

// Rate is how much an account sends around the hour at which this would go out, this one
// not counted.
type Rate struct {
	Account   string // as in Variant
	Hour, Day int
}

// Recipient is the person to whom an answer goes, and what others were sent.
type Recipient struct {
	Known  bool
	Day    int  // messages to the same person in a day, this one not counted
	Copies int  // other people who were sent nearly the same words in a day
	Direct bool // it is a private message
}
