import {detectCgi} from './cgi.js'
import type {Detector} from './detection.js'
import {detectJavascript} from './javascript.js'
import {detectLua} from './lua.js'
import {detectPerl} from './perl.js'
import {detectPhp} from './php.js'
import {detectPython} from './python/python.js'
import {detectRuby} from './ruby.js'

/** The languages that are looked for. */
export const languages: readonly Detector[] = [
  detectPython,
  detectPerl,
  detectRuby,
  detectPhp,
  detectLua,
  detectCgi,
  detectJavascript,
]
