package check

import (
	"strings"
	"time"

	"pregonero/limits"
)

// Kind says what a text is: what the institution publishes, what it answers, or what a
// person wrote to it.
type Kind string

const (
	Post    Kind = "post"
	Answer  Kind = "answer"
	Comment Kind = "comment"
)

// Kinds of attachments.
const (
	Image    = "image"
	Video    = "video"
	Audio    = "audio"
	Document = "document"
)

// Attachment is what goes with a text.
type Attachment struct {
	Type        string        // Image, Video, Audio or Document
	Alt         string        // alternative text
	Name        string        // the file's name
	MIME        string        // "": not known
	Bytes       int64         // 0: not known
	Duration    time.Duration // of sound and video; 0: not known
	HasCaptions bool          // of a video: captions, or the person's reason for having none
	Words       string        // that a picture shows, as far as they were read
	Unread      string        // why nobody read them: a Spanish clause after 'porque'; "": they were, or it is not known yet
}

// Source is where the information of a post comes from.
type Source struct{ URL, Title string }

// Tie says which purpose of the institution a link to somebody else's page serves.
type Tie struct{ URL, Purpose string }

// Variant is the form of the content on one account.
type Variant struct {
	Account     string // any name that tells the accounts of one post apart
	Network     string
	Text        string        // what will be public there
	Limits      limits.Limits // zero: the network's own (limits.Of)
	Attachments []Attachment  // what goes with it there
}

// Facts is everything that the checks may know. They ask nobody for more.
type Facts struct {
	Kind        Kind // empty: Post
	Now         time.Time
	Lang        string // BCP 47; empty: the pack's
	Title       string
	Text        string // the common text
	Network     string // where it goes when there are no Variants; may be empty
	Attachments []Attachment
	Variants    []Variant // where it goes

	// Declared says that Sources, Purposes and Ties are known. When false nothing is
	// said to be missing from them.
	Declared bool
	Sources  []Source
	Purposes []string
	Ties     []Tie

	// What was gathered outside; nothing is said of what is not there.
	Pages     []Page       // where the links lead
	Documents []SourceText // what the sources say
	Earlier   []Earlier    // published before on the same subject, or nearly the same
	Rates     []Rate
	Recipient Recipient // of an answer
	Handles   []Handle  // the institution's registered accounts, besides the pack's
	Rhythm    []Rhythm  // of the accounts where it goes
	Sessions  []Session // those that go on when it goes out, on its accounts
	Proof     *Proof    // what a proofreader outside remarked; nil: none was asked

	Reserve          // what is not for publishing
	About   []string // what the content is said to be about: its subject, the titles of its sources
}

// kind is the Kind with its default.
func (f *Facts) kind() Kind {
	if f.Kind == "" {
		return Post
	}
	return f.Kind
}

// outlet is one place where the text becomes public.
type outlet struct {
	account     string
	text        string
	limits      limits.Limits
	attachments []Attachment
}

// outlets lists the places: the variants, or the only network that was named.
func (f *Facts) outlets() []outlet {
	if len(f.Variants) == 0 {
		if f.Network == "" {
			return nil
		}
		return []outlet{{"", f.Text, limits.Of(f.Network), f.Attachments}}
	}
	out := make([]outlet, len(f.Variants))
	for i, v := range f.Variants {
		l := v.Limits
		if l.Network == "" {
			l = limits.Of(v.Network)
		}
		out[i] = outlet{v.Account, v.Text, l, v.Attachments}
	}
	return out
}

// passages lists every distinct text that would become public, each with its place.
func (f *Facts) passages() []*passage {
	all := []*passage{{field: fieldText, text: f.Text}}
	if f.Title != "" {
		all = append(all, &passage{field: fieldTitle, text: f.Title})
	}
	for _, v := range f.Variants {
		if !hasText(all, v.Text) {
			all = append(all, &passage{field: fieldText, variant: v.Account, text: v.Text})
		}
	}
	return all
}

// descriptions lists the alternative texts.
func (f *Facts) descriptions() []*passage {
	var all []*passage
	for i, a := range f.allAttachments() {
		if strings.TrimSpace(a.Alt) != "" && !hasText(all, a.Alt) {
			all = append(all, &passage{field: fieldAlt, attachment: i + 1, text: a.Alt})
		}
	}
	return all
}

// allAttachments lists the attachments of the content and those that only a variant has.
func (f *Facts) allAttachments() []Attachment {
	all := f.Attachments
	for _, v := range f.Variants {
		for _, a := range v.Attachments {
			if !hasAttachment(all, a) {
				all = append(all[:len(all):len(all)], a)
			}
		}
	}
	return all
}

func hasText(all []*passage, text string) bool {
	for _, p := range all {
		if p.text == text {
			return true
		}
	}
	return false
}

func hasAttachment(all []Attachment, a Attachment) bool {
	for _, b := range all {
		if a == b {
			return true
		}
	}
	return false
}
