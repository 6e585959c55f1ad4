import {spawnSync} from 'node:child_process'
import {chmodSync, writeFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {temporaryFolder} from '../support/folder.js'
import {tsgi} from '../support/tsgi.js'

const script = async (shell: string) => (await tsgi(['completion', shell])).stdout

/** What the shell itself prints when it runs this text. */
function inShell(shell: string, text: string, ...options: string[]): string {
  const {stdout, stderr, status, error} = spawnSync(shell, [...options, '-c', text], {
    encoding: 'utf8',
    timeout: 30_000,
  })
  if (error || status !== 0) throw error ?? new Error(`${shell} ended with ${status}:\n${stderr}`)
  return stdout
}

const TYPED = [
  ['tsgi pi', 'ping'],
  ['tsgi --no-color pi', 'ping'],
  ['tsgi ping --timeo', '--timeout'],
  ['tsgi completion f', 'fish'],
  ['tsgi completion --js', '--json'],
] as const

test.each(TYPED)('bash completes %j', async (line, wanted) => {
  const words = line.split(' ').map((word) => JSON.stringify(word))
  const typed = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _tsgi; echo "\${COMPREPLY[*]}"`
  expect(inShell('bash', `${await script('bash')}\n${typed}`).trim()).toBe(wanted)
})

test('bash offers the files of the folder where a socket is wanted', async () => {
  const typed = `COMP_WORDS=(tsgi ping ''); COMP_CWORD=2; _tsgi; echo "\${#COMPREPLY[@]}"; complete -p tsgi`
  expect(inShell('bash', `${await script('bash')}\n${typed}`)).toBe('0\ncomplete -o default -F _tsgi tsgi\n')
})

test.each(TYPED)('fish completes %j', async (line, wanted) => {
  const offered = inShell('fish', `${await script('fish')}\ncomplete -C '${line}'`, '--no-config')
  expect(offered.split('\n')[0]?.split('\t')[0]).toBe(wanted)
})

test('zsh completes at a prompt', async () => {
  using folder = temporaryFolder()
  writeFileSync(folder.at('completion.zsh'), await script('zsh'))
  writeFileSync(folder.at('tsgi'), '#!/bin/sh\n')
  chmodSync(folder.at('tsgi'), 0o755)
  // A real zsh behind a pseudo-terminal, with keys typed into it; it says where it is, so that nothing waits for a clock.
  const session = `
zmodload zsh/zpty
zpty shell "TERM=dumb PATH=${folder.path}:$PATH zsh -f -i"
until_seen() { local chunk text=; repeat 200; do zpty -r -t shell chunk && text+=$chunk; [[ $text == *$1* ]] && break; sleep 0.05; done; print -r -- $text }
zpty -w shell $'unsetopt zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source ${folder.at('completion.zsh')}; PS1=; print rea""dy'
until_seen ready >/dev/null
${TYPED.map(([line, wanted]) => `print '== next'; zpty -w -n shell $'${line}\\t'; until_seen '${wanted}'; zpty -w -n shell $'\\C-u'`).join('\n')}
zpty -d shell`
  const seen = inShell('zsh', session, '-f')
  const screens = seen.split('== next\n').slice(1)
  expect(screens).toEqual(TYPED.map(([, wanted]) => expect.stringContaining(wanted)))
}, 60_000)

test('the old name of the command still works, and --json carries the script', async () => {
  const {stdout, code} = await tsgi(['autocomplete', 'fish', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({schema: 'tsgi.completion/1', ok: true, shell: 'fish'})
  expect(JSON.parse(stdout).script).toBe(await script('fish'))
})
