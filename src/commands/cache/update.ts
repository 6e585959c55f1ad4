import {BaseCommand} from '../../cli/base-command.js'
import {type CacheWriteDocument, writeArgs, writeFlags, writeToCache} from '../../cli/cache-write.js'
import {cacheUpdate} from '../../client/cache.js'

export default class CacheUpdate extends BaseCommand {
  static override summary = 'Write a value into the cache of a live uWSGI server, new or not.'
  static override description = 'Replaces what is there; set does not.'
  static override args = writeArgs
  static override flags = writeFlags
  static override examples = [
    "<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock greeting 'good evening'",
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock report - < report.html',
  ]

  override async run(): Promise<CacheWriteDocument> {
    return writeToCache(this, await this.parse(CacheUpdate), {name: 'update', write: cacheUpdate})
  }
}
