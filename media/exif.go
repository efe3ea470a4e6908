package media

import "encoding/binary"

// turn is EXIF's orientation: 1 upright … 8. 0 means that none is told.
type turn int

func (t turn) needed() bool { return t > 1 && t <= 8 }

// sideways tells whether width and height change places.
func (t turn) sideways() bool { return t >= 5 && t <= 8 }

// exifTurn reads the orientation (tag 0x0112 of the first IFD) from TIFF data; 0 when it
// is not there.
func exifTurn(tiff []byte) turn {
	if len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return 0
	}
	at := int64(order.Uint32(tiff[4:]))
	if at < 8 || at+2 > int64(len(tiff)) {
		return 0
	}
	entries := tiff[at+2:]
	for n := int(order.Uint16(tiff[at:])); n > 0 && len(entries) >= 12; n-- {
		if order.Uint16(entries) == 0x0112 && order.Uint16(entries[2:]) == 3 {
			if t := turn(order.Uint16(entries[8:])); t >= 1 && t <= 8 {
				return t
			}
			return 0
		}
		entries = entries[12:]
	}
	return 0
}

// exifOnly is TIFF data that tells the orientation and nothing else.
func exifOnly(t turn) []byte {
	return []byte{'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(t), 0, 0, 0, 0, 0, 0}
}
