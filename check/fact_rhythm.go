package check

// Rhythm is how an account publishes about the day on which a post goes out.
type Rhythm struct {
	Account string // as in Variant
	Name    string // of the account, for people
	Most    int    // publications that a day may have; 0: no figure set
	Today   int    // those that the day has already, sent or scheduled, without this one
}
