package check

import "strings"

// quotes are the signs that open words of others or a question, each with what closes it.
var quotes = []struct {
	open, close string
	question    bool
}{{"«", "»", false}, {"“", "”", false}, {"\"", "\"", false}, {"¿", "?", true}}

// longestQuote is as far as what closes a quotation is looked for, in bytes.
const longestQuote = 1500

// inside tells for each word of a passage whether it is somebody else's, in quotation marks,
// or, where questions count, asked: the institution does not say it. A sign that nothing
// closes on its paragraph opens nothing.
func (p *passage) inside(questions bool) []bool {
	list := p.wordList()
	in := make([]bool, len(list))
	for _, q := range quotes {
		if q.question && !questions {
			continue
		}
		next := 0
		for at := 0; at < len(p.text); {
			open := strings.Index(p.text[at:], q.open)
			if open < 0 {
				break
			}
			start := at + open + len(q.open)
			size := strings.Index(p.text[start:min(len(p.text), start+longestQuote)], q.close)
			if end := start + size; size >= 0 && !strings.Contains(p.text[start:end], "\n\n") {
				for ; next < len(list) && list[next].at < end; next++ {
					in[next] = in[next] || list[next].at >= start
				}
				at = end + len(q.close)
				continue
			}
			at = start
		}
	}
	return in
}
