package ledger

import (
	"bytes"
	"encoding/json"
	"math"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// The samples of RFC 8785, sections 3.2.2 and 3.2.3.
func TestCanonicalSamplesOfRFC8785(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{
			"section 3.2.2",
			`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
			  "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`,
			`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
		},
		{
			"section 3.2.3",
			`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
			  "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`,
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\"," +
				"\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := canonicalJSON([]byte(tt.in))
			if err != nil || string(got) != tt.want {
				t.Errorf("got  %s (%v)\nwant %s", got, err, tt.want)
			}
		})
	}
}

// The numbers of RFC 8785, appendix B.
func TestCanonicalNumbersOfRFC8785(t *testing.T) {
	t.Parallel()
	tests := []struct {
		bits uint64
		want string
	}{
		{0x0000000000000000, "0"},
		{0x8000000000000000, "0"},
		{0x0000000000000001, "5e-324"},
		{0x8000000000000001, "-5e-324"},
		{0x7fefffffffffffff, "1.7976931348623157e+308"},
		{0xffefffffffffffff, "-1.7976931348623157e+308"},
		{0x4340000000000000, "9007199254740992"},
		{0xc340000000000000, "-9007199254740992"},
		{0x4430000000000000, "295147905179352830000"},
		{0x44b52d02c7e14af5, "9.999999999999997e+22"},
		{0x44b52d02c7e14af6, "1e+23"},
		{0x44b52d02c7e14af7, "1.0000000000000001e+23"},
		{0x444b1ae4d6e2ef4e, "999999999999999700000"},
		{0x444b1ae4d6e2ef4f, "999999999999999900000"},
		{0x444b1ae4d6e2ef50, "1e+21"},
		{0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
		{0x3eb0c6f7a0b5ed8d, "0.000001"},
		{0x41b3de4355555553, "333333333.3333332"},
		{0x41b3de4355555554, "333333333.33333325"},
		{0x41b3de4355555555, "333333333.3333333"},
		{0x41b3de4355555556, "333333333.3333334"},
		{0x41b3de4355555557, "333333333.33333343"},
		{0xbecbf647612f3696, "-0.0000033333333333333333"},
		{0x43143ff3c1cb0959, "1424953923781206.2"},
	}
	for _, tt := range tests {
		written := strconv.FormatFloat(math.Float64frombits(tt.bits), 'e', 17, 64)
		got, err := canonicalJSON([]byte(written))
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: got %s (%v), want %s", written, got, err, tt.want)
		}
		if err := checkCanonical([]byte(tt.want)); err != nil {
			t.Errorf("%s is not taken as canonical: %v", tt.want, err)
		}
	}
}

func TestCanonicalRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in string }{
		{"a name twice", `{"a":1,"a":2}`},
		{"a name twice, once escaped", `{"a":1,"\u0061":2}`},
		{"bytes that are not UTF-8", "\"\xff\""},
		{"half a surrogate pair", `"\ud83d"`},
		{"a whole number past 2^53", `{"n":9007199254740993}`},
		{"a negative one", `-9007199254740993`},
		{"a number past the largest double", `1e400`},
		{"not a number", `NaN`},
		{"two values", `1 2`},
		{"nothing", ``},
		{"a comma too many", `[1,]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got, err := canonicalJSON([]byte(tt.in)); err == nil {
				t.Errorf("accepted as %s", got)
			}
		})
	}
}

func TestCheckCanonicalRefusesOtherForms(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		`{"b":1,"a":2}`, `{ "a":1}`, `{"a":1.0}`, `{"a":1e0}`, `{"a":"\u0041"}`, `{"a":"\/"}`, `{"a":-0}`, "{\"a\":1}\n", `"\u000F"`,
	} {
		if err := checkCanonical([]byte(in)); err == nil {
			t.Errorf("%q was taken as canonical", in)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{`{"b":[1,2.5e3,null],"a":"é\u0000"}`, `"\ud83d\ude00"`, `[]`, `1e400`, `{"":{}}`, `-0`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		once, err := canonicalJSON(data)
		if err != nil {
			return
		}
		twice, err := canonicalJSON(once)
		if err != nil && !strings.Contains(err.Error(), "does not fit a double") {
			t.Fatalf("canonical JSON cannot be made canonical: %v: %q", err, once)
		}
		if err == nil && !bytes.Equal(once, twice) {
			t.Fatalf("twice is not once: %q, %q", once, twice)
		}
		if err := checkCanonical(once); err != nil {
			t.Fatalf("not taken as canonical: %q", once)
		}
		var a, b any
		if json.Unmarshal(data, &a) != nil || json.Unmarshal(once, &b) != nil {
			t.Fatalf("the standard library cannot read %q or %q", data, once)
		}
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("the meaning changed: %v, %v", a, b)
		}
	})
}
