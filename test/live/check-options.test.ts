import {createHash} from 'node:crypto'
import {lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {node} from '../../src/host/node.js'
import {dryRunOption} from '../../src/knowledge/uwsgi-dry-run.js'
import {hasOption, type OptionFacts, uwsgiOptions} from '../../src/knowledge/uwsgi-options.js'
import {temporaryFolder} from '../support/folder.js'
import {MODULAR} from '../support/uwsgi-builds.js'

/** Plugins of Debian whose options are tried, by their names in the sources. */
const PLUGINS: Readonly<Record<string, string>> = {
  ...{core: '', python: 'python3', psgi: '0:psgi', rack: '0:rack', php: '0:php', lua: '0:lua51', cgi: '0:cgi'},
  ...{http: 'http', fastrouter: 'fastrouter', rawrouter: 'rawrouter', sslrouter: 'sslrouter', gevent: 'python3,gevent'},
  ...{xslt: 'xslt', geoip: 'geoip', notfound: 'notfound', cheaper_busyness: 'cheaper_busyness', symcall: 'symcall'},
}

const PER_RUN = 4
const isTried = (facts: OptionFacts) => hasOption(facts, '2.0.21') && facts.plugin in PLUGINS

function snapshot(folder: string): string {
  const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).sort()
  const facts = ['.', ...names].map((name) => {
    const path = join(folder, name)
    const {ino, mtimeMs, ctimeMs, mode, uid} = lstatSync(path)
    const text = lstatSync(path).isFile() ? createHash('sha1').update(readFileSync(path)).digest('hex') : ''
    return [name, ino, mtimeMs, ctimeMs, mode, uid, text].join(' ')
  })
  return facts.join('\n')
}

/** Runs uWSGI as a check does, with one option that names a file in a folder; true when the folder is as it was. */
async function leavesAlone({name, plugin}: OptionFacts, value: string, folder: string, ini: string): Promise<boolean> {
  const load = PLUGINS[plugin] === '' ? '' : `plugin = ${PLUGINS[plugin]}\n`
  writeFileSync(ini, `[uwsgi]\n${load}master = true\n${name} = ${value}\nsocket = ${ini}.sock\nno-server = true\n`)
  const before = snapshot(folder)
  await node.run(MODULAR, ['--ini', ini], {
    timeout: 4000,
    cwd: folder,
    env: {PATH: process.env['PATH']!, PYTHONDONTWRITEBYTECODE: '1'},
  })
  return snapshot(folder) === before
}

/** The options that changed something in a folder whose files they were given, each in a folder of its own. */
async function whatWrites(options: readonly OptionFacts[]): Promise<string[]> {
  using temporary = temporaryFolder()
  const writing: string[] = []
  const rest = [...options]
  const work = async (id: number) => {
    for (let facts = rest.pop(); facts; facts = rest.pop()) {
      const folder = temporary.at(`${id}-${facts.name}`)
      mkdirSync(folder)
      writeFileSync(join(folder, 'old'), 'as it was\n')
      for (const value of [join(folder, 'new'), join(folder, 'old'), `x=${join(folder, 'old')}`]) {
        if (await leavesAlone(facts, value, folder, temporary.at(`${id}.ini`))) continue
        writing.push(facts.name)
        break
      }
    }
  }
  await Promise.all(Array.from({length: PER_RUN}, (_, id) => work(id)))
  const bound = readdirSync(temporary.path).filter((name) => name.endsWith('.sock'))
  return [...writing, ...bound].sort()
}

test('no option that stays in a copy writes, deletes or binds, whatever file it is given', {
  timeout: 600_000,
}, async () => {
  const safe = [...uwsgiOptions()].filter((facts) => isTried(facts) && dryRunOption(facts.name)?.class === 'safe')
  expect(safe.length).toBeGreaterThan(500)
  expect(await whatWrites(safe)).toEqual([])
})

test('of those that are out some do, so that it would be seen', {timeout: 120_000}, async () => {
  const names = [
    'pidfile',
    'pidfile2',
    'logto',
    'daemonize',
    'hook-asap',
    'exec-asap',
    'metrics-dir',
    'file-write',
    'queue-store',
  ]
  const found = await whatWrites([...uwsgiOptions()].filter(({name}) => names.includes(name)))
  expect(found).toEqual(expect.arrayContaining(['pidfile', 'pidfile2', 'logto']))
})
