package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.37.0"

	"pregonero/entering"
	"pregonero/mailing"
	"pregonero/store"
)

// telemetry is what operators see: metrics on an address of their own, and traces.
type telemetry struct {
	requests *prometheus.HistogramVec
	traces   *sdktrace.TracerProvider // nil: off
	server   *http.Server             // nil: off
}

// observe starts the metrics and the traces that the configuration asks for.
func (a *app) observe(ctx context.Context) (*telemetry, error) {
	t := &telemetry{requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "pregonero_http_seconds",
		Help: "Duration of requests.", Buckets: []float64{.005, .01, .02, .04, .08, .16, .32, .64, 1.3, 2.6, 5}}, []string{"method", "status"})}
	if a.cfg.OTLPEndpoint != "" {
		exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(a.cfg.OTLPEndpoint+"/v1/traces"))
		if err != nil {
			return nil, fmt.Errorf("prepare traces: %w", err)
		}
		about := resource.NewSchemaless(semconv.ServiceName("pregonero"), semconv.ServiceVersion(version))
		t.traces = sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(about))
	}
	if a.cfg.MetricsListen == "" {
		return t, nil
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(t.requests, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), stateCollector{a.store})
	listener, err := listen(a.cfg.MetricsListen, "metrics_listen")
	if err != nil {
		return nil, err
	}
	t.server = &http.Server{Handler: promhttp.HandlerFor(registry, promhttp.HandlerOpts{}), ReadHeaderTimeout: 5 * time.Second}
	go func() {
		if err := t.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("metrics stopped", "error", err)
		}
	}()
	return t, nil
}

func (t *telemetry) close() {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if t.server != nil {
		_ = t.server.Shutdown(ctx)
	}
	if t.traces != nil {
		_ = t.traces.Shutdown(ctx)
	}
}

// outer is what stands around every request: the true address, a trace, a measure, a line
// in the log without query or personal data, and a net for panics.
func (a *app) outer(t *telemetry, next http.Handler) http.Handler {
	measured := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := a.now()
		a.trueAddress(r)
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			a.caught(seen, r, recover())
			took := a.now().Sub(began)
			t.requests.WithLabelValues(r.Method, strconv.Itoa(seen.status)).Observe(took.Seconds())
			a.log.DebugContext(r.Context(), "request", "method", r.Method, "path", logPath(r), "status", seen.status, "took", took.String())
		}()
		next.ServeHTTP(seen, r)
	})
	if t.traces == nil {
		return measured
	}
	return otelhttp.NewHandler(measured, "http", otelhttp.WithTracerProvider(t.traces), otelhttp.WithFilter(func(r *http.Request) bool { return logPath(r) == r.URL.Path }))
}

// logPath is the path without the token of a one-time link.
func logPath(r *http.Request) string {
	for _, path := range []string{entering.LinkPath, mailing.ConfirmPath} {
		if strings.HasPrefix(r.URL.Path, path) {
			return path + "…"
		}
	}
	return r.URL.Path
}

// caught turns a panic into a 500; a deliberate abort goes on.
func (a *app) caught(w *statusWriter, r *http.Request, p any) {
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler { //nolint:errorlint // the server compares it so
		panic(p)
	}
	a.log.ErrorContext(r.Context(), "panic", "path", logPath(r), "panic", fmt.Sprint(p), "stack", string(debug.Stack()))
	if !w.wrote {
		http.Error(w, "Algo falló de nuestro lado. Vuelva a intentar.", http.StatusInternalServerError)
	}
}

// trueAddress believes X-Forwarded-For only from the proxies of the configuration.
func (a *app) trueAddress(r *http.Request) {
	host, port, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil || len(a.cfg.TrustedProxies) == 0 {
		return
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",") // a proxy may add a header of its own
	for i := len(hops) - 1; i >= 0 && a.trusted(host); i-- {
		next, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		host = next.String()
	}
	r.RemoteAddr = net.JoinHostPort(host, port)
}

func (a *app) trusted(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	for _, p := range a.cfg.TrustedProxies {
		if p.Contains(ip.Unmap()) {
			return true
		}
	}
	return false
}

// statusWriter remembers what was answered.
type statusWriter struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.wrote {
		w.status, w.wrote = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(b []byte) (int, error) {
	w.wrote = true
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the writer beneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// stateCollector counts what the institution's work depends on, when it is asked.
type stateCollector struct{ store *store.Store }

var (
	publicationsDesc = prometheus.NewDesc("pregonero_publications", "Publications by stage.", []string{"stage"}, nil)
	ledgerDesc       = prometheus.NewDesc("pregonero_ledger_entries", "Entries with a position.", nil, nil)
	unsequencedDesc  = prometheus.NewDesc("pregonero_ledger_unsequenced", "Entries that wait for a position.", nil, nil)
	jobsDesc         = prometheus.NewDesc("pregonero_jobs", "Jobs in the queue.", []string{"state"}, nil)
)

// Describe implements prometheus.Collector.
func (stateCollector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{publicationsDesc, ledgerDesc, unsequencedDesc, jobsDesc} {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (c stateCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = c.store.Read(ctx, func(t *store.Tx) error {
		counts, err := t.CountPublications(ctx, store.PublicationFilter{})
		for stage, n := range counts {
			ch <- prometheus.MustNewConstMetric(publicationsDesc, prometheus.GaugeValue, float64(n), string(stage))
		}
		return err
	})
	if size, waiting, _, err := c.store.LedgerState(ctx); err == nil {
		ch <- prometheus.MustNewConstMetric(ledgerDesc, prometheus.CounterValue, float64(size))
		ch <- prometheus.MustNewConstMetric(unsequencedDesc, prometheus.GaugeValue, float64(waiting))
	}
	if waiting, failed, err := c.store.JobsWaiting(ctx); err == nil {
		ch <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(waiting), "available")
		ch <- prometheus.MustNewConstMetric(jobsDesc, prometheus.GaugeValue, float64(failed), "retryable")
	}
}
