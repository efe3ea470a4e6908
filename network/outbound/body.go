package outbound

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/textproto"
	"net/url"
	"strings"
)

// JSON is a body of application/json. The value must be marshalable: it is ours.
func JSON(v any) *Body {
	data, err := json.Marshal(v)
	if err != nil {
		return failing(fmt.Errorf("marshal request: %w", err))
	}
	return fromBytes("application/json", data)
}

// Form is a body of application/x-www-form-urlencoded.
func Form(v url.Values) *Body {
	return fromBytes("application/x-www-form-urlencoded", []byte(v.Encode()))
}

// File is the file part of a multipart body.
type File struct {
	Field string
	Name  string
	Type  string
	Size  int64 // bytes
	Open  func(context.Context) (io.ReadCloser, error)
}

// Multipart is a body of multipart/form-data: the fields in order, then the file. The file
// is streamed, never held in memory, and the body's size is known beforehand.
func Multipart(fields [][2]string, f File) *Body {
	var head bytes.Buffer
	w := multipart.NewWriter(&head)
	for _, kv := range fields {
		_ = w.WriteField(kv[0], kv[1]) // a bytes.Buffer does not fail
	}
	_, _ = w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {fmt.Sprintf(`form-data; name="%s"; filename="%s"`, quoted(f.Field), quoted(f.Name))},
		"Content-Type":        {f.Type},
	})
	tail := "\r\n--" + w.Boundary() + "--\r\n"
	return &Body{
		Type: w.FormDataContentType(),
		Size: int64(head.Len()) + f.Size + int64(len(tail)),
		Open: func(ctx context.Context) (io.ReadCloser, error) {
			content, err := f.Open(ctx)
			if err != nil {
				return nil, err
			}
			all := io.MultiReader(bytes.NewReader(head.Bytes()), content, strings.NewReader(tail))
			return readCloser{all, content}, nil
		},
	}
}

func quoted(s string) string {
	return strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "", "\n", "").Replace(s)
}

type readCloser struct {
	io.Reader
	io.Closer
}

func fromBytes(contentType string, data []byte) *Body {
	return &Body{Type: contentType, Size: int64(len(data)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	}}
}

func failing(err error) *Body {
	return &Body{Open: func(context.Context) (io.ReadCloser, error) { return nil, err }}
}
