package publishing

import (
	"context"
	"fmt"
	"time"

	"pregonero/account"
	"pregonero/institution"
	"pregonero/internal/fault"
	"pregonero/limits"
	"pregonero/post"
	"pregonero/store"
)

// Forecast says whether one publication will go out at its hour, and what stands in the way.
type Forecast struct {
	Publication post.Publication
	Account     account.Account
	Obstacles   []Obstacle
}

// Obstacle is a reason and the next step, which an edge may translate. A warning does not
// stop it.
type Obstacle struct {
	*fault.Fault
	Warning bool
}

// stops is an obstacle that keeps a publication from going out as it is.
func stops(why *fault.Fault) Obstacle { return Obstacle{Fault: why} }

// warns is one that a person should look at in time.
func warns(why *fault.Fault) Obstacle { return Obstacle{Fault: why, Warning: true} }

// OK tells whether nothing stops it.
func (f Forecast) OK() bool {
	for _, o := range f.Obstacles {
		if !o.Warning {
			return false
		}
	}
	return true
}

// Worker is what is known about who does the sending.
type Worker struct {
	Alive    bool
	LastBeat time.Time
}

// Heartbeat notes that the workers run; the sweeper calls it.
func (d *Desk) Heartbeat(ctx context.Context) error {
	now := d.Now()
	return d.Store.Change(ctx, func(t *store.Tx) error { return t.SetSetting(ctx, heartbeat, now.UTC().Format(time.RFC3339)) })
}

const (
	heartbeat = "worker.heartbeat"
	beatEvery = 2 * time.Minute
	soon      = 24 * time.Hour
)

// Outlook answers "will it go out?" for what is due between two moments on the actor's
// accounts: credentials, media, limits, switches and workers, before the hour and not after.
func (d *Desk) Outlook(ctx context.Context, a institution.Actor, from, to time.Time) ([]Forecast, Worker, error) {
	now := d.Now()
	if err := d.Gate.Permit(ctx, now, a, institution.PostRead, institution.On{}); err != nil {
		return nil, Worker{}, err
	}
	var out []Forecast
	var worker Worker
	err := d.Store.Read(ctx, func(t *store.Tx) error {
		accounts, err := t.AccountsOf(ctx, a)
		if err != nil || len(accounts) == 0 {
			return err
		}
		byID := map[string]account.Account{}
		for _, acc := range accounts {
			byID[acc.ID] = acc
		}
		pubs, err := t.Publications(ctx, store.PublicationFilter{Accounts: account.IDs(accounts), Stages: []post.Stage{post.Waiting, post.Sending, post.Unknown}, From: from, To: to, Limit: 500})
		if err != nil {
			return err
		}
		stopped, err := t.Setting(ctx, stopAllSetting)
		if err != nil {
			return err
		}
		if worker, err = d.worker(ctx, t, now); err != nil {
			return err
		}
		for _, pub := range pubs {
			f := Forecast{Publication: pub, Account: byID[pub.AccountID]}
			f.Obstacles = d.obstacles(ctx, f, stopped, worker, now)
			out = append(out, f)
		}
		return nil
	})
	return out, worker, err
}

func (d *Desk) worker(ctx context.Context, t *store.Tx, now time.Time) (Worker, error) {
	text, err := t.Setting(ctx, heartbeat)
	if err != nil || text == "" {
		return Worker{}, err
	}
	beat, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return Worker{}, fmt.Errorf("read the heartbeat: %w", err)
	}
	return Worker{Alive: now.Sub(beat) < beatEvery, LastBeat: beat}, nil
}

func (d *Desk) obstacles(ctx context.Context, f Forecast, stopped string, w Worker, now time.Time) []Obstacle {
	var out []Obstacle
	add := func(o Obstacle) { out = append(out, o) }
	if f.Publication.Stage == post.Unknown {
		add(stops(fault.New(fault.Conflict, "No se sabe si salió: la red no contestó.").Then("Mire en la red si está publicada y dígalo en su página.")))
	}
	if f.Publication.Stage == post.Waiting && now.Sub(f.Publication.DueAt) > d.patience().Grace {
		add(stops(fault.New(fault.Conflict, "Su hora ya pasó y no salió.").Then("Elija otra hora y pida de nuevo el visto bueno.")))
	}
	if stopped != "" {
		add(stops(fault.New(fault.Conflict, "Toda la publicación está detenida: %s", stopped).Then("Pida que se reanude o cambie la hora.")))
	}
	if x, ok := fault.Of(f.Account.MayPublish()); ok {
		add(stops(x))
	}
	if p := f.Publication.Problem; p != nil && p.Kind == problemDeliberation {
		add(stops(fault.New(fault.Conflict, "%s", p.Sentence).Then(p.Next)))
	}
	if _, err := d.Keys.Connector(f.Account); err != nil {
		add(stops(fault.New(fault.Conflict, "La red de esta cuenta no está conectada a Pregonero.").Then("Publíquela a mano en la red.")))
	}
	d.credentialObstacles(f, add)
	if l := LimitsOf(f.Account); l.Text.Max > 0 && l.Count(f.Publication.Text) > l.Text.Max {
		add(stops(fault.New(fault.Conflict, "El texto mide %d y la red acepta %d.", l.Count(f.Publication.Text), l.Text.Max).Then("Acorte el texto y envíela de nuevo a visto bueno.")))
	}
	for _, m := range LimitsOf(f.Account).Misfits(filesOf(f.Publication.Media)) {
		add(stops(fault.New(fault.Conflict, "%s", m.Sentence).Then("Cambie los archivos y envíela de nuevo a visto bueno.")))
	}
	for _, m := range f.Publication.Media {
		if n, err := d.Media.Size(ctx, m.Hash); err != nil || n != m.Bytes {
			add(stops(fault.New(fault.Conflict, "Falta en el almacén el archivo «%s».", orElse(m.Name, m.Kind)).Then("Suba de nuevo el archivo.")))
		}
	}
	if !w.Alive {
		add(stops(fault.New(fault.Conflict, "El proceso que publica no da señales de vida.").Then("Avise a quien opera el sistema.")))
	}
	return out
}

func filesOf(media []post.Media) []limits.File {
	out := make([]limits.File, len(media))
	for i, m := range media {
		out[i] = limits.File{Kind: m.Kind, Type: m.Type, Bytes: m.Bytes, Duration: m.Duration}
	}
	return out
}

func (d *Desk) credentialObstacles(f Forecast, add func(Obstacle)) {
	c := f.Account.Credential
	switch {
	case !c.Present:
		add(stops(fault.New(fault.Conflict, "La cuenta no tiene credenciales guardadas.").Then("Conecte la cuenta en su expediente, en «Accesos».")))
	case c.Problem != "":
		add(stops(fault.New(fault.Conflict, "La última prueba de las credenciales falló: %s", c.Problem).Then("Conecte de nuevo la cuenta en su expediente.")))
	case !c.ExpiresAt.IsZero() && c.ExpiresAt.Before(f.Publication.DueAt):
		add(warns(fault.New(fault.Conflict, "Las credenciales vencen antes de la hora de publicación.").Then("Si no se renuevan solas, conecte de nuevo la cuenta.")))
	case c.ProbedAt.IsZero():
		add(warns(fault.New(fault.Conflict, "Las credenciales todavía no se han probado.").Then("Use «Probar acceso» en el expediente.")))
	}
}
