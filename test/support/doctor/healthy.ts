import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {setTimeout as sleep} from 'node:timers/promises'
import {startApache} from '../apache.js'
import {rigNginx, rigUwsgi, uwsgiPass} from '../doctor.js'
import type {Fault, Rig} from '../doctor-faults.js'
import {lighttpdUwsgi, startLighttpd} from '../lighttpd.js'
import {freePort} from '../ports.js'
import {startProgram} from '../program.js'

/** A deployment that works. */
export interface Healthy extends Pick<Fault, 'name' | 'make'> {}

async function unix(rig: Rig, lines: readonly string[] = ['chmod-socket = 666'], option = 'socket'): Promise<string> {
  const socket = rig.at('app.sock')
  await rig.with(rigUwsgi(rig.path, {lines: [`${option} = ${socket}`, ...lines]}))
  return socket
}

/** Eight shapes, and some more, on which nothing may be found. */
export const healthy: readonly Healthy[] = [
  {
    name: 'nginx and a unix socket of a group',
    async make(rig) {
      const socket = await unix(rig, [
        'chmod-socket = 660',
        'chown-socket = root:www-data',
        'processes = 2',
        'vacuum = true',
      ])
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass(socket)))).url}/`]
    },
  },
  {
    name: 'nginx, an upstream, a port, threads and stats',
    async make(rig) {
      const port = await freePort()
      const lines = [`socket = 127.0.0.1:${port}`, 'threads = 4', `stats = ${rig.at('stats.sock')}`]
      await rig.with(rigUwsgi(rig.path, {lines}))
      const http = `upstream shop { server 127.0.0.1:${port}; }`
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass('shop'), {http}))).url}/`]
    },
  },
  {
    name: 'nginx with proxy_pass and an http-socket',
    async make(rig) {
      const socket = await unix(rig, ['chmod-socket = 666'], 'http-socket')
      const {url} = await rig.with(rigNginx(rig.path, `location / { proxy_pass http://unix:${socket}:/; }`))
      return [`${url}/`]
    },
  },
  {
    name: 'Apache',
    async make(rig) {
      const {url} = await rig.with(startApache(rig.path, `ProxyPass "/" "unix:${await unix(rig)}|uwsgi://app/"`))
      return [`${url}/`]
    },
  },
  {
    name: 'lighttpd',
    make: async (rig) => [`${(await rig.with(startLighttpd(rig.path, lighttpdUwsgi(await unix(rig))))).url}/`],
  },
  {
    name: 'an emperor with two vassals',
    async make(rig) {
      mkdirSync(rig.at('vassals'))
      await rigUwsgi(rig.path, {lines: [`socket = ${rig.at('none.sock')}`]}).then(({stop}) => stop())
      for (const name of ['one', 'two']) {
        const text = `[uwsgi]\nplugins = python3\nmaster = true\nchdir = ${rig.path}\nmodule = shop\nsocket = ${rig.at(`${name}.sock`)}\nchmod-socket = 666\nlogto2 = ${rig.at(`${name}.log`)}\n`
        writeFileSync(rig.at(`vassals/${name}.ini`), text)
      }
      await rig.with(
        (async () => {
          const emperor = startProgram('uwsgi', ['--master', '--die-on-term', '--emperor', rig.at('vassals')])
          await emperor.logged(/two\.ini.*is ready to accept requests/s)
          return emperor
        })(),
      )
      await sleep(500)
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('one.sock'))))).url}/`]
    },
  },
  {name: 'uWSGI alone, its socket', make: async (rig) => [await unix(rig)]},
  {
    name: 'uWSGI alone, its configuration',
    async make(rig) {
      await unix(rig)
      return [rig.at('app.ini')]
    },
  },
  {
    name: 'the http router of uWSGI',
    async make(rig) {
      const port = await freePort()
      await rig.with(rigUwsgi(rig.path, {lines: [`http = 127.0.0.1:${port}`], plugins: 'python3,http'}))
      await sleep(500)
      return [`http://127.0.0.1:${port}/`]
    },
  },
  {
    name: 'an application mounted below a path',
    async make(rig) {
      const lines = [
        `socket = ${rig.at('app.sock')}`,
        'chmod-socket = 666',
        `mount = /shop=${rig.at('shop.py')}`,
        'manage-script-name = true',
      ]
      await rig.with(rigUwsgi(rig.path, {lines, entry: ''}))
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('app.sock'))))).url}/shop/`]
    },
  },
  {
    name: 'procname, cheaper and a log of the master',
    async make(rig) {
      const lines = ['chmod-socket = 666', 'auto-procname = true', 'processes = 4', 'cheaper = 2']
      const socket = await unix(rig, lines)
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass(socket)))).url}/`]
    },
  },
  {
    name: 'a folder of the socket that only the group may pass',
    async make(rig) {
      mkdirSync(rig.at('run'))
      const {execFileSync} = await import('node:child_process')
      execFileSync('chgrp', ['www-data', rig.at('run')])
      chmodSync(rig.at('run'), 0o750)
      const lines = [`socket = ${rig.at('run/app.sock')}`, 'chmod-socket = 660', 'chown-socket = root:www-data']
      await rig.with(rigUwsgi(rig.path, {lines}))
      return [`${(await rig.with(rigNginx(rig.path, uwsgiPass(rig.at('run/app.sock'))))).url}/`]
    },
  },
]
