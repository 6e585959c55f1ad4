import {describe, expect, test} from 'vitest'
import {parseUwsgi} from '../../../src/config/uwsgi/parse.js'

const parse = (text: string) => parseUwsgi(text, 'app.ini')
const pairs = (text: string) => parse(text).options.map(({section, name, value}) => [section, name, value])
const kinds = (text: string) => parse(text).problems.map(({kind}) => kind)

describe('what uWSGI takes a line for', () => {
  test.each([
    ['a comment at the end is a part of the value', 'processes = 4 # four', ['processes', '4 # four']],
    ['quotes and backslashes are text', 'module = "app:a\\', ['module', '"app:a\\']],
    ['a colon is a part of the name', 'socket: /a = b', ['socket: /a', 'b']],
    ['only the first = separates', 'env = A=B', ['env', 'A=B']],
    ['blanks around go, also CR', ' \t master =\ttrue \r', ['master', 'true']],
    ['a bare flag has no value', 'master', ['master', '']],
    ['a percent sign is written twice', 'cron = 100%%', ['cron', '100%']],
    ['a percent sign takes the character behind it along', 'log = 50% off', ['log', '50off']],
    ['a placeholder stays', 'a = %(b)', ['a', '%(b)']],
    ['a magic variable stays when nothing is known', 'a = %n', ['a', '%n']],
    ['what follows a NUL is lost', 'a = b\0c', ['a', 'b']],
    ['no name', '= 5', ['', '5']],
  ])('%s', (_, line, [name, value]) => {
    expect(pairs(`[uwsgi]\n${line}\n`)).toEqual([['uwsgi', name, value]])
  })

  test('; and # start a comment only at the start of a line', () => {
    const {comments, options} = parse('[uwsgi]\n; one\n  #two\n#\n')
    expect(options).toEqual([])
    expect(comments.map(({text}) => text)).toEqual(['one', 'two', ''])
  })

  test('a percent sign at the end of a line joins it with the next', () => {
    const {options} = parse('[uwsgi]\na = 50%\nb = 1\n')
    expect(options).toMatchObject([{name: 'a', value: '50b = 1', raw: '50%\nb = 1'}])
    expect(options[0]!.location).toMatchObject({line: 2, column: 1, endLine: 3, endColumn: 6})
  })
})

describe('sections', () => {
  test('are named as uWSGI names them: the last character goes', () => {
    const names = (text: string) => parse(text).sections.map(({name}) => name)
    expect(names('[uwsgi]\n[uwsgi] ; x\n[uwsgi\n[\n[ uwsgi ]\n')).toEqual(['uwsgi', 'uwsgi] ; ', 'uwsg', '', ' uwsgi '])
    expect(kinds('[uwsgi] ; x\na=1\n')).toEqual(['section-with-rest'])
    expect(kinds('[ uwsgi ]\n')).toEqual(['section-name'])
    expect(kinds('[uwsgi] \t\r\n')).toEqual([])
  })

  test('may come twice, and others between', () => {
    expect(pairs('a=0\n[uwsgi]\na=1\n[x]\na=2\n[uwsgi]\na=3\n')).toEqual([
      ['', 'a', '0'],
      ['uwsgi', 'a', '1'],
      ['x', 'a', '2'],
      ['uwsgi', 'a', '3'],
    ])
  })

  test('a byte order mark hides the first', () => {
    expect(kinds('\uFEFF[uwsgi]\nmaster=1\n')).toEqual(['byte-order-mark'])
    expect(pairs('\uFEFF[uwsgi]\nmaster=1\n')).toContainEqual(['', 'master', '1'])
  })
})

test('everything has its place, in lines and offsets', () => {
  const text = '[uwsgi]\r\n  socket  =  /run/%%n.sock  \r\nmaster'
  const [socket, master] = parse(text).options
  expect(text.slice(socket!.nameSpan.start, socket!.nameSpan.end)).toBe('socket')
  expect(text.slice(socket!.valueSpan.start, socket!.valueSpan.end)).toBe('/run/%%n.sock')
  expect(text.slice(socket!.start, socket!.end)).toBe('  socket  =  /run/%%n.sock  ')
  expect(socket).toMatchObject({value: '/run/%n.sock', raw: '/run/%%n.sock', hasValue: true})
  expect(socket!.valueSpan.location).toEqual({file: 'app.ini', line: 2, column: 14, endLine: 2, endColumn: 27})
  expect(master).toMatchObject({hasValue: false, raw: ''})
  expect(master!.valueSpan).toMatchObject({start: text.length, end: text.length})
})

test('magic variables with values, and the way back to the file', () => {
  const magic = (letter: string) => ({n: 'shop', d: '/srv/%n/'})[letter]
  const text = '[uwsgi]\nx = %n-%n%q;%d\ny = 1'
  const {options} = parseUwsgi(text, 'a.ini', {magic})
  expect(options).toMatchObject([{value: 'shop-shop;/srv/%n/', raw: '%n-%n%q;%d'}, {name: 'y'}])
  expect(text.slice(options[1]!.start, options[1]!.end)).toBe('y = 1')
})

test('a file that is too large is said to be, and not read', () => {
  expect(parse('x'.repeat(17 << 20))).toMatchObject({options: [], problems: [{kind: 'too-large'}]})
})
