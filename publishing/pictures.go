package publishing

import (
	"context"
	"strings"
	"time"

	"pregonero/check"
	"pregonero/institution"
	"pregonero/media"
	"pregonero/post"
	"pregonero/store"
)

// pictureKeys adds the pictures of a content to the keys that are looked at. One that is
// none of the actor's concern is not looked into.
//
//clause:code 6.iii
func (d *Desk) pictureKeys(ctx context.Context, t *store.Tx, now time.Time, a institution.Actor, c post.Content, keys []string) ([]string, error) {
	for _, m := range c.Media {
		if m.Kind != media.Image || len(keys) >= mostKeys {
			continue
		}
		may, err := mayUse(ctx, t, now, a, institution.PostRead, m.Hash)
		if err != nil {
			return nil, err
		}
		if may {
			keys = append(keys, store.PictureKey(m.Hash))
		}
	}
	return keys, nil
}

// readPicture tells whether a key is of a picture whose words were read: they do not change.
func readPicture(key string, p store.Page) bool {
	return strings.HasPrefix(key, store.PictureKey("")) && p.Problem == "" && p.State == check.PageSeen
}

// showPictures says to the checks what the pictures show. The variants share the attachments.
func (g gathered) showPictures(f *check.Facts, c post.Content) {
	for i, m := range c.Media {
		if p, ok := g.pages[store.PictureKey(m.Hash)]; ok && i < len(f.Attachments) {
			f.Attachments[i].Words, f.Attachments[i].Unread = p.Text, p.Problem
		}
	}
}
