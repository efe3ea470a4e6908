package institution

// Family tells whether an area belongs to another's structure: itself, or anywhere below it.
func Family(areas []Area) func(member, of string) bool {
	parent := make(map[string]string, len(areas))
	for _, a := range areas {
		parent[a.ID] = a.ParentID
	}
	return func(member, of string) bool {
		for range len(areas) + 1 { // bounded: a loop in the data must not hang
			if member == of {
				return true
			}
			if member = parent[member]; member == "" {
				return false
			}
		}
		return false
	}
}
