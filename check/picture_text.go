package check

import (
	"fmt"

	"pregonero/regulation"
)

// pictureText says which pictures nobody could read the text of: the other checks have not
// looked at it. What is read is looked at by personal_data, reserved and deliberation.
//
//clause:code 6.iii
var pictureText = definition{
	name: regulation.CheckPictureText, version: 1, kinds: []Kind{Post},
	build: func(setup) (judge, error) { return unreadPictures, nil },
}

func unreadPictures(c *content) []Finding {
	var found []Finding
	for i, a := range c.allAttachments() {
		if a.Type == Image && a.Unread != "" {
			found = append(found, Finding{Attachment: i + 1, Message: fmt.Sprintf("No se revisó el texto de la imagen %d, porque %s: compruebe que no muestre datos personales ni información reservada.", i+1, a.Unread)})
		}
	}
	return found
}
