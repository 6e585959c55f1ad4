import fc from 'fast-check'
import {expect, test} from 'vitest'
import {applyEdits} from '../../../src/config/edits.js'
import {
  appendTo,
  escapeValue,
  insertAfter,
  moveComment,
  removeOption,
  renameOption,
  replaceValue,
} from '../../../src/config/uwsgi/edit.js'
import {parseUwsgi} from '../../../src/config/uwsgi/parse.js'
import type {Edit} from '../../../src/diagnostics.js'

const parse = (text: string) => parseUwsgi(text, 'a.ini')
const edited = (text: string, name: string, edit: (option: ReturnType<typeof find>) => Edit | undefined) =>
  applyEdits(text, 'a.ini', [edit(find(text, name))!])
const find = (text: string, name: string) => parse(text).options.find((option) => option.name === name)!

const TEXT = '; keep\n[uwsgi]\n  master = true\nprocesses=4   # four\n\n[other]\nx = 1'

test('a value', () => {
  expect(edited(TEXT, 'master', (it) => replaceValue(parse(TEXT), it, 'false'))).toBe(TEXT.replace('true', 'false'))
  expect(edited('[uwsgi]\nmaster\n', 'master', (it) => replaceValue(parse(TEXT), it, '1'))).toBe(
    '[uwsgi]\nmaster = 1\n',
  )
  expect(edited('[uwsgi]\na =\nb=1\n', 'a', (it) => replaceValue(parse(TEXT), it, '1'))).toBe('[uwsgi]\na =1\nb=1\n')
})

test('a name', () => {
  expect(edited(TEXT, 'processes', (it) => renameOption(parse(TEXT), it, 'workers'))).toBe(
    TEXT.replace('processes', 'workers'),
  )
})

test('a line behind another', () => {
  expect(edited(TEXT, 'master', (it) => insertAfter(parse(TEXT), it, 'vacuum = true'))).toBe(
    TEXT.replace('true\n', 'true\n  vacuum = true\n'),
  )
  expect(edited(TEXT, 'x', (it) => insertAfter(parse(TEXT), it, 'y = 2'))).toBe(`${TEXT}\ny = 2`)
  const dos = '[uwsgi]\r\na=1\r\nb=2\r\n'
  expect(edited(dos, 'a', (it) => insertAfter(parse(dos), it, 'c=3'))).toBe('[uwsgi]\r\na=1\r\nc=3\r\nb=2\r\n')
})

test('a line at the end of a section', () => {
  expect(applyEdits(TEXT, 'a.ini', [appendTo(parse(TEXT), 'uwsgi', 'vacuum = true')!])).toBe(
    TEXT.replace('# four\n', '# four\nvacuum = true\n'),
  )
  expect(applyEdits('[uwsgi]', 'a.ini', [appendTo(parse('[uwsgi]'), 'uwsgi', 'a = 1')!])).toBe('[uwsgi]\na = 1')
  expect(appendTo(parse(TEXT), 'nope', 'a = 1')).toBeUndefined()
})

test('a line out', () => {
  expect(edited(TEXT, 'master', (it) => removeOption(parse(TEXT), it))).toBe(TEXT.replace('  master = true\n', ''))
  expect(edited(TEXT, 'x', (it) => removeOption(parse(TEXT), it))).toBe(TEXT.replace('\nx = 1', ''))
  const dos = '[uwsgi]\r\na=1\r\nb=2'
  expect(edited(dos, 'a', (it) => removeOption(parse(dos), it))).toBe('[uwsgi]\r\nb=2')
  expect(edited(dos, 'b', (it) => removeOption(parse(dos), it))).toBe('[uwsgi]\r\na=1')
})

test('a comment behind a value to the line above', () => {
  const edits = moveComment(parse(TEXT), find(TEXT, 'processes'))!
  expect(applyEdits(TEXT, 'a.ini', edits)).toBe(TEXT.replace('processes=4   # four', '# four\nprocesses=4'))
  expect(moveComment(parse(TEXT), find(TEXT, 'master'))).toBeUndefined()
})

test('nothing that is put in starts another line, and other formats are left alone', () => {
  const config = parse(TEXT)
  for (const text of ['a\nb', 'a\r', '\0']) {
    expect(replaceValue(config, config.options[0]!, text)).toBeUndefined()
    expect(insertAfter(config, config.options[0]!, text)).toBeUndefined()
    expect(renameOption(config, config.options[0]!, text)).toBeUndefined()
  }
  expect(removeOption({...config, format: 'json'}, config.options[0]!)).toBeUndefined()
})

const line = fc.oneof(
  fc.constantFrom('[uwsgi]', '[other]', '; c', '', 'flag', ' a = 1 # c', 'b=', '\tc = %n', 'd = 50%', 'e=%%'),
  fc.string({maxLength: 12}),
)
const text = fc
  .tuple(fc.array(line, {maxLength: 8}), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, isClosed]) => lines.join(end) + (isClosed ? end : ''))

test('every edit leaves the other options as they are, and is what it says', () => {
  fc.assert(
    fc.property(text, fc.nat(), (source, pick) => {
      const config = parse(source)
      const index = config.options.length === 0 ? -1 : pick % config.options.length
      const option = config.options[index]
      // A percent sign at the end of a line binds lines together.
      fc.pre(option !== undefined && !/%\s*$/m.test(source))
      const pairs = (it: string) => parse(it).options.map(({name, value, section}) => [section, name, value])
      const before = pairs(source)
      const [section, name] = before[index]!
      const apply = (edit: Edit | undefined) => pairs(applyEdits(source, 'a.ini', [edit!]))
      expect(apply(replaceValue(config, option!, 'v'))).toEqual(before.with(index, [section!, name!, 'v']))
      expect(apply(removeOption(config, option!))).toEqual(before.toSpliced(index, 1))
      expect(apply(insertAfter(config, option!, 'n = v'))).toEqual(before.toSpliced(index + 1, 0, [section!, 'n', 'v']))
    }),
    {numRuns: 2000},
  )
})

test('a value that was escaped means itself', () => {
  fc.assert(
    fc.property(fc.string(), (value) => {
      fc.pre(!/[\r\n\0]|%\(/.test(value) && value === value.trim())
      expect(parse(`[uwsgi]\na = ${escapeValue(value)}\n`).options[0]?.value).toBe(value)
    }),
    {numRuns: 1000},
  )
})
