package check

import "fmt"

// fieldPicture is the text that a picture shows.
const fieldPicture = "picture"

// pictures lists the texts that pictures show, each with its attachment.
func (f *Facts) pictures() []*passage {
	var all []*passage
	for i, a := range f.allAttachments() {
		if a.Words != "" {
			all = append(all, &passage{field: fieldPicture, attachment: i + 1, text: a.Words})
		}
	}
	return all
}

// everything lists every text that becomes public: texts, alternative texts and what
// pictures show.
func (c *content) everything() []*passage {
	all := append(c.texts[:len(c.texts):len(c.texts)], c.alts...)
	return append(all, c.pictures...)
}

// in says in which picture something is, when it is in one.
func (p *passage) in(message string) string {
	if p.field != fieldPicture {
		return message
	}
	return fmt.Sprintf("En la imagen %d se lee: %s", p.attachment, message)
}
