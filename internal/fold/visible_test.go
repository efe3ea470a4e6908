package fold

import "testing"

func TestVisible(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"": false, " \n\t": false, "\u2800\u2800": false, "\u200b\u200d": false, "\u3164": false, "\u00a0": false, "\u0301": false,
		"a": true, " ñ ": true, "¿?": true, "🙂": true, "7": true, "\u200bhola": true} {
		if Visible(text) != want {
			t.Errorf("%q: not %v", text, want)
		}
	}
}
