import type {StaticFolder} from '../../deployment/deployment.js'
import {wholeNumber} from '../unsafe.js'

/** What is said to browsers about the files of a folder; undefined: nothing. */
export function cacheControl({maxAge, isImmutable}: StaticFolder): string | undefined {
  if (maxAge === undefined) return undefined
  return `public, max-age=${wholeNumber('the age of static files', maxAge)}${isImmutable ? ', immutable' : ''}`
}
