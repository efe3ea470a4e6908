package lang

import (
	"context"
	"time"
)

// Zones of Mexico by the names of its time-zone law of 2022. Border towns that follow
// the summer time of the United States have their own.
var zoneNames = map[string]string{
	"America/Mexico_City":    Key("hora del Centro"),
	"America/Monterrey":      Key("hora del Centro"),
	"America/Merida":         Key("hora del Centro"),
	"America/Bahia_Banderas": Key("hora del Centro"),
	"America/Chihuahua":      Key("hora del Centro"),
	"America/Cancun":         Key("hora del Sureste"),
	"America/Mazatlan":       Key("hora del Pacífico"),
	"America/Hermosillo":     Key("hora de Sonora"),
	"America/Tijuana":        Key("hora del Noroeste"),
	"America/Ciudad_Juarez":  Key("hora de Ciudad Juárez"),
	"America/Ojinaga":        Key("hora de Ojinaga"),
	"America/Matamoros":      Key("hora de Matamoros"),
	"UTC":                    Key("tiempo universal"),
}

// Zone names a time zone in words: "hora del Centro". A zone that is not Mexican is
// called by its name in the tz database.
func Zone(ctx context.Context, zone *time.Location) string {
	if name, known := zoneNames[zone.String()]; known {
		return Dyn(ctx, name)
	}
	return zone.String()
}
