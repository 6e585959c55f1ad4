import {readdirSync, readFileSync} from 'node:fs'
import type {Var} from '../../src/wire/vars.js'

const folder = new URL('../fixtures/captures/', import.meta.url)

/** What a real web server or uWSGI sent, as `test/fixtures/captures/README.md` describes it. */
export interface Capture {
  readonly name: string
  readonly bytes: Buffer
  readonly modifier1: number
  readonly modifier2: number
  readonly vars: readonly Var[]
  readonly body: Buffer
}

interface Description {
  readonly file: string
  readonly modifier1: number
  readonly modifier2: number
  readonly vars: readonly Var[]
  readonly body_latin1?: string
  readonly trailing?: string
}

/** Each captured packet whose description lists its variables. */
export function captures(): Capture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !file.startsWith('pair-'))
    .map((file) => {
      const described = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Description
      return {
        ...described,
        name: file.replace('.json', ''),
        bytes: readFileSync(new URL(described.file, folder)),
        body: Buffer.from(described.body_latin1 ?? described.trailing ?? '', 'latin1'),
      }
    })
}

/** A request, and what the real uWSGI answered to it. */
export function pair(name: string): {readonly request: Buffer; readonly response: Buffer} {
  const read = (part: string) => readFileSync(new URL(`pair-${name}.${part}.bin`, folder))
  return {request: read('req'), response: read('resp')}
}
