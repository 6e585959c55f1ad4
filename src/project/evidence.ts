import type {ProjectEvidence} from './project.js'
import {linesOf} from './text.js'

const MAX_TEXT = 120

/** The line of a file, as evidence. */
export function lineEvidence(file: string, text: string, at: {line: number; column?: number}): ProjectEvidence {
  const line = linesOf(text)[at.line - 1]?.trim() ?? ''
  return evidence(file, at, line)
}

/** What is shown of a place. */
export function evidence(file: string, at: {line: number; column?: number}, text: string): ProjectEvidence {
  const shown = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text
  return {location: {file, line: at.line, column: at.column ?? 1}, text: shown}
}
