package institution

import "testing"

// The directory says who there is, and may do nothing else; no person does it in its place.
//
//clause:test 5.1.p4
func TestTheDirectoryOnlySyncs(t *testing.T) {
	t.Parallel()
	on := On{AreaID: "a", AccountIDs: []string{"x"}, SourceArea: "a"}
	a := FromDirectory("k", "Entra ID", "192.0.2.1")
	for act := range table {
		if Allowed(now, a, act, On{}) != (act == DirectorySync) || act != DirectorySync && Allowed(now, a, act, on) {
			t.Errorf("the directory and %s", act)
		}
	}
	for _, role := range Roles() {
		if Allowed(now, holding(role, "a", "x"), DirectorySync, on) || role == directory {
			t.Errorf("%s is taken for the directory", role)
		}
	}
}
