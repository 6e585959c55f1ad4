import type {Detector} from './detection.js'
import {detectPython} from './python/python.js'

/** The languages that are looked for. */
export const languages: readonly Detector[] = [detectPython]
