import {chmodSync, copyFileSync, readFileSync, writeFileSync} from 'node:fs'
import {type Breakage, SOUND} from './breakage.js'

const uwsgi = 'uwsgi 2.0.21'
const AS_NOBODY = ['--reuid', '65534', '--regid', '65534', '--clear-groups']

/** What ends a start, or is said during it. */
export const startingBreakages: readonly Breakage[] = [
  {id: 'U012', source: uwsgi, run: (site) => site.uwsgi(['--wsgi-file', 'app.py'])},
  {id: 'U013', source: uwsgi, run: (site) => site.uwsgi(['-w', 'app'])},
  {id: 'U014', source: uwsgi, run: (site) => site.uwsgi(['--http', ':0'])},
  {
    id: 'U015',
    source: uwsgi,
    run: (site) => site.uwsgi(['--plugins', 'python', '--socket', site.at('s')], {until: /spawned uWSGI worker/}),
  },
  {
    id: 'U016',
    source: uwsgi,
    run: (site) => site.uwsgi(['--ini', site.write('u.ini', '[uwsgi]\nstrict = true\nproceses = 4\n')]),
  },
  {
    id: 'U018',
    source: uwsgi,
    run: (site) => site.uwsgi(['--strict', '--socket', site.at('s')], {env: {UWSGI_SERVICE_HOST: '10.0.0.1'}}),
  },
  {id: 'U116', source: uwsgi, run: (site) => site.uwsgi(['--logger', 'file:app.log', '--socket', site.at('s')])},
  {id: 'U105', source: uwsgi, run: (site) => site.uwsgi(['--processes', '-1', '--socket', site.at('s')])},
  {id: 'U021', source: uwsgi, run: (site) => site.uwsgi(['--ini', site.write('u.ini', 'socket = s\nmaster = true\n')])},
  {id: 'U022', source: uwsgi, run: (site) => site.uwsgi(['--ini', 'nope.ini'])},
  {id: 'U023', source: uwsgi, run: (site) => site.uwsgi([site.write('uwsgi.conf', '[uwsgi]\n')])},
  {
    id: 'U024',
    source: uwsgi,
    run: (site) => site.uwsgi(['--ini', site.write('u.ini', '[uwsgi]\nmaster = true\nuid = nobody\n')]),
  },
  {id: 'U044', source: uwsgi, how: 'a user', run: (site) => site.sound(['--uid', 'nosuchuser'])},
  {id: 'U044', source: uwsgi, how: 'a group', run: (site) => site.sound(['--gid', 'nosuchgroup'])},
  {
    id: 'U045',
    source: uwsgi,
    run: (site) =>
      site.uwsgi([...AS_NOBODY, 'uwsgi', '--socket', '127.0.0.1:0', '--uid', '33', '--gid', '33'], {
        program: 'setpriv',
      }),
  },
  {
    id: 'U046',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [
          '--plugins',
          'python3',
          '--master',
          '--single-interpreter',
          '--enable-threads',
          '--socket',
          site.at('s'),
          '--wsgi-file',
          'app.py',
        ],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {
    id: 'U047',
    source: uwsgi,
    run: (site) =>
      site.uwsgi([...SOUND.filter((word) => word !== '--master'), '--socket', site.at('s'), '--wsgi-file', 'app.py'], {
        until: /spawned uWSGI worker 1/,
      }),
  },
  {
    id: 'U048',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [...SOUND.filter((word) => word !== '--enable-threads'), '--socket', site.at('s'), '--wsgi-file', 'app.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {
    id: 'U050',
    source: uwsgi,
    run: (site) =>
      site.uwsgi(
        [...SOUND.filter((word) => word !== '--single-interpreter'), '--socket', site.at('s'), '--wsgi-file', 'app.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      ),
  },
  {id: 'U053', source: uwsgi, run: (site) => site.sound([])},
  {id: 'U054', source: uwsgi, run: (site) => site.sound(['--harakiri', '10'])},
  {id: 'U092', source: uwsgi, run: (site) => site.sound(['--pidfile2', site.at('no/folder/u.pid')])},
  {id: 'U093', source: uwsgi, run: (site) => site.sound(['--logto', site.at('no/folder/u.log')])},
  {
    id: 'U106',
    source: uwsgi,
    run: (site) => {
      site.write('user.py', 'import uwsgi\nuwsgi.set_user_harakiri(5)\ndef application(e, s):\n    pass\n')
      return site.uwsgi(
        [...SOUND.filter((word) => word !== '--master'), '--socket', site.at('s'), '--wsgi-file', 'user.py'],
        {
          until: /spawned uWSGI worker 1/,
        },
      )
    },
  },
  {
    id: 'U107',
    source: 'the loader of glibc 2.36',
    run: async (site) => {
      const program = site.at('uwsgi')
      copyFileSync('/usr/bin/uwsgi-core', program)
      const bytes = readFileSync(program)
      const name = bytes.indexOf('libyajl.so.2')
      bytes.write('libyajx.so.2', name, 'latin1')
      writeFileSync(program, bytes)
      chmodSync(program, 0o755)
      return site.uwsgi(['--version'], {program})
    },
  },
  {
    id: 'U103',
    source: uwsgi,
    run: (site) => site.sound(['--plugins', 'rawrouter', '--rawrouter-subscription-slot', '1']),
  },
]
