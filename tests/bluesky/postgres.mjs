// A private PostgreSQL: its own folder, a Unix socket, no TCP port, nothing kept.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Folder of PostgreSQL's programs, or undefined. */
export function postgresBin() {
  const places = [process.env.PG_BIN, ...[17, 16, 15, 14].map((v) => `/usr/lib/postgresql/${v}/bin`), '/usr/local/bin', '/usr/bin']
  return places.find((p) => p && existsSync(join(p, 'initdb')) && existsSync(join(p, 'postgres')))
}

/** Starts it in dir; returns its URL and how to stop it. initdb refuses root: then user postgres runs it. */
export async function startPostgres(dir, log) {
  const bin = postgresBin()
  mkdirSync(dir)
  const data = join(dir, 'data')
  const as = whoRuns(dir)
  const run = (program, args) => [as.length ? as[0] : program, as.length ? [...as.slice(1), program, ...args] : args]
  execFileSync(...run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']), { stdio: ['ignore', log, log] })
  const settings = ['listen_addresses=', `unix_socket_directories=${dir}`, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=60', 'shared_buffers=64MB']
  const child = spawn(...run(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((s) => ['-c', s])]), { stdio: ['ignore', log, log] })
  const url = `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`
  await answering(url, child)
  return {
    url,
    async stop() {
      if (child.exitCode !== null) return
      child.kill('SIGQUIT') // at once: nothing is kept
      await once(child, 'exit')
    },
  }
}

// setpriv also ends PostgreSQL when this process dies without saying goodbye.
function whoRuns(dir) {
  if (process.getuid() !== 0) return ['setpriv', '--pdeathsig', 'QUIT']
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  chownSync(dir, id('-u'), id('-g'))
  return ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', '--pdeathsig', 'QUIT']
}

async function answering(url, child) {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error('PostgreSQL ended while starting')
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await wait(100)
    }
  }
  throw new Error('PostgreSQL did not answer within 30 s')
}
