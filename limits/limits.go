// Package limits holds dated facts: what each network accepts in one post, and how it
// counts text. It judges nothing; checks and pages read it.
//
// Every row says when it was looked up (AsOf) and where (Source). A server that states
// limits of its own overrides a row with WithText and WithMedia.
package limits

import "slices"

// Unit says how a network counts the length of a text.
type Unit string

const (
	CodePoints Unit = "code_points" // Unicode scalar values
	UTF16      Unit = "utf16"       // UTF-16 code units
	Graphemes  Unit = "graphemes"   // what a person sees as one character (UAX #29)
	Bytes      Unit = "bytes"       // UTF-8
	Weighted   Unit = "x_weighted"  // X: twitter-text configuration v3
	Fediverse  Unit = "mastodon"    // code points, a URL is 23, a mention counts without its server
	EmojiBytes Unit = "emoji_bytes" // Threads: code points, an emoji counts its UTF-8 bytes
)

// Text is the room for a text. Max 0 means that the network has none, or that it is not known.
type Text struct {
	Max   int  `json:"max"`
	Unit  Unit `json:"unit"`
	Bytes int  `json:"bytes,omitempty"` // a second limit in UTF-8 bytes, 0 when there is none
}

// Media is the room for one kind of attachment. Zero means not accepted (Count) or not known (the rest).
type Media struct {
	Count      int      `json:"count"`                 // in one post
	Bytes      int64    `json:"bytes,omitempty"`       // each
	Types      []string `json:"types,omitempty"`       // MIME types
	MinSeconds float64  `json:"min_seconds,omitempty"` // of sound or moving picture
	MaxSeconds float64  `json:"max_seconds,omitempty"`
}

// Limits is what one network accepts in one post.
type Limits struct {
	Network     string `json:"network"` // as in network.Connector.Name
	Label       string `json:"label"`   // the network's own name
	Text        Text   `json:"text"`
	Caption     Text   `json:"caption"` // the text's room beside media, where it differs
	Title       Text   `json:"title"`   // where posts have titles
	Attachments int    `json:"attachments"`
	Images      Media  `json:"images"`
	Video       Media  `json:"video"`
	Audio       Media  `json:"audio"`
	AltMax      int    `json:"alt_max"`     // code points of an alternative text, 0 when the network takes none
	NeedsMedia  bool   `json:"needs_media"` // a text alone is refused by the network
	AsOf        string `json:"as_of"`       // ISO date on which the row was looked up
	Source      string `json:"source"`
}

// Of returns the limits of a network. An unknown one gets its own name and no limits.
func Of(network string) Limits {
	for _, l := range table {
		if l.Network == network {
			return l
		}
	}
	return Limits{Network: network, Label: network, Text: Text{Unit: CodePoints}}
}

// Names lists the networks that have a row, in the order of the table.
func Names() []string {
	names := make([]string, len(table))
	for i, l := range table {
		names[i] = l.Network
	}
	return names
}

// Known tells whether a network has a row.
func Known(network string) bool { return slices.Contains(Names(), network) }

// WithText returns the limits with the server's own room for text, in the network's unit; 0 changes nothing.
func (l Limits) WithText(maximum int) Limits {
	if maximum > 0 {
		l.Text.Max = maximum
	}
	return l
}

// WithMedia returns the limits with the server's own number of attachments; 0 changes nothing.
func (l Limits) WithMedia(n int) Limits {
	if n <= 0 {
		return l
	}
	l.Attachments = n
	if l.Images.Count > 0 {
		l.Images.Count = n
	}
	return l
}

// WithAttachments returns the limits that hold for a post with n attachments: beside
// media some networks give the text less room.
func (l Limits) WithAttachments(n int) Limits {
	if n > 0 && l.Caption.Max > 0 {
		l.Text = l.Caption
	}
	return l
}

// Count is the length of a text in the network's own unit.
func (l Limits) Count(text string) int {
	total := 0
	for piece := range pieces(l.Text.Unit, text) {
		total += piece.cost
	}
	return l.Text.Unit.scaled(total)
}

// Fits tells whether the network would take the whole text.
func (l Limits) Fits(text string) bool { return l.CutAt(text) < 0 }

// CutAt is the byte offset at which the network's room ends, never inside a character,
// a counted URL or an emoji; -1 when the whole text fits or no limit is known.
func (l Limits) CutAt(text string) int {
	total := 0
	for piece := range pieces(l.Text.Unit, text) {
		total += piece.cost
		if l.Text.Max > 0 && l.Text.Unit.scaled(total) > l.Text.Max {
			return piece.start
		}
		if l.Text.Bytes > 0 && piece.end > l.Text.Bytes {
			return piece.start
		}
	}
	return -1
}
