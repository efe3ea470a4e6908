package mail

import (
	"regexp"
	"strings"
)

// Answer is what somebody wrote, without what their program quoted under or above it.
func Answer(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	var kept []string
	for i := 0; i < len(lines); i++ {
		if quotedLine(lines[i]) {
			continue
		}
		if n := attribution(lines, i); n > 0 {
			if !quoteFollows(lines, i+n) {
				break // a quote without marks: everything under it is the earlier message
			}
			i += n - 1
			continue
		}
		if rest(lines, i) {
			break
		}
		kept = append(kept, strings.TrimRight(lines[i], " \t\u00a0"))
	}
	return strings.TrimSpace(blank.ReplaceAllString(strings.Join(kept, "\n"), "\n\n"))
}

var blank = regexp.MustCompile(`\n{3,}`)

func quotedLine(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, " "), ">") }

var (
	wrote    = regexp.MustCompile(`(?i)^(El |On |Em |Le |En ).{5,300}(escribió|escribio|wrote|escreveu|a écrit)\s*:?$`)
	wroteBy  = regexp.MustCompile(`(?i)^.{3,200}<[^<>\s]+@[^<>\s]+> (escribió|wrote):?$`)
	original = regexp.MustCompile(`(?i)^\s*[-_]{2,}\s*(mensaje original|original message|mensaje reenviado|forwarded message|mensaje enviado)\s*[-_]{0,}\s*$`)
	ruler    = regexp.MustCompile(`^_{8,}$`)
	fromLine = regexp.MustCompile(`(?i)^\*?(De|From|Desde)\*?: ?\*? ?\S`)
	nextLine = regexp.MustCompile(`(?i)^\*?(Enviado|Enviado el|Fecha|Para|Asunto|Sent|Date|To|Subject|CC)\*?:`)
	sentFrom = regexp.MustCompile(`(?i)^(enviado desde mi|enviado desde outlook|obtener outlook|sent from my|get outlook) ?`)
)

// attribution tells how many lines, from i on, say who wrote what follows; programs break
// that sentence anywhere.
func attribution(lines []string, i int) int {
	joined := ""
	for n := 1; n <= 4 && i+n <= len(lines); n++ {
		l := strings.TrimSpace(lines[i+n-1])
		if l == "" || quotedLine(l) {
			return 0
		}
		joined = strings.TrimSpace(joined + " " + l)
		if wrote.MatchString(joined) || n == 1 && wroteBy.MatchString(joined) {
			return n
		}
	}
	return 0
}

func quoteFollows(lines []string, i int) bool {
	for ; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			return quotedLine(lines[i])
		}
	}
	return false
}

// rest tells whether nothing from here on was written for us: the earlier message under a
// ruler, or a signature.
func rest(lines []string, i int) bool {
	l := strings.TrimRight(lines[i], "\r")
	if l == "-- " || l == "--" || original.MatchString(l) || sentFrom.MatchString(strings.TrimSpace(l)) {
		return true
	}
	if ruler.MatchString(strings.TrimSpace(l)) {
		return headerBlock(lines, i+1)
	}
	return headerBlock(lines, i)
}

// headerBlock is how Outlook begins what it quotes: De, Enviado, Para, Asunto.
func headerBlock(lines []string, i int) bool {
	for i < len(lines) && strings.TrimSpace(lines[i]) == "" {
		i++
	}
	if i >= len(lines) || !fromLine.MatchString(strings.TrimSpace(lines[i])) {
		return false
	}
	found := 0
	for _, l := range lines[i+1 : min(i+7, len(lines))] {
		if nextLine.MatchString(strings.TrimSpace(l)) {
			found++
		}
	}
	return found >= 2
}
