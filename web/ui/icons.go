package ui

// Icon names one of the product's own line drawings, on a grid of 20 by 20.
type Icon string

// The drawings. An icon never stands alone: a word is always beside it.
const (
	IconDay      Icon = "day"
	IconWrite    Icon = "write"
	IconCalendar Icon = "calendar"
	IconApprove  Icon = "approve"
	IconInbox    Icon = "inbox"
	IconFile     Icon = "file"
	IconLedger   Icon = "ledger"
	IconAdmin    Icon = "admin"
	IconMore     Icon = "more"
	IconSearch   Icon = "search"
	IconHelp     Icon = "help"
	IconAlert    Icon = "alert"
	IconOK       Icon = "ok"
	IconFix      Icon = "fix"
	IconInfo     Icon = "info"
	IconClock    Icon = "clock"
	IconLink     Icon = "link"
	IconImage    Icon = "image"
	IconVideo    Icon = "video"
	IconAudio    Icon = "audio"
	IconPerson   Icon = "person"
	IconKey      Icon = "key"
	IconChart    Icon = "chart"
	IconCopy     Icon = "copy"
	IconExternal Icon = "external"
	IconUndo     Icon = "undo"
	IconMove     Icon = "move"
	IconPlus     Icon = "plus"
	IconClose    Icon = "close"
	IconNext     Icon = "next"
	IconPrevious Icon = "previous"
	IconDown     Icon = "down"
	IconUp       Icon = "up"
	IconPrint    Icon = "print"
	IconDownload Icon = "download"
	IconUpload   Icon = "upload"
	IconLock     Icon = "lock"
	IconShield   Icon = "shield"
	IconHorn     Icon = "horn"
	IconGlobe    Icon = "globe"
	IconEye      Icon = "eye"
	IconPause    Icon = "pause"
	IconStop     Icon = "stop"
	IconReply    Icon = "reply"
	IconForward  Icon = "forward"
	IconTrain    Icon = "train"
	IconPin      Icon = "pin"
	IconRefresh  Icon = "refresh"
)

var iconPaths = map[Icon]string{
	IconDay:      "M4 5.5l1.3 1.3L7.6 4.5M4 10.5l1.3 1.3 2.3-2.3M4 15.5l1.3 1.3 2.3-2.3M10.5 6H17M10.5 11H17M10.5 16H17",
	IconWrite:    "M3.5 16.5l1-4 9-9 3 3-9 9zM11.5 5.5l3 3",
	IconCalendar: "M3.5 5h13v11.5h-13zM3.5 9h13M7 3v3.5M13 3v3.5",
	IconApprove:  "M10 2.8l6 2.2v4.6c0 3.6-2.5 6.3-6 7.6-3.5-1.3-6-4-6-7.6V5zM7.3 10l2 2 3.6-3.8",
	IconInbox:    "M3 11.5h4l1.2 2.2h3.6L13 11.5h4M3 11.5L5.2 4h9.6L17 11.5V16H3z",
	IconFile:     "M2.8 15.8V4.5h5l1.6 2h7.8v9.3z",
	IconLedger:   "M4.5 3h10.3c.4 0 .7.3.7.7v12.6c0 .4-.3.7-.7.7H4.5zM7.5 3v14M10 7h3M10 10h3",
	IconAdmin:    "M3 6h7M14 6h3M3 14h3M10 14h7M12 4v4M8 12v4",
	IconMore:     "M4.5 10h.01M10 10h.01M15.5 10h.01",
	IconSearch:   "M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M13.2 13.2l3.6 3.6",
	IconHelp:     "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M7.9 8c.1-1.2 1-1.9 2.1-1.9s2.1.7 2.1 1.8c0 1.5-2.1 1.6-2.1 3.2M10 13.9h.01",
	IconAlert:    "M10 3l7.5 13.5h-15zM10 8v4M10 14.2h.01",
	IconOK:       "M4 10.6l3.8 3.8L16 6.2",
	IconFix:      "M7 2.8h6L17.2 7v6L13 17.2H7L2.8 13V7zM7.5 7.5l5 5M12.5 7.5l-5 5",
	IconInfo:     "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 9.2v4.3M10 6.5h.01",
	IconClock:    "M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4M10 6v4.2l2.8 1.6",
	IconLink:     "M8.3 11.7a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.7 8.3a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
	IconImage:    "M3 4h14v12H3zM3 13.5l4-4 3.5 3.5 2.5-2.5 4 4M12.8 7.5h.01",
	IconVideo:    "M3 5h10v10H3zM13 9l4-2.5v7L13 11",
	IconAudio:    "M4 8v4M7.5 5.5v9M11 3.5v13M14.5 7v6M17.5 9v2",
	IconPerson:   "M10 3.5a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4M3.8 17c.4-3.2 2.9-5 6.2-5s5.8 1.8 6.2 5",
	IconKey:      "M7 9.500a3.7 3.7 0 1 1-.1 0M9.8 10.500L16.5 4M14 6.500l2.2 2.200M11.8 8.600l1.5 1.5",
	IconChart:    "M3 17h14M5 14.500V10M9 14.500V5M13 14.500V8M16.5 14.500v-3",
	IconCopy:     "M7 7h9.500v9.500H7zM4.5 13H3.500V3.500H13v1",
	IconExternal: "M11.5 3.500h5v5M16.5 3.500L9.5 10.500M14 11.500v5H3.500V6h5",
	IconUndo:     "M7.5 4L4 7.5 7.5 11M4 7.500h7.500a4.5 4.5 0 0 1 0 9H8",
	IconMove:     "M10 2.500v15M2.5 10h15M8 4.500l2-2 2 2M8 15.500l2 2 2-2M4.5 8l-2 2 2 2M15.5 8l2 2-2 2",
	IconPlus:     "M10 4v12M4 10h12",
	IconClose:    "M5 5l10 10M15 5L5 15",
	IconNext:     "M7.5 4l6 6-6 6",
	IconPrevious: "M12.5 4l-6 6 6 6",
	IconDown:     "M4 7.500l6 6 6-6",
	IconUp:       "M4 12.500l6-6 6 6",
	IconPrint:    "M5.5 8V3h9v5M5.5 14H3V8h14v6h-2.500M5.5 11.500h9V17h-9z",
	IconDownload: "M10 3v9.500M6 9l4 4 4-4M3.5 16.500h13",
	IconUpload:   "M10 13V3.500M6 7l4-4 4 4M3.5 16.500h13",
	IconLock:     "M4.5 9h11v8h-11zM7 9V6.300a3 3 0 0 1 6 0V9",
	IconShield:   "M10 2.800l6 2.200v4.600c0 3.6-2.5 6.3-6 7.6-3.5-1.3-6-4-6-7.600V5z",
	IconHorn:     "M3 8v4h3l8 4V4L6 8zM6.5 12l1 4.500h2L8.8 13M17 8v4",
	IconGlobe:    "M10 2.800a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.400M2.8 10h14.400M10 2.800c2 2 3 4.5 3 7.200s-1 5.2-3 7.200c-2-2-3-4.5-3-7.200s1-5.2 3-7.2",
	IconEye:      "M2 10c2-3.5 4.7-5.2 8-5.200s6 1.7 8 5.200c-2 3.5-4.7 5.2-8 5.200S4 13.5 2 10M10 7.800a2.2 2.2 0 1 1 0 4.4 2.2 2.2 0 0 1 0-4.4",
	IconPause:    "M7 4.500v11M13 4.500v11",
	IconStop:     "M5 5h10v10H5z",
	IconReply:    "M8 5L3.5 9.5 8 14M3.5 9.500H12c2.8 0 4.5 1.8 4.5 5",
	IconForward:  "M12 5l4.5 4.500L12 14M16.5 9.500H8c-2.8 0-4.5 1.8-4.5 5",
	IconTrain:    "M10 4l8 3.5-8 3.5-8-3.500zM5.5 9.500v4c2.5 2 6.5 2 9 0v-4M18 7.500v5",
	IconPin:      "M10 17.500c3.5-4 5.3-6.9 5.3-9.200A5.3 5.3 0 0 0 4.7 8.300c0 2.3 1.8 5.2 5.3 9.200M10 6.500a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6",
	IconRefresh:  "M16.5 8A7 7 0 0 0 4 6.500L3 8M3.5 12A7 7 0 0 0 16 13.500l1-1.500M3 4v4h4M17 16v-4h-4",
}
