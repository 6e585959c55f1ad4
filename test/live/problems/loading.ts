import {type Breakage, type Site, SOUND, sendBytes, sleep} from './breakage.js'
import {requestPacket} from './request.js'

const uwsgi = 'uwsgi 2.0.21'

const load = (site: Site, args: readonly string[]) =>
  site.uwsgi([...SOUND, '--socket', site.at('s'), ...args], {until: /spawned uWSGI worker 1/})
const WITHOUT_NEED = SOUND.filter((word) => word !== '--need-app')

/** What keeps an application from being loaded. */
export const loadingBreakages: readonly Breakage[] = [
  {id: 'U033', source: uwsgi, run: (site) => load(site, ['--chdir', site.at('nowhere')])},
  {id: 'U034', source: uwsgi, run: (site) => load(site, ['--wsgi-file', 'nofile.py'])},
  {
    id: 'U035',
    source: uwsgi,
    run: (site) => {
      site.write('flaskish.py', 'app = lambda environ, start: []\n')
      return load(site, ['--wsgi-file', 'flaskish.py'])
    },
  },
  {id: 'U036', source: uwsgi, run: (site) => load(site, ['--module', 'nomod'])},
  {
    id: 'U036',
    source: uwsgi,
    how: 'inside the application',
    run: (site) => {
      site.write('needs.py', 'import no_such_package\n')
      return load(site, ['--wsgi-file', 'needs.py'])
    },
  },
  {
    id: 'U036',
    source: uwsgi,
    how: 'a name',
    run: (site) => {
      site.write('names.py', 'from os import no_such_name\n')
      return load(site, ['--wsgi-file', 'names.py'])
    },
  },
  {id: 'U037', source: uwsgi, run: (site) => load(site, ['--chdir', site.folder, '--module', 'app.py'])},
  {
    id: 'U038',
    source: uwsgi,
    run: (site) => {
      site.write('broken.py', "import os\nos.environ['SECRET_KEY_OF_SITE']\n")
      return site.uwsgi([...WITHOUT_NEED, '--socket', site.at('s'), '--wsgi-file', 'broken.py'], {
        until: /spawned uWSGI worker 1/,
      })
    },
  },
  {id: 'U039', source: uwsgi, run: (site) => load(site, [])},
  {
    id: 'U039',
    source: uwsgi,
    how: 'a syntax error',
    run: (site) => {
      site.write('syntax.py', 'def application(:\n    pass\n')
      return load(site, ['--wsgi-file', 'syntax.py'])
    },
  },
  {
    id: 'U040',
    source: uwsgi,
    run: async (site) => {
      let log = ''
      await site.uwsgi([...WITHOUT_NEED, '--socket', site.at('s')], {
        until: /spawned uWSGI worker 1/,
        during: async (running) => {
          const start = running.log().length
          await sendBytes(site.at('s'), requestPacket('/'))
          await sleep(200)
          log = running.log().slice(start) // the log of an hour later: the start is not in it
        },
      })
      return log
    },
  },
  {
    id: 'U041',
    source: uwsgi,
    run: async (site) => {
      site.write('lazy.py', 'import uwsgi\nif uwsgi.worker_id(): raise RuntimeError("no database")\n')
      const args = [...SOUND, '--lazy-apps', '--socket', site.at('s'), '--wsgi-file', 'lazy.py']
      let log = ''
      // The worker and the master race: uWSGI does not always come to say it before it ends.
      for (let tries = 0; tries < 5 && !log.includes('OOPS !'); tries++) {
        log = await site.uwsgi(args, {until: /destroying the instance/})
      }
      return log
    },
  },
  {id: 'U042', source: uwsgi, run: (site) => load(site, ['--wsgi-file', 'app.py', '--virtualenv', site.at('venv')])},
  {
    id: 'U043',
    source: uwsgi,
    run: (site) => {
      site.write('venv/lib/python3.9/site.py', '')
      return load(site, ['--wsgi-file', 'app.py', '--virtualenv', site.at('venv')])
    },
  },
]
