package limits

import "testing"

func TestHandles(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		h, ok := HandleOf(name)
		if !ok || h.Min < 1 || h.Max < h.Min || h.AsOf == "" || h.Source == "" {
			t.Errorf("%s: %+v", name, h)
		}
	}
	if _, ok := HandleOf("invented"); ok {
		t.Error("a network that is none has a rule")
	}
	x, _ := HandleOf("x")
	for handle, want := range map[string]string{"JalINE_9": "", "INE.Jal": ".", "INEñ": "ñ", "ІNE": "І", "": "", "a b": " "} {
		if got := x.Foreign(handle); got != want {
			t.Errorf("%q: %q, want %q", handle, got, want)
		}
	}
}
