package oversight_test

import (
	"testing"

	"pregonero/internal/fault"
	"pregonero/oversight"
)

// An account of the inner network enters only where the configuration admits its server,
// and one of the practice network only in practice mode.
//
//clause:test 1.p1
func TestRegistrationKeepsToWhatCanBeCalled(t *testing.T) {
	t.Parallel()
	each(t, func(b bureau) {
		in := oversight.Registration{Network: "mastodon", BaseURL: "http://127.0.0.1:9", Handle: "Jalisco", Name: "Jalisco", AreaID: "jle-jal", LeadID: b.id("leo"), AlternateID: b.id("alba")}
		_, err := b.o.RegisterAccount(b.Context(), b.w.Actor("paz"), in)
		if f := b.refused(fault.Invalid, err); f.Field != "base_url" || f.Clause == "" {
			b.Errorf("%+v", f)
		}
		b.o.AllowHosts = []string{"127.0.0.1:9"}
		_, err = b.o.RegisterAccount(b.Context(), b.w.Actor("paz"), in)
		b.must(err)
		b.o.Live = true
		in.Network, in.BaseURL = "practice", ""
		_, err = b.o.RegisterAccount(b.Context(), b.w.Actor("paz"), in)
		b.refused(fault.Invalid, err)
	})
}
