package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"crypto/rand"

	"golang.org/x/mod/sumdb/note"

	"pregonero/advising"
	"pregonero/answering"
	"pregonero/check"
	"pregonero/check/words"
	"pregonero/closing"
	"pregonero/custody"
	"pregonero/entering"
	"pregonero/institution"
	"pregonero/internal/config"
	"pregonero/internal/fault"
	"pregonero/keyring"
	"pregonero/ledger"
	"pregonero/lettering"
	"pregonero/mailing"
	"pregonero/media"
	"pregonero/network"
	"pregonero/network/bluesky"
	"pregonero/network/mastodon"
	"pregonero/network/outbound"
	"pregonero/network/practice"
	"pregonero/ocr"
	"pregonero/opening"
	"pregonero/oversight"
	"pregonero/publishing"
	"pregonero/regulation"
	"pregonero/reminding"
	"pregonero/responding"
	"pregonero/store"
	"pregonero/substituting"
	"pregonero/vault"
	"pregonero/visiting"
	"pregonero/web"
)

// hashesAtOnce bounds the memory that a burst of log-ins can take.
const hashesAtOnce = 4

// pagesKept is how long what was found at a page is kept after anybody asked for it.
const pagesKept = 180 * 24 * time.Hour

// app is the program with its parts joined.
type app struct {
	cfg         *config.Config
	log         *slog.Logger
	now         func() time.Time
	pack        *regulation.Pack
	store       *store.Store
	media       *media.Store
	hasher      *vault.Hasher
	networks    map[string]network.Connector
	keys        *keyring.Keyring
	door        *entering.Door
	desk        *publishing.Desk
	visitor     *visiting.Visitor
	counter     *answering.Counter
	keeper      *custody.Custodian
	office      *oversight.Office
	book        *oversight.Book
	clock       *reminding.Clock
	advisor     *advising.Advisor
	responder   *responding.Responder
	clerk       *lettering.Clerk
	opener      *opening.Opener
	room        *mailing.Room
	substituter *substituting.Substituter
	closer      *closing.Closer
}

// open joins the parts for a configuration. It refuses to start on any doubt.
func open(ctx context.Context, cfg *config.Config, log *slog.Logger, now func() time.Time) (*app, error) {
	a := &app{cfg: cfg, log: log, now: now, hasher: vault.NewHasher(hashesAtOnce)}
	var err error
	if a.pack, err = loadPack(cfg.Pack); err != nil {
		return nil, err
	}
	for _, dir := range []string{cfg.DataDir, filepath.Dir(cfg.VaultKey), filepath.Dir(cfg.LedgerKey)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("make the folder %s: %w", dir, err)
		}
	}
	if a.store, err = openStore(ctx, cfg); err != nil {
		return nil, err
	}
	if err := a.join(ctx); err != nil {
		a.store.Close()
		return nil, err
	}
	return a, nil
}

// openStore opens the database, or says what to look at.
func openStore(ctx context.Context, cfg *config.Config) (*store.Store, error) {
	address, err := cfg.DatabaseURL()
	if err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, address.Expose())
	switch _, told := fault.Of(err); {
	case err == nil || told || errors.Is(err, context.Canceled):
		return s, err
	case cfg.Postgres():
		return nil, fault.New(fault.Unavailable, "No se pudo abrir la base de datos de PostgreSQL.").
			Then("Revise que el servidor funcione, y la dirección, el usuario y la contraseña de la configuración («database»).").Because(err)
	}
	return nil, fault.New(fault.Unavailable, "No se pudo abrir la base de datos %s.", cfg.Database).
		Then("Revise que sea un archivo de Pregonero, sus permisos y los de su carpeta; si está dañado, reponga un respaldo.").Because(err)
}

func (a *app) join(ctx context.Context) error {
	if err := a.keysAreThere(ctx); err != nil {
		return err
	}
	safe, err := openVault(a.cfg.VaultKey)
	if err != nil {
		return err
	}
	signer, verifier, err := openLedgerKey(a.cfg.LedgerKey, a.cfg.LedgerOrigin)
	if err != nil {
		return err
	}
	if a.media, err = media.Open(ctx, a.cfg.Media, media.Keys{Access: a.cfg.MediaAccessKey, Secret: a.cfg.MediaSecretKey.Expose()}); err != nil {
		return fault.New(fault.Unavailable, "No se pudo abrir el almacén de imágenes y videos.").Then("Revise «media» y sus llaves en la configuración.").Because(err)
	}
	dictionary, err := words.Open()
	if err != nil {
		return err
	}
	checker, err := check.New(a.pack, dictionary)
	if err != nil {
		return err
	}
	if a.networks, err = connectors(a.cfg, a.now); err != nil {
		return err
	}
	proof, err := proofreaderAt(a.cfg.LanguageTool)
	if err != nil {
		return err
	}
	holder := rand.Text()
	gate := institution.Gate{Pack: a.pack, Recorder: a.store}
	a.keys = &keyring.Keyring{Store: a.store, Vault: safe, Networks: a.networks, Now: a.now, Holder: holder}
	a.desk = &publishing.Desk{Store: a.store, Pack: a.pack, Gate: gate, Checker: checker, Proof: proof, Keys: a.keys, Media: a.media, Lease: a.cfg.SendLease, Now: a.now, Log: a.log}
	outside, err := outbound.NewVisitor(outbound.Options{UserAgent: "Pregonero/" + version, Allow: reachable(a.cfg)})
	if err != nil {
		return fmt.Errorf("prepare the visits to linked pages: %w", err)
	}
	a.visitor = &visiting.Visitor{Store: a.store, Media: a.media, Web: outside, Keep: pagesKept, Now: a.now}
	a.counter = &answering.Counter{Store: a.store, Pack: a.pack, Gate: gate, Checker: checker, Proof: proof, Keys: a.keys, Now: a.now, Log: a.log}
	if reader, err := ocr.Find(ctx); err == nil {
		a.visitor.Pictures = reader
	}
	a.keeper = &custody.Custodian{Store: a.store, Pack: a.pack, Gate: gate, Keys: a.keys, Vault: safe, Now: a.now, Log: a.log}
	a.office = &oversight.Office{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Log: a.log, AllowHosts: reachable(a.cfg), Live: !a.cfg.Practice}
	a.book = &oversight.Book{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Signer: signer, Verifier: verifier, Holder: holder}
	a.opener = &opening.Opener{Store: a.store, Pack: a.pack, Gate: gate, Media: a.media, Connectors: a.spoken(), Practice: a.cfg.Practice, AllowHosts: reachable(a.cfg), Now: a.now, Log: a.log}
	a.advisor = &advising.Advisor{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Log: a.log}
	if a.room, err = openRoom(a, gate); err != nil {
		return err
	}
	if a.clerk, err = a.openClerk(gate); err != nil {
		return err
	}
	a.responder = &responding.Responder{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Log: a.log}
	a.substituter = &substituting.Substituter{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Log: a.log}
	a.closer = &closing.Closer{Store: a.store, Pack: a.pack, Gate: gate, Keys: a.keys, Media: a.media, Now: a.now, Log: a.log}
	a.clock = &reminding.Clock{Store: a.store, Pack: a.pack, Gate: gate, Now: a.now, Log: a.log, Wakes: map[string]bool{regulation.DeadlineProposalAnswer: true, regulation.DeadlineSubstitution: true}}
	if a.door, err = a.openDoor(safe, gate); err != nil {
		return err
	}
	a.keeper.Confirm, a.clerk.Confirm = a.door.Confirm, a.door.Confirm
	a.room.Topics = replyTopics(a.handlers())
	return a.store.Change(ctx, func(t *store.Tx) error { return t.PutPackAreas(ctx, a.pack) })
}

// keysAreThere refuses to make new keys for a database that was sealed and signed with
// others: a restored backup whose key was forgotten, or a wrong folder.
func (a *app) keysAreThere(ctx context.Context) error {
	signed, _, _, err := a.store.LedgerState(ctx)
	if err != nil {
		return err
	}
	sealed := false
	err = a.store.Read(ctx, func(t *store.Tx) error {
		secrets, err := t.SecretsNotUnder(ctx, "", 1)
		if err != nil {
			return err
		}
		logins, err := t.Logins(ctx)
		sealed = len(secrets) > 0 || slices.ContainsFunc(logins, func(l store.Login) bool { return l.TOTP != "" })
		return err
	})
	switch {
	case err != nil:
		return err
	case sealed && !exists(a.cfg.VaultKey):
		return fault.New(fault.NotFound, "Falta la llave de la bóveda %s: la base de datos guarda valores sellados con ella.", a.cfg.VaultKey).
			Then("Póngala ahí con permisos 0600, o corrija «vault_key» o «data_dir».")
	case signed > 0 && !exists(a.cfg.LedgerKey):
		return fault.New(fault.NotFound, "Falta la llave de la bitácora %s, con la que ya se firmó.", a.cfg.LedgerKey).
			Then("Repóngala del respaldo con permisos 0600, o corrija «ledger_key» o «data_dir».")
	}
	return nil
}

// reachable are the servers of the inner network that may be called; in practice mode the
// practice network, which is this program, is one.
func reachable(cfg *config.Config) []string {
	if !cfg.Practice {
		return cfg.AllowHosts
	}
	return append(slices.Clone(cfg.AllowHosts), cfg.Listen)
}

// connectors is the explicit list of networks.
func connectors(cfg *config.Config, now func() time.Time) (map[string]network.Connector, error) {
	client, err := outbound.New(outbound.Options{UserAgent: "Pregonero/" + version, Allow: reachable(cfg), Now: now})
	if err != nil {
		return nil, fmt.Errorf("prepare outgoing requests: %w", err)
	}
	all := map[string]network.Connector{}
	for _, c := range []network.Connector{
		mastodon.New(client, mastodon.Options{AppName: "Pregonero", Website: cfg.BaseURL}),
		bluesky.New(client, now),
	} {
		all[c.Name()] = c
	}
	if cfg.Practice {
		c := practice.New(client, "http://"+cfg.Listen+web.PracticePath)
		all[c.Name()] = c
	}
	return all, nil
}

// spoken are the networks that the program can speak to.
func (a *app) spoken() map[string]bool {
	out := map[string]bool{}
	for name := range a.networks {
		out[name] = true
	}
	return out
}

// loadPack finds an embedded pack by its name, or reads a file.
func loadPack(name string) (*regulation.Pack, error) {
	read := func() (*regulation.Pack, error) { return regulation.Embedded(name) }
	if strings.ContainsAny(name, "/.") {
		f, err := os.Open(name)
		if err != nil {
			return nil, cannotOpen(name, err)
		}
		defer f.Close()
		read = func() (*regulation.Pack, error) { return regulation.Load(f) }
	}
	p, err := read()
	if _, told := fault.Of(err); err == nil || told {
		return p, err
	}
	return nil, fault.New(fault.Invalid, "No se puede usar el paquete de normas «%s».", name).
		Then("Elija uno incluido, como «ine», o corrija en el archivo lo que dice el detalle.").Because(err)
}

// openVault opens the key file, and makes it the first time.
func openVault(path string) (*vault.Vault, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return vault.Create(path)
	}
	return vault.Open(path)
}

// openLedgerKey reads the key that signs the ledger, and makes it the first time.
func openLedgerKey(path, origin string) (note.Signer, string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		secret, verifier, err := ledger.GenerateKey(rand.Reader, origin)
		if err != nil {
			return nil, "", err
		}
		if err := writePrivate(path, secret+"\n"); err != nil {
			return nil, "", err
		}
		if err := os.WriteFile(path+".pub", []byte(verifier+"\n"), 0o644); err != nil {
			return nil, "", fmt.Errorf("write the public key: %w", err)
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, "", fmt.Errorf("look at the ledger's key: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, "", fault.New(fault.Forbidden, "Otras personas pueden leer la llave de la bitácora %s (permisos %04o).", path, info.Mode().Perm()).
			Then("Ejecute «chmod 600 " + path + "».")
	}
	secret, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("read the ledger's key: %w", err)
	}
	signer, err := ledger.ReadSigner(string(secret))
	if err != nil {
		return nil, "", err
	}
	public, err := os.ReadFile(path + ".pub")
	if err != nil {
		return nil, "", fmt.Errorf("read the ledger's public key: %w", err)
	}
	if signer.Name() != origin {
		return nil, "", fault.New(fault.Conflict, "La llave de la bitácora es de «%s» y la configuración dice «%s».", signer.Name(), origin).
			Then("El nombre de la bitácora no cambia nunca: ponga «ledger_origin: " + signer.Name() + "».")
	}
	return signer, strings.TrimSpace(string(public)), nil
}

// writePrivate writes a new file that only we can read; an existing one is an error.
func writePrivate(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	if _, err := io.WriteString(f, text); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := f.Sync(); err != nil {
		f.Close()
		return fmt.Errorf("write %s: %w", path, err)
	}
	return f.Close()
}

func logger(cfg *config.Config, w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
