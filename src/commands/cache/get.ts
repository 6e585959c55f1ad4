import {BaseCommand} from '../../cli/base-command.js'
import {
  type CacheDocument,
  cacheAnswer,
  cacheFlags,
  cacheOptions,
  cachePlace,
  keyArgs,
  tellExpiry,
} from '../../cli/cache.js'
import {bytesField, printBytes} from '../../cli/output.js'
import {cacheGet} from '../../client/cache.js'
import {utf8Bytes} from '../../wire/vars.js'

export interface CacheGetDocument extends CacheDocument {
  /** The value when it is text; else `value_base64`. */
  readonly value?: string
  readonly value_base64?: string
  readonly value_bytes: number
  /** Seconds since the epoch; absent when it stays. */
  readonly expires_epoch_s?: number
}

export default class CacheGet extends BaseCommand {
  static override summary = 'Read a value from the cache of a live uWSGI server.'
  static override description =
    `Prints the value: to a pipe or a file exactly its bytes. A key that is not there is exit code 1.
The server needs the cache plugin and a cache: plugins = cache and cache2 = name=NAME,items=100.`
  static override args = keyArgs
  static override flags = cacheFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock front-page',
    '<%= config.bin %> <%= command.id %> :3031 logo.png --cache files > logo.png',
  ]

  override async run(): Promise<CacheGetDocument> {
    const words = await this.parse(CacheGet)
    const result = await this.withSpinner(`reading ${cachePlace(words)}`, () =>
      cacheGet(words.args.socket, utf8Bytes(words.args.key), cacheOptions(words)),
    )
    const {answer, document} = await cacheAnswer('get', words, result)
    printBytes(this, answer.value)
    tellExpiry(this, answer)
    return {
      ...document,
      ...bytesField('value', answer.value),
      value_bytes: answer.value.length,
      ...(answer.expires === undefined ? {} : {expires_epoch_s: answer.expires}),
    }
  }
}
