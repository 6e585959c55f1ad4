import {describe, expect, test} from 'vitest'
import {lookUp} from '../../src/explain/topics.js'
import {OPTION_ADVICE} from '../../src/knowledge/option-advice.js'
import {problems} from '../../src/knowledge/problems/index.js'
import {uwsgiOption, uwsgiOptions} from '../../src/knowledge/uwsgi-options.js'

const kinds = async (thing: string) => (await lookUp(thing)).map(({kind, name}) => `${kind} ${name}`)

describe('a thing', () => {
  test.each([
    ['U001', ['problem U001']],
    ['u001', ['problem U001']],
    ['harakiri', ['option harakiri']],
    ['--harakiri', ['option harakiri']],
    ['harakiri = 30', ['option harakiri']],
    ['UWSGI_FILE', ['variable UWSGI_FILE']],
    ['uwsgi_read_timeout', ['nginx directive uwsgi_read_timeout']],
    ['uwsgi_read_timeout 60s;', ['nginx directive uwsgi_read_timeout']],
    ['modifier 5', ['modifier 5']],
    ['21573', ['block size 21573']],
    ['exit 22', ['exit code 22']],
    ['exit code 137', ['exit code 137']],
    ['rc=1', ['exit code 1']],
    ['signal 9', ['signal 9']],
    ['SIGKILL', ['signal 9']],
    ['ECONNREFUSED', ['errno 111']],
    ['errno 104', ['errno 104']],
    ['502', ['HTTP status 502']],
    ['errno EMFILE', ['errno 24']],
    ['signal SIGQUIT', ['signal 3']],
    ['pivot_root = /old', ['option pivot_root']],
    ['22', ['exit code 22', 'modifier 22']],
    ['9', ['signal 9', 'modifier 9']],
    ['nothing of the kind', []],
    ['', []],
    ['constructor', []],
    ['__proto__', []],
  ])('%s', async (thing, expected) => {
    expect(await kinds(thing)).toEqual(expected)
  })

  test('21573 is the bytes of a GET', async () => {
    const [topic] = await lookUp('21573')
    expect(topic!.title).toBe('"invalid request block size: 21573": the client sent an HTTP request (GET)')
    expect(topic!.means).toContain('0x45 0x54')
  })

  test('every problem can be asked for', async () => {
    for (const {id, title} of problems) expect(await lookUp(id)).toMatchObject([{kind: 'problem', name: id, title}])
  })
})

test('every option can be asked for, as it is written in a file and on a command line', async () => {
  const silent: string[] = []
  for (const {name} of uwsgiOptions()) {
    for (const thing of [name, `--${name}`, `${name} = 3`]) {
      if (!(await kinds(thing)).some((kind) => kind === `option ${name}`)) silent.push(thing)
    }
  }
  expect(silent).toEqual([])
})

test('advice is about options and problems that exist', () => {
  const known = new Set(problems.map(({id}) => id))
  for (const [name, {problems: named = []}] of Object.entries(OPTION_ADVICE)) {
    expect(uwsgiOption(name), name).toBeDefined()
    expect(
      named.filter((id) => !known.has(id)),
      name,
    ).toEqual([])
  }
})
