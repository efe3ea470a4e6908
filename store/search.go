package store

import (
	"strings"

	"pregonero/inbox"
	"pregonero/internal/fold"
	"pregonero/post"
)

// postWords is what a post is found by, kept beside its document: databases fold case and
// accents each in their own way, or not at all.
func postWords(p post.Post) string {
	c := p.Content
	texts := []string{c.Title, c.Text, c.Subject, p.AuthorName}
	for _, v := range c.Variants {
		texts = append(texts, v.Text)
	}
	for _, m := range c.Media {
		texts = append(texts, m.Name, m.Alt)
	}
	return fold.Text(strings.Join(texts, "\n"))
}

// itemWords is what a comment is found by.
func itemWords(i inbox.Item) string {
	texts := []string{i.Text, i.Author.Name, i.Author.Handle, i.Reason}
	for _, p := range i.Pictures {
		texts = append(texts, p.Alt)
	}
	return fold.Text(strings.Join(texts, "\n"))
}

// search narrows to rows whose words have each word of the query.
func (w *where) search(query string) {
	for _, word := range fold.Words(query) {
		w.and(`words LIKE ? ESCAPE '\'`, "%"+literal(word)+"%")
	}
}
