package web

import (
	"context"
	"time"

	"pregonero/oversight"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// machinery is how the system is, for who runs it: never what goes through it.
type machinery struct {
	system  oversight.System
	worker  publishing.Worker
	mailOut bool // there is a server that takes our mail
	mailIn  bool
	reads   bool // the text of pictures
	stopped string
	version string
	now     time.Time
}

// slow is how long an entry may wait for its place in the chain before it is told.
const slow = time.Minute

func (s *Site) machinery(ctx context.Context, v visit) (m machinery, err error) {
	m.version, m.now = s.Version, s.Now()
	m.reads = s.ReadsPictures
	m.mailOut, m.mailIn = s.Room.Ready(), s.Room.Incoming()
	if m.system, err = s.Office.System(ctx, v.actor); err != nil {
		return m, err
	}
	if m.worker, err = s.Desk.WorkerState(ctx, v.actor); err != nil {
		return m, err
	}
	m.stopped, err = s.Desk.Stopped(ctx)
	return m, err
}

func (m machinery) ledgerLate() bool {
	return m.system.LedgerWaiting > 0 && m.now.Sub(m.system.LedgerSince) > slow
}

// title says whether anything is wrong.
func (m machinery) title(ctx context.Context) string {
	switch {
	case !m.worker.Alive:
		return lang.T(ctx, "El proceso que publica no da señales de vida")
	case m.ledgerLate():
		return lang.T(ctx, "La bitácora va atrasada")
	case m.system.JobsFailed > 0:
		return lang.N(ctx, m.system.JobsFailed, "Una tarea falló y se repetirá", "%d tareas fallaron y se repetirán")
	case !m.mailOut:
		return lang.T(ctx, "No hay servidor de correo configurado")
	}
	return lang.T(ctx, "El sistema funciona")
}

func (m machinery) database() string {
	if m.system.Postgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

func (m machinery) workerTag(ctx context.Context) ui.Tag {
	if m.worker.Alive {
		return ui.Tag{Text: lang.T(ctx, "En marcha"), State: ui.OK}
	}
	return ui.Tag{Text: lang.T(ctx, "Sin señales"), State: ui.Fix}
}

// mailTag says whether notices leave, and answers come in.
func (m machinery) mailTag(ctx context.Context) ui.Tag {
	switch {
	case !m.mailOut:
		return ui.Tag{Text: lang.T(ctx, "No hay servidor de correo configurado"), State: ui.Fix}
	case !m.mailIn:
		return ui.Tag{Text: lang.T(ctx, "Sale, pero no se recibe"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Sale y se recibe"), State: ui.OK}
}

// picturesTag says whether the text of pictures is read.
func (m machinery) picturesTag(ctx context.Context) ui.Tag {
	if !m.reads {
		return ui.Tag{Text: lang.T(ctx, "No se revisa: instale tesseract-ocr y tesseract-ocr-spa"), State: ui.Warn}
	}
	return ui.Tag{Text: lang.T(ctx, "Se revisa con Tesseract"), State: ui.OK}
}

func (m machinery) beat(ctx context.Context) string {
	if m.worker.LastBeat.IsZero() {
		return lang.T(ctx, "nunca ha dado señales")
	}
	return lang.T(ctx, "última señal %s", lang.Ago(ctx, m.worker.LastBeat, m.now))
}

// daySystem is the operator's day.
func (s *Site) daySystem(d *dayReading) (dayShown, error) {
	m, err := s.machinery(d.ctx, d.v)
	if err != nil {
		return dayShown{}, err
	}
	return dayShown{title: m.title(d.ctx), body: machineryView(m, true)}, nil
}
