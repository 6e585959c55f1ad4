import {expect, test} from 'vitest'
import {readManifest} from './support/manifest.js'

/** `-W, --timeout TIME [a|b] …`: what a script may have written down. */
function surfaceOf(command: ReturnType<typeof readManifest>['commands'][string]): string {
  const args = Object.values(command.args).map((arg) => {
    const name = `${arg.name}${'multiple' in arg && arg.multiple ? '…' : ''}${arg.options ? ` ${arg.options.join('|')}` : ''}`
    return arg.required ? `<${name}>` : `[${name}]`
  })
  const flags = Object.values(command.flags)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const long = flag.type === 'boolean' && flag.allowNo ? `--[no-]${flag.name}` : `--${flag.name}`
      const value = flag.type === 'option' ? `=${flag.options?.join('|') ?? ''}${flag.multiple ? '…' : ''}` : ''
      return `  ${flag.char ? `-${flag.char} ` : ''}${long}${value}${flag.hidden ? ' (hidden)' : ''}`
    })
  const aliases = [...command.aliases, ...command.hiddenAliases]
  const names = [command.id.replaceAll(':', ' '), ...aliases].join(' = ')
  return [[names, ...args].join(' '), ...flags].join('\n')
}

test('commands, arguments and flags are what people have learnt; change test/golden/surface.txt on purpose', async () => {
  const {commands} = readManifest()
  const surface = Object.values(commands)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(surfaceOf)
  await expect(`${surface.join('\n\n')}\n`).toMatchFileSnapshot('golden/surface.txt')
})

test('one letter means one thing in a command, and -h is help', () => {
  for (const {id, flags} of Object.values(readManifest().commands)) {
    const chars = Object.values(flags).flatMap(({char}) => (char ? [char] : []))
    expect([...new Set(chars)], id).toEqual(chars)
    expect(chars, id).not.toContain('h')
  }
})

test('every command, argument and flag says what it is, and every command shows an example', () => {
  const silent = Object.values(readManifest().commands).flatMap(({id, summary, examples, args, flags}) => [
    ...(summary?.endsWith('.') ? [] : [`${id}: summary`]),
    ...(examples?.length ? [] : [`${id}: examples`]),
    ...Object.values(args).flatMap(({name, description}) => (description ? [] : [`${id} ${name}`])),
    ...Object.values(flags).flatMap((flag) => (flag.summary || flag.description ? [] : [`${id} --${flag.name}`])),
  ])
  expect(silent).toEqual([])
})
