package web

import (
	"context"
	"net/http"
	"sync"

	"pregonero/answering"
	"pregonero/inbox"
	"pregonero/institution"
	"pregonero/publishing"
	"pregonero/web/lang"
	"pregonero/web/ui"
)

// dayReading reads, once for the page, what several blocks and the navigation show.
type dayReading struct {
	ctx   context.Context
	v     visit
	site  *Site
	tasks func() (publishing.Tasks, error)
	inbox func() (dayInbox, error)
}

// dayInbox is what people wrote and waits: the numbers, and what is due first.
type dayInbox struct {
	answering.Counts
	first *inbox.Item // nil when nothing waits, or the inbox is not the person's
}

func (s *Site) readDay(r *http.Request, v visit) *dayReading {
	ctx := r.Context()
	return &dayReading{ctx: ctx, v: v, site: s,
		tasks: sync.OnceValues(func() (publishing.Tasks, error) { return s.Desk.MyTasks(ctx, v.actor) }),
		inbox: sync.OnceValues(func() (d dayInbox, err error) {
			if institution.Allowed(s.Now(), v.actor, institution.InboxRead, institution.On{}) {
				d.Counts, d.first, err = s.Counter.Soonest(ctx, v.actor)
			}
			return d, err
		})}
}

// counts are the numbers of the navigation; what cannot be read is shown as none.
func (d *dayReading) counts() (n counts) {
	if d.site.mayResolve(d.v) {
		tasks, _ := d.tasks()
		n.resolve = len(tasks.ToEndorse) + len(tasks.ToApprove)
	}
	waiting, _ := d.inbox()
	n.attend = waiting.Open
	return n
}

// stoppedNotice says above all else that nothing goes out, while that is so.
func (d *dayReading) stoppedNotice(other *ui.Notice) *ui.Notice {
	reason, err := d.site.Desk.Stopped(d.ctx)
	if err != nil || reason == "" || other != nil {
		return other
	}
	return &ui.Notice{State: ui.Fix, Title: lang.T(d.ctx, "Toda la publicación está detenida"), Text: reason}
}
