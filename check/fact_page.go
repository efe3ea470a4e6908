package check

import "time"

// PageState says how a look at a page ended.
type PageState string

const (
	PageSeen    PageState = "seen"    // its server answered, well or badly: see Status
	PageUnknown PageState = "unknown" // nobody could tell: the network, a server that lets no programs in
	PageInner   PageState = "inner"   // its address is not one of the open Internet
	PageGone    PageState = "gone"    // its name does not exist, or nothing answers there
)

// How long what was found holds while one writes, and how long a look is waited for before
// it is asked for again.
const (
	PageFresh    = 12 * time.Hour
	PageOnItsWay = 2 * time.Minute
)

// Page is what was found where a link leads.
type Page struct {
	URL     string // as the text has it
	State   PageState
	Status  int    // of HTTP, the last one
	Final   string // where redirects ended
	Title   string
	Article bool   // the page says that it is a piece of news or of science
	Login   bool   // it asks who you are before it shows anything
	Text    string // what it says, its beginning
	At      time.Time
}

// page is what is known of a link; nil when nobody has looked.
func (f *Facts) page(link string) *Page {
	for i := range f.Pages {
		if sameLink(f.Pages[i].URL, link) {
			return &f.Pages[i]
		}
	}
	return nil
}
