package check

import (
	"time"

	"pregonero/check/alike"
)

// lineFacts are what a line may say of the world outside the text, for whoever has it: what
// the sources say, what is where the links lead, and what was published before.
type lineFacts struct {
	Documents []struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	} `json:"documents"`
	Pages []struct {
		URL     string `json:"url"`
		Status  int    `json:"status"` // 0: nobody answers there
		Final   string `json:"final"`  // "": the same address
		Title   string `json:"title"`
		Article bool   `json:"article"`
		Login   bool   `json:"login"`
		Text    string `json:"text"`
	} `json:"pages"`
	Earlier []struct {
		Text  string    `json:"text"`
		At    time.Time `json:"at"`
		Where string    `json:"where"`
	} `json:"earlier"`
}

// tell adds them to the facts.
func (in lineFacts) tell(f *Facts, now time.Time) {
	for _, d := range in.Documents {
		f.Documents = append(f.Documents, SourceText{Title: d.Title, Text: d.Text})
	}
	for _, p := range in.Pages {
		page := Page{URL: p.URL, State: PageSeen, Status: p.Status, Final: p.Final, Title: p.Title, Article: p.Article, Login: p.Login, Text: p.Text, At: now}
		if p.Status == 0 {
			page.State = PageGone
		}
		if page.Final == "" {
			page.Final = p.URL
		}
		f.Pages = append(f.Pages, page)
	}
	if len(in.Earlier) == 0 {
		return
	}
	mine := alike.Of(f.Text)
	for _, e := range in.Earlier {
		if e.At.IsZero() {
			e.At = now
		}
		f.Earlier = append(f.Earlier, Earlier{Text: e.Text, At: e.At, Where: e.Where, Alike: mine.Jaccard(alike.Of(e.Text))})
	}
}
