import {apache} from './apache.js'
import {lighttpd} from './lighttpd.js'
import {minimal} from './minimal.js'
import {nginx} from './nginx.js'
import type {Preset} from './preset.js'

/** Whose variables a request carries. Each but `minimal` is held against captures of the real server. */
export const presets = {nginx, apache, lighttpd, minimal} as const satisfies Readonly<Record<string, Preset>>

/** The web servers whose variables `request` can send. */
export type PresetName = keyof typeof presets
