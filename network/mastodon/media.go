package mastodon

import (
	"context"
	"net/http"
	"time"

	"pregonero/network"
	"pregonero/network/outbound"
)

// slowest is the upload speed under which a file is given up: bytes a second.
const slowest = 64 << 10

// upload sends a file with its alternative text and waits until the server has processed it.
//
//clause:code 6.xxvii
func (c *Connector) upload(ctx context.Context, a network.Account, m network.Media) (string, error) {
	var fields [][2]string
	if m.Alt != "" {
		fields = append(fields, [2]string{"description", m.Alt})
	}
	name := m.Name
	if name == "" {
		name = "archivo"
	}
	r := request(a, http.MethodPost, "api", "v2", "media")
	r.Body = outbound.Multipart(fields, outbound.File{Field: "file", Name: name, Type: m.Type, Size: m.Bytes, Open: m.Open})
	r.Timeout = outbound.DefaultTimeout + time.Duration(m.Bytes/slowest)*time.Second
	answer, err := c.client.Do(ctx, r)
	if err != nil {
		return "", err
	}
	var file media
	if err := answer.Decode(&file); err != nil {
		return "", err
	}
	if file.ID == "" {
		return "", answer.Unreadable(errNoID)
	}
	if answer.Status == http.StatusAccepted {
		return file.ID, c.processed(ctx, a, file.ID)
	}
	return file.ID, nil
}

// looks bounds the wait for one file, with the default pause about ten minutes.
const looks = 600

// processed waits for a file: 206 means not yet, 200 done, 422 that it cannot be.
func (c *Connector) processed(ctx context.Context, a network.Account, id string) error {
	for range looks {
		answer, err := c.client.Do(ctx, get(a, nil, "api", "v1", "media", id))
		if err != nil || answer.Status != http.StatusPartialContent {
			return err
		}
		if err := pause(ctx, c.options.Poll); err != nil {
			return waitedTooLong(err)
		}
	}
	return waitedTooLong(context.DeadlineExceeded)
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func waitedTooLong(err error) error {
	return &network.Error{Kind: network.Temporary, Err: err, Sentence: "Mastodon todavía no termina de procesar un archivo adjunto.",
		Next: "Se intentará de nuevo; si continúa, pruebe con un archivo más ligero."}
}
