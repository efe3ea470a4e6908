// Package post is a message of the institution: its content, its form on each network,
// who endorsed and approved exactly which words, and what has become of it. Pure.
package post

import (
	"slices"
	"time"

	"pregonero/internal/fault"
)

// State of a post. What goes out on each account has its own state: see Publication.
type State string

const (
	Draft     State = "draft"
	Review    State = "review"    // submitted: waits for the endorsement of the source area
	Endorsed  State = "endorsed"  // waits for the approval of the account's people
	Scheduled State = "scheduled" // approved: goes out at its time
	Closed    State = "closed"    // every publication has ended
	Discarded State = "discarded"
)

// Label names the state in Spanish.
func (s State) Label() string {
	switch s {
	case Draft:
		return "Borrador"
	case Review:
		return "Espera aval"
	case Endorsed:
		return "Espera aprobación"
	case Scheduled:
		return "Programada"
	case Closed:
		return "Concluida"
	case Discarded:
		return "Descartada"
	}
	return string(s)
}

// Source is where the information comes from.
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
	Hash  string `json:"hash,omitempty"` // hex SHA-256 of a document kept in the media store
}

// Media is an attachment, stored by the hash of its cleaned content.
type Media struct {
	Hash     string        `json:"hash"`
	Kind     string        `json:"kind"` // image, video, audio
	Type     string        `json:"type"`
	Name     string        `json:"name,omitempty"`
	Alt      string        `json:"alt"`
	Bytes    int64         `json:"bytes"`
	Width    int           `json:"width,omitempty"`
	Height   int           `json:"height,omitempty"`
	Duration time.Duration `json:"duration,omitempty"`
	Captions bool          `json:"captions,omitempty"`
}

// Variant is the form of the content on one account.
type Variant struct {
	AccountID string `json:"account_id"`
	Text      string `json:"text,omitempty"` // empty: the common text
	Own       bool   `json:"own,omitempty"`  // true: Text replaces the common text, even when empty
}

// Tie says which purpose a link to somebody else's page serves.
type Tie struct {
	URL     string `json:"url"`
	Purpose string `json:"purpose"`
}

// Content is everything that is endorsed: no word of it can change without the endorsement falling.
type Content struct {
	Text     string    `json:"text"`
	Title    string    `json:"title,omitempty"`
	Media    []Media   `json:"media,omitempty"`
	Variants []Variant `json:"variants"`
	Sources  []Source  `json:"sources,omitempty"`
	Purposes []string  `json:"purposes,omitempty"`
	Subject  string    `json:"subject,omitempty"` // the activity of the institution it refers to
	Ties     []Tie     `json:"ties,omitempty"`
	DueAt    time.Time `json:"due_at,omitzero"`
	ReviewOn time.Time `json:"review_on,omitzero"` // when its validity is looked at again
	NoExpiry bool      `json:"no_expiry,omitempty"`
	Corrects string    `json:"corrects,omitempty"` // the publication that this content replaces
}

// TextFor is what will be public on the account.
func (c Content) TextFor(accountID string) string {
	for _, v := range c.Variants {
		if v.AccountID == accountID && v.Own {
			return v.Text
		}
	}
	return c.Text
}

// AccountIDs lists the accounts it goes to, sorted.
func (c Content) AccountIDs() []string {
	var out []string
	for _, v := range c.Variants {
		out = append(out, v.AccountID)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Seal is somebody's word on exactly one content.
type Seal struct {
	By   string    `json:"by"`
	Name string    `json:"name"`
	At   time.Time `json:"at"`
	Hash string    `json:"hash"`           // Content.Hash at that moment
	Note string    `json:"note,omitempty"` // what was looked at
}

// Post is one message on its way from draft to the public.
type Post struct {
	ID         string      `json:"id"`
	AreaID     string      `json:"area_id"`     // the area that answers for it
	SourceArea string      `json:"source_area"` // the area that generated the information
	Content    Content     `json:"content"`
	State      State       `json:"state"`
	Author     string      `json:"author"`
	AuthorName string      `json:"author_name"`
	Editors    []string    `json:"editors"` // everybody who wrote a word of it, author included
	Aval       *Seal       `json:"aval,omitempty"`
	Approval   *Seal       `json:"approval,omitempty"`
	Returned   *Return     `json:"returned,omitempty"`
	Moved      *Move       `json:"moved,omitempty"` // the last move, while nothing else has happened to the post
	Dismissed  []Dismissal `json:"dismissed,omitempty"`
	Submitted  time.Time   `json:"submitted,omitzero"`
	Created    time.Time   `json:"created"`
	Updated    time.Time   `json:"updated"`
	Revision   int         `json:"revision"` // grows with every change of content
	Version    int         `json:"-"`        // of the row
}

// Return is a no, with its reasons.
type Return struct {
	By      string    `json:"by"`
	Name    string    `json:"name"`
	At      time.Time `json:"at"`
	Reason  string    `json:"reason"`
	Clauses []string  `json:"clauses,omitempty"`
}

// Move remembers a change of hour, so that it can be undone.
type Move struct {
	By    string    `json:"by"`
	At    time.Time `json:"at"`
	Until time.Time `json:"until"` // it can be undone before it
	From  time.Time `json:"from"`
	Was   State     `json:"was"`
}

// New starts a draft.
func New(id, areaID, author, name string, now time.Time) Post {
	return Post{ID: id, AreaID: areaID, SourceArea: areaID, State: Draft, Author: author, AuthorName: name,
		Editors: []string{author}, Created: now, Updated: now}
}

// Edit replaces the content. Whatever was endorsed or approved falls with the first
// changed word, and the post is a draft again.
//
//clause:code 6.xx
func (p *Post) Edit(by string, c Content, sourceArea string, now time.Time) error {
	if !p.Editable() {
		return p.conflict("ya no se puede cambiar")
	}
	if err := c.bounds(); err != nil {
		return err
	}
	same := c.Hash() == p.Content.Hash() && sourceArea == p.SourceArea
	p.Content, p.SourceArea = c, sourceArea
	if same {
		return nil
	}
	if !slices.Contains(p.Editors, by) {
		p.Editors = append(p.Editors, by)
	}
	p.State, p.Aval, p.Approval, p.Moved = Draft, nil, nil, nil
	p.Updated = now
	p.Revision++
	return nil
}

// Editable tells whether its content may still change.
func (p Post) Editable() bool { return p.State != Closed && p.State != Discarded }

func (p Post) conflict(what string) error {
	return fault.New(fault.Conflict, "Esta publicación está en «%s» y %s.", p.State.Label(), what).
		Then("Vuelva a cargar la página para ver su estado actual.")
}
