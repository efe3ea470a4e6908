package bluesky

import (
	"encoding/json"
	"time"
)

// post is a record of app.bsky.feed.post, as we write it.
type post struct {
	Type      string          `json:"$type"`
	Text      string          `json:"text"`
	Facets    []facet         `json:"facets,omitempty"`
	Reply     *replyRefs      `json:"reply,omitempty"`
	Embed     json.RawMessage `json:"embed,omitempty"`
	Langs     []string        `json:"langs,omitempty"`
	CreatedAt string          `json:"createdAt"`
}

// said is what we read of a post. Anybody can put anything into a record: what is not as the
// lexicon says stays empty here, and never keeps the rest of a page from being read.
type said struct {
	Text      string          `json:"text"`
	Reply     *replyRefs      `json:"reply"`
	Embed     json.RawMessage `json:"embed"`
	CreatedAt string          `json:"createdAt"`
}

// UnmarshalJSON reads what can be read.
func (s *said) UnmarshalJSON(data []byte) error {
	type plain said
	_ = json.Unmarshal(data, (*plain)(s))
	return nil
}

// replyRefs say what a post answers and where its thread begins.
type replyRefs struct {
	Root   strongRef `json:"root"`
	Parent strongRef `json:"parent"`
}

// strongRef points at one version of a record (com.atproto.repo.strongRef).
type strongRef struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

// record is the answer of com.atproto.repo.getRecord.
type record[T any] struct {
	URI   string `json:"uri"`
	CID   string `json:"cid"`
	Value T      `json:"value"`
}

// intent is what is stored before Send: the whole record, and where it will be.
type intent struct {
	Rkey   string          `json:"rkey"`
	Record json.RawMessage `json:"record"`
}

// datetime writes a moment as lexicons want it.
func datetime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// moment reads a lexicon's datetime; zero when it cannot be read.
func moment(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}
