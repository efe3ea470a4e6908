package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	"github.com/riverqueue/river/rivertype"
)

// Job is something owed: a name that the wiring knows, its data, and from when on. It is
// kept in the same transaction as what caused it, so it is never lost and never early.
type Job struct {
	Name  string
	Data  any
	At    time.Time // zero: at once
	Queue Queue     // empty: the common one
}

// Queue is a row of jobs with workers of its own: what is slow by nature never holds those
// by which things are published.
type Queue string

const (
	Pages    Queue = "pages"    // looks at pages of others, each as slow as its server
	Pictures Queue = "pictures" // readings of pictures, one at a time: each fills a processor
)

// lookers is how many pages are looked at at once.
const lookers = 4

// errand is a Job inside the queue.
type errand struct {
	Name string          `json:"name"`
	Data json.RawMessage `json:"data"`
}

func (errand) Kind() string { return "errand" }

func (s *Store) driver() riverdriver.Driver[*sql.Tx] {
	if s.postgres {
		return riverdatabasesql.New(s.write)
	}
	return riversqlite.New(s.write)
}

func (s *Store) migrateJobs(ctx context.Context) error {
	m, err := rivermigrate.New(s.driver(), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("prepare the queue's migrations: %w", err)
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return wrap(err, "bring the queue's schema up to date")
}

func (s *Store) openJobs() error {
	c, err := river.NewClient(s.driver(), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	s.insert = c
	return wrap(err, "open the queue")
}

// Enqueue adds jobs to the transaction.
func (t *Tx) Enqueue(ctx context.Context, jobs ...Job) error {
	for _, j := range jobs {
		data, err := json.Marshal(j.Data)
		if err != nil {
			return fmt.Errorf("encode job %s: %w", j.Name, err)
		}
		_, err = t.s.insert.InsertTx(ctx, t.sqlTx, errand{j.Name, data}, &river.InsertOpts{ScheduledAt: j.At, MaxAttempts: 8, Queue: string(j.Queue)})
		if err != nil {
			return fmt.Errorf("enqueue %s: %w", j.Name, err)
		}
	}
	return nil
}

// Handler does one job. An error is tried again later, so it must be repeatable.
type Handler func(ctx context.Context, data json.RawMessage) error

type runner struct {
	river.WorkerDefaults[errand]
	handlers map[string]Handler
}

func (r *runner) Work(ctx context.Context, job *river.Job[errand]) error {
	h, ok := r.handlers[job.Args.Name]
	if !ok {
		return river.JobCancel(fmt.Errorf("no handler for job %q", job.Args.Name))
	}
	return h(ctx, job.Args.Data)
}

const (
	jobTime   = 5 * time.Minute       // leaves room for a connector's own limits
	jobRescue = jobTime + time.Minute // by then, who began it is dead and another process does it
)

// Timeout ends a job that takes too long.
func (r *runner) Timeout(*river.Job[errand]) time.Duration { return jobTime }

// Work starts the workers and returns how to stop them: what runs is waited for until
// the context of stop ends.
func (s *Store) Work(ctx context.Context, workers int, log *slog.Logger, handlers map[string]Handler) (stop func(context.Context) error, err error) {
	w := river.NewWorkers()
	river.AddWorker(w, &runner{handlers: handlers})
	c, err := river.NewClient(s.driver(), &river.Config{
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: workers}, string(Pages): {MaxWorkers: lookers}, string(Pictures): {MaxWorkers: 1}},
		Workers:           w,
		FetchPollInterval: 500 * time.Millisecond,
		FetchCooldown:     100 * time.Millisecond,
		JobTimeout:        jobTime, RescueStuckJobsAfter: jobRescue,
		Logger: log,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the workers: %w", err)
	}
	if err := s.rescue(ctx); err != nil {
		return nil, err
	}
	if err := c.Start(ctx); err != nil {
		return nil, fmt.Errorf("start the workers: %w", err)
	}
	return c.Stop, nil
}

// rescue gives back at once what a process that died had begun. On SQLite there is one
// process, this one, so all that is at work when it starts is such; on PostgreSQL others may
// be at work, and the queue waits until a job's time is over.
func (s *Store) rescue(ctx context.Context) error {
	if s.postgres {
		return nil
	}
	return s.Change(ctx, func(t *Tx) error {
		return t.exec(ctx, "give back what was begun", `UPDATE river_job SET state = $1 WHERE state = $2`, string(rivertype.JobStateAvailable), string(rivertype.JobStateRunning))
	})
}

// JobsWaiting counts what the queue owes and since when the oldest is late.
func (s *Store) JobsWaiting(ctx context.Context) (waiting, failed int, err error) {
	states := []string{string(rivertype.JobStateAvailable), string(rivertype.JobStateRetryable)}
	for i, n := range []*int{&waiting, &failed} {
		err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM river_job WHERE state = $1`, states[i]).Scan(n)
		if err != nil {
			return 0, 0, wrap(err, "count jobs")
		}
	}
	return waiting, failed, nil
}
