package check

import "time"

// Earlier is something that the institution made public before.
type Earlier struct {
	Text  string
	At    time.Time
	Where string  // the account, for people
	Alike float64 // the share of it that the text repeats, 0 to 1; 0: not compared
}
