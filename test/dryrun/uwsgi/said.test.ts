import fc from 'fast-check'
import {expect, test} from 'vitest'
import {readSaid} from '../../../src/dryrun/uwsgi/said.js'

/** As uWSGI 2.0.21 prints them. */
const CHAINED = `*** Operational MODE: preforking ***
Traceback (most recent call last):
  File "/srv/app/conf.py", line 3, in load
    return values['KEY']
           ~~~~~~^^^^^^^
KeyError: 'KEY'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "/srv/app/shop.py", line 9, in <module>
    load()
  File "/usr/lib/python3/dist-packages/x.py", line 1, in load
    raise RuntimeError('no key')
RuntimeError: no key
unable to load app 0 (mountpoint='') (callable not found or import error)
*** no app loaded. GAME OVER ***
`

test('of exceptions that follow from each other the last', () => {
  const [app] = readSaid(CHAINED).failed
  expect(app?.why?.error).toBe('RuntimeError: no key')
  expect(app?.why?.frames.map(({file, line}) => `${file}:${line}`)).toEqual([
    '/srv/app/shop.py:9',
    '/usr/lib/python3/dist-packages/x.py:1',
  ])
})

test('each mount has its own', () => {
  const said = readSaid(`mounting a:app on /a
ValueError: printed, and caught
WSGI app 0 (mountpoint='/a') ready in 0 seconds on interpreter 0x1 pid: 1 (default app)
mounting b:app on /b
ImportError: no b
unable to load app 1 (mountpoint='/b') (callable not found or import error)
unable to load app 2 (mountpoint='/c') (callable not found or import error)
no-server mode requested. Goodbye.
`)
  expect(said.loaded).toBe(1)
  expect(said.isWhole).toBe(true)
  expect(said.failed).toEqual([{mount: '/b', why: {error: 'ImportError: no b', frames: []}}, {mount: '/c'}])
})

test('Perl, without the folders that it looked into', () => {
  const said =
    readSaid(`Error while loading /a/app.psgi: Can't locate No.pm in @INC (you may need to install No) (@INC contains: /a /b) at /a/app.psgi line 1.
BEGIN failed--compilation aborted at /a/app.psgi line 1.
unable to find PSGI function entry point.
`)
  expect(said.failed[0]?.why).toEqual({
    error: "Can't locate No.pm in @INC (you may need to install No) at /a/app.psgi line 1.",
    frames: [{file: '/a/app.psgi', line: 1, text: '/a/app.psgi line 1'}],
  })
})

test('whatever is printed, it is read in time', () => {
  const piece = fc.constantFrom(
    '  File "',
    'x.py',
    '", line 3',
    ':in `',
    "': ",
    'Error: ',
    '\n',
    ' at a line 1',
    "unable to load app 0 (mountpoint='",
    "')",
    'from ',
  )
  fc.assert(fc.property(fc.array(piece, {maxLength: 60}), (pieces) => void readSaid(pieces.join(''))))
  expect(readSaid(`${'a'.repeat(1_000_000)}:1:in \``).failed).toEqual([])
})
