package faults_test

import "os"

// scale is how much larger than in an ordinary run everything is: PREGONERO_FAULTS=full.
func scale() int {
	if os.Getenv("PREGONERO_FAULTS") == "full" {
		return 4
	}
	return 1
}
