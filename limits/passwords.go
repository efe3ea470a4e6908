package limits

// Passwords is what a network asks of the password of an account there. 0 and "" mean that
// the network does not say.
type Passwords struct {
	Network  string `json:"network"`
	Min, Max int    // characters
	Specials string // signs that it is known to take
	AsOf     string // ISO date on which the row was looked up
	Source   string // address, and what of it is observed rather than stated
}

// asciiSpecials are signs that every network read takes and that no form or shell twists.
const asciiSpecials = "!#$%*+-=?@_"

// passwords: dated facts, only what was read at the source named. Where a network states
// no figure there is none here; what is generated stays far below what any is known to refuse.
var passwords = []Passwords{
	{Network: "x", AsOf: "2026-11-25", Source: "no figure found on https://help.x.com"},
	{Network: "facebook", Min: 6, AsOf: "2026-11-25", Source: "the form for changing it (https://www.facebook.com), as archived by third parties; the maximum is not stated"},
	{Network: "instagram", Min: 6, AsOf: "2026-11-25", Source: "as Facebook's: one centre of accounts (https://accountscenter.instagram.com); the maximum is not stated"},
	{Network: "threads", Min: 6, AsOf: "2026-11-25", Source: "the account is Instagram's (https://accountscenter.instagram.com)"},
	{Network: "youtube", Min: 8, AsOf: "2026-11-25", Source: "https://support.google.com/accounts/answer/32040: ASCII only, no blank at the ends, not one used before; the maximum is not stated"},
	{Network: "tiktok", Min: 8, Max: 20, Specials: "!#$%*?@_", AsOf: "2026-11-25", Source: "https://www.techadvisor.com/article/2021576/how-to-change-your-tiktok-password.html: 8 to 20, a letter, a number and a sign"},
	{Network: "linkedin", AsOf: "2026-11-25", Source: "no figure found on https://www.linkedin.com/help"},
	{Network: "mastodon", Min: 8, Max: 72, AsOf: "2026-11-25", Source: "https://github.com/mastodon/mastodon/blob/main/config/initializers/devise.rb: password_length; bcrypt reads 72 bytes"},
	{Network: "bluesky", AsOf: "2026-11-25", Source: "no figure found in https://github.com/bluesky-social/atproto"},
	{Network: "telegram", AsOf: "2026-11-25", Source: "https://core.telegram.org/api/srp: a password beside the code by phone, without stated limits"},
	{Network: "practice", Min: 8, Max: 64, AsOf: "2026-11-25", Source: "our own"},
}

// PasswordOf returns what a network asks of a password, with the signs that it takes. Of
// an unknown network nothing is known but the signs that all take.
func PasswordOf(network string) Passwords {
	out := Passwords{Network: network}
	for _, p := range passwords {
		if p.Network == network {
			out = p
		}
	}
	if out.Specials == "" {
		out.Specials = asciiSpecials
	}
	return out
}
