package ui

func stepsDone(steps []Step) int {
	done := 0
	for _, s := range steps {
		if s.Done {
			done++
		}
	}
	return done
}
