package post

import (
	"time"

	"pregonero/internal/fault"
)

// checkDate refuses dates that no calendar of an institution has. Those that leave the
// years 0 to 9999 when they are put in UTC cannot even be said in JSON, which Hash needs.
func checkDate(field string, at time.Time) error {
	if at.IsZero() || at.Year() >= 2000 && at.Year() < 2200 {
		return nil
	}
	return fault.New(fault.Invalid, "Esa fecha no es posible.").Then("Escriba una fecha entre los años 2000 y 2199.").On(field)
}
