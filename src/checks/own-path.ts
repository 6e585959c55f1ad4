import type {UwsgiConfigured} from './survey-uwsgi.js'

/** The first file of a configuration, where it has one. */
export function ownPath(configured: UwsgiConfigured | undefined): string | undefined {
  return configured?.files[0]
}
