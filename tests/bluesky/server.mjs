// Runs the real Bluesky servers for tests: PLC directory, PDS, bsync and AppView, with a
// private PostgreSQL. It says where they are as one JSON line on file descriptor 3, and
// lives until its standard input closes: when the test that started it ends, however it ends.
import './loopback.mjs'
import { createServer } from 'node:http'
import { chmodSync, closeSync, mkdtempSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './postgres.mjs'

const home = mkdtempSync(join(tmpdir(), 'pregonero-bluesky-'))
chmodSync(home, 0o711) // PostgreSQL's user must reach its own folder
process.env.TMPDIR = home // the servers keep their files there

let network
let postgres
let stopping = false

async function stop(code) {
  if (stopping) return
  stopping = true
  await postgres?.stop()
  rmSync(home, { recursive: true, force: true })
  process.exit(code)
}

process.stdin.on('end', () => stop(0)).on('error', () => stop(0)).resume()
process.on('SIGTERM', () => stop(0))
process.on('SIGINT', () => stop(0))
process.on('uncaughtException', (err) => console.error('uncaught', err))
process.on('unhandledRejection', (err) => console.error('unhandled', err))

async function startNetwork(dbUrl) {
  const { TestBsky, TestBsync, TestPds, TestPlc, mockNetworkUtilities } = await import('@atproto/dev-env')
  const { default: getPort } = await import('get-port')
  const plc = await TestPlc.create({})
  const [bskyPort, pdsPort] = [await getPort(), await getPort()]
  const bsync = await TestBsync.create({ apiKeys: ['bsync-api-key'], dbUrl, dbSchema: 'bsync' })
  const bsky = await TestBsky.create({
    port: bskyPort,
    plcUrl: plc.url,
    pdsPort,
    repoProvider: `ws://localhost:${pdsPort}`,
    bsyncUrl: bsync.url,
    bsyncApiKey: 'bsync-api-key',
    dbPostgresUrl: dbUrl,
    dbPostgresSchema: 'appview',
  })
  bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
  const pds = await TestPds.create({
    port: pdsPort,
    hostname: 'localhost',
    didPlcUrl: plc.url,
    bskyAppViewUrl: bsky.url,
    bskyAppViewDid: bsky.ctx.cfg.serverDid,
    enableDidDocWithSession: true,
    rateLimitsEnabled: true,
    rateLimitBypassKey: process.env.PREGONERO_BYPASS,
  })
  mockNetworkUtilities(pds, bsky)
  onlyTestHandles(pds.ctx.idResolver, bsky.ctx.idResolver, bsky.dataplane.idResolver)
  return { plc, bsync, bsky, pds }
}

// A handle that is not of this network would be asked of the world's DNS.
function onlyTestHandles(...resolvers) {
  for (const resolver of resolvers) {
    const resolve = resolver.handle.resolve
    resolver.handle.resolve = async (handle) => (handle.endsWith('.test') ? resolve(handle) : undefined)
  }
}

// settle waits until the AppView has read all that the PDS has written.
async function settle() {
  const { pds, bsky } = network
  await pds.processAll()
  const last = await pds.ctx.sequencer.curr()
  for (const until = Date.now() + 60_000; ; ) {
    if (Date.now() > until) throw new Error(`the AppView did not reach event ${last} within 60 s`)
    await bsky.sub.processAll()
    const cursor = await bsky.sub.getCursor()
    if (!last || (cursor && cursor >= last)) break
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

// facets is what Bluesky's own library finds in a text, before handles are resolved.
async function facets({ text }) {
  const { RichText } = await import('@atproto/api')
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  return { facets: rich.facets ?? [], graphemes: rich.graphemeLength }
}

const controls = { '/settle': settle, '/facets': facets }

async function body(req) {
  const chunks = []
  for await (const c of req) chunks.push(c)
  return chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {}
}

const control = createServer(async (req, res) => {
  try {
    const answer = await controls[req.url](await body(req))
    res.setHeader('content-type', 'application/json')
    res.end(JSON.stringify(answer ?? {}))
  } catch (err) {
    res.statusCode = 500
    res.end(String(err?.stack ?? err))
  }
})

try {
  postgres = await startPostgres(join(home, 'postgres'), 2)
  network = await startNetwork(postgres.url)
  await new Promise((resolve) => control.listen(0, resolve))
  const ready = { pds: network.pds.url, appview: network.bsky.url, plc: network.plc.url, control: `http://127.0.0.1:${control.address().port}`, pid: process.pid }
  writeSync(3, JSON.stringify(ready) + '\n')
  closeSync(3)
} catch (err) {
  console.error(err)
  await stop(1)
}
