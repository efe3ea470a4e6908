package identifier

import (
	"os"
	"strings"
	"testing"
)

// shared reads a table of other people's vectors, without its heading.
func shared(t *testing.T, file string) [][]string {
	t.Helper()
	raw, err := os.ReadFile("../../../shared/testdata/mx-ids/" + file)
	if err != nil {
		t.Skip("skipped: no shared test data")
	}
	var rows [][]string
	for line := range strings.Lines(string(raw)) {
		if f := strings.Split(strings.TrimRight(line, "\r\n"), "\t"); len(f) > 1 {
			rows = append(rows, f)
		}
	}
	return rows[1:]
}

func TestSharedIdentifiers(t *testing.T) {
	t.Parallel()
	for _, row := range shared(t, "mx_ids.tsv") {
		kind, value, want := row[0], row[1], row[2]
		got := No
		switch kind {
		case "curp":
			got = CheckCURP(value)
		case "clabe":
			got = CheckCLABE(value)
		case "nss":
			got = CheckNSS(value)
		default:
			got = CheckRFC(value)
		}
		ok := false
		switch want {
		case "valid":
			ok = got == Good
		case "invalid":
			ok = got != Good
		case "valid_in_use_bad_check_digit":
			ok = got == BadDigit || got == Good
		case "valid_no_homoclave":
			ok = CheckShortRFC(value)
		}
		if !ok {
			t.Errorf("%s %s: verdict %d, want %s (%s)", kind, value, got, want, row[3])
		}
	}
}

func TestSharedCards(t *testing.T) {
	t.Parallel()
	for _, row := range shared(t, "cards.tsv") {
		found := Find("Mi tarjeta: "+row[0], Public{})
		sure := len(found) == 1 && found[0].Kind == Card && found[0].Sure
		if sure != (row[1] == "valid") {
			t.Errorf("%s: %v, want %s", row[0], found, row[1])
		}
	}
}

func TestSharedPhones(t *testing.T) {
	t.Parallel()
	for _, row := range shared(t, "phones_mx.tsv") {
		found := Find(row[0], Public{})
		phone := len(found) == 1 && found[0].Kind == Phone && found[0].Start == 0 && found[0].End == len(row[0])
		if phone != (row[2] == "phone") {
			t.Errorf("%s: %v, want %s", row[0], found, row[2])
		}
	}
}
