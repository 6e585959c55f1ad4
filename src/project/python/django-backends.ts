import type {UsedPackage} from '../detection.js'
import type {Settings} from './settings.js'

/** What a backend of Django talks to other machines with. */
const BACKENDS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^django\.(contrib\.gis\.)?db\.backends\.(postgresql(_psycopg2)?|postgis)$/, 'psycopg'],
  [/^(django\.(contrib\.gis\.)?db\.backends|mysql\.connector)\.(mysql|django)$/, 'mysqlclient'],
  [/^django\.(contrib\.gis\.)?db\.backends\.oracle$/, 'oracledb'],
  [/^django\.core\.cache\.backends\.redis\.RedisCache$|^django_redis\.cache\./, 'redis'],
  [/^django\.core\.cache\.backends\.memcached\./, 'pymemcache'],
  [/^django\.core\.mail\.backends\.smtp\./, 'smtplib'],
]

/** The packages behind the databases, caches and mail that the settings name. */
export function backendsOf(settings: readonly Settings[]): UsedPackage[] {
  return BACKENDS.flatMap(([pattern, name]) =>
    settings
      .flatMap((one) => one.literals(pattern))
      .map(({evidence: [shown]}): UsedPackage => ({language: 'python', name, evidence: shown!})),
  )
}
