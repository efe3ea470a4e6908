// Package mail writes, sends, receives and reads electronic mail: notices in Spanish as
// plain text and HTML, threads that stay threads, answers that come back to what they
// answer, and bounces. It knows nothing of what the messages are about.
package mail

import "time"

// Message is a notice to one or more people; each receives their own copy.
type Message struct {
	To         []Address    `json:"to"`
	Subject    string       `json:"subject"`
	Thread     string       `json:"thread"` // "topic:id": what it is about; messages of one thread stay together
	Greeting   string       `json:"greeting,omitempty"`
	Paragraphs []string     `json:"paragraphs,omitempty"`
	Facts      [][2]string  `json:"facts,omitempty"` // name and value
	Action     *Link        `json:"action,omitempty"`
	Clause     string       `json:"clause,omitempty"`
	TakesReply bool         `json:"takes_reply,omitempty"` // an answer by mail comes back as a Reply
	Files      []Attachment `json:"files,omitempty"`
}

// Address is a person and where they receive mail.
type Address struct {
	Name  string `json:"name"`
	Email string `json:"email"`
}

// Link is a page of the program.
type Link struct {
	Label string `json:"label"`
	Path  string `json:"path"` // from the root; the base address is joined when it is sent
}

// Attachment is a file that is kept by its hash.
type Attachment struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Hash string `json:"hash"` // hex SHA-256
}

// Reply is what somebody answered by mail.
type Reply struct {
	Thread    string    `json:"thread"`              // of the message that it answers
	PersonID  string    `json:"person_id,omitempty"` // to whom that one was sent, when a person of the registry
	From      string    `json:"from"`                // the address
	Name      string    `json:"name,omitempty"`
	Subject   string    `json:"subject"`
	Text      string    `json:"text"` // without what it quotes
	At        time.Time `json:"at"`
	MessageID string    `json:"message_id"`
}

// JobReply, followed by the thread's topic, is the job that takes a Reply to what it answers.
const JobReply = "mail.reply/"
