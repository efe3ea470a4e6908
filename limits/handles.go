package limits

import "strings"

// Handle is what a network takes as the name of an account: dated facts, as Limits are.
type Handle struct {
	Network  string `json:"network"`
	Min      int    `json:"min"`   // characters
	Max      int    `json:"max"`   // characters
	Signs    string `json:"signs"` // besides unaccented letters and digits
	Verifies bool   `json:"verifies"`
	AsOf     string `json:"as_of"`
	Source   string `json:"source"`
}

// handles: where a network's own help does not say, the source does.
var handles = []Handle{
	{Network: "x", Min: 4, Max: 15, Signs: "_", Verifies: true, AsOf: "2026-08-22", Source: "X help: username requirements"},
	{Network: "facebook", Min: 5, Max: 50, Signs: ".", Verifies: true, AsOf: "2026-08-22", Source: "Facebook help: usernames of Pages"},
	{Network: "youtube", Min: 3, Max: 30, Signs: "_-.", Verifies: true, AsOf: "2026-08-22", Source: "YouTube help: handles"},
	{Network: "instagram", Min: 1, Max: 30, Signs: "_.", Verifies: true, AsOf: "2026-08-22", Source: "observed; Instagram's help gives no figure"},
	{Network: "threads", Min: 1, Max: 30, Signs: "_.", Verifies: true, AsOf: "2026-08-22", Source: "the name is the Instagram account's"},
	{Network: "mastodon", Min: 1, Max: 30, Signs: "_", Verifies: true, AsOf: "2026-08-22", Source: "Mastodon source, Account: USERNAME_LENGTH_LIMIT; verified by a link from the institution's site"},
	{Network: "bluesky", Min: 3, Max: 253, Signs: "-.", Verifies: true, AsOf: "2026-08-22", Source: "AT Protocol, handle specification; verified by the institution's own domain"},
	{Network: "telegram", Min: 5, Max: 32, Signs: "_", Verifies: true, AsOf: "2026-08-22", Source: "Telegram FAQ: usernames"},
	{Network: "linkedin", Min: 3, Max: 100, Signs: "-", Verifies: true, AsOf: "2026-08-22", Source: "LinkedIn help: public addresses of Pages"},
	{Network: "tiktok", Min: 2, Max: 24, Signs: "_.", Verifies: true, AsOf: "2026-08-22", Source: "TikTok help: usernames"},
	{Network: "practice", Min: 1, Max: 30, Signs: "_", AsOf: "2026-08-22", Source: "our own"},
}

// HandleOf says what a network takes as a name; ok is false when it is not known.
func HandleOf(network string) (h Handle, ok bool) {
	for _, h := range handles {
		if h.Network == network {
			return h, true
		}
	}
	return Handle{}, false
}

// Foreign is the first character that the network does not take; "" when it takes all.
func (h Handle) Foreign(handle string) string {
	for _, r := range handle {
		plain := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !plain && !strings.ContainsRune(h.Signs, r) {
			return string(r)
		}
	}
	return ""
}
