/** What a package of an application asks of uWSGI and of the machine. */
export interface PackageFacts {
  /** It runs threads of its own, which Python under uWSGI has only when they are enabled. */
  readonly threads?: true
  /** What it starts when it is imported is gone, or locked, behind the fork. */
  readonly forkHooks?: true
  /** It talks to other machines. */
  readonly network?: true
}

export type PackageLanguage = 'python' | 'perl' | 'ruby' | 'php' | 'lua' | 'javascript'

const NETWORK: PackageFacts = {network: true}
const AGENT: PackageFacts = {threads: true, forkHooks: true, network: true}

const all = (facts: PackageFacts, names: string) => names.split(/\s+/).map((name) => [name, facts] as const)

/** Names of distributions and of modules, in lower case with `-` for `_` and `.`. */
const PYTHON = [
  ...all(
    AGENT,
    'sentry-sdk raven ddtrace elastic-apm elasticapm scout-apm opentelemetry opentelemetry-api opentelemetry-sdk',
  ),
  ...all(AGENT, 'opentelemetry-distro instana skywalking apache-skywalking launchdarkly-server-sdk ldclient appsignal'),
  ...all(
    AGENT,
    'honeycomb-beeline beeline posthog analytics-python segment-analytics-python rollbar statsig pyroscope-io pyroscope',
  ),
  ...all({threads: true, network: true}, 'newrelic blackfire honeybadger bugsnag airbrake pybrake logtail watchtower'),
  // A MongoClient watches its servers from a thread, and is not to be carried over a fork.
  ...all(
    AGENT,
    'pymongo mongoengine flask-pymongo djongo motor kafka-python kafka confluent-kafka grpcio grpc pykafka',
  ),
  ...all({threads: true, forkHooks: true}, 'apscheduler flask-apscheduler django-apscheduler'),
  ...all(
    NETWORK,
    'psycopg psycopg2 psycopg2-binary psycopg-binary asyncpg pg8000 mysqlclient mysqldb pymysql aiomysql',
  ),
  ...all(
    NETWORK,
    'mysql-connector-python mysql-connector mariadb cx-oracle oracledb pyodbc pymssql ibm-db clickhouse-driver',
  ),
  ...all(
    NETWORK,
    'cassandra-driver neo4j influxdb influxdb-client elasticsearch opensearch-py pysolr redis django-redis flask-redis',
  ),
  ...all(
    NETWORK,
    'rq celery django-celery-beat kombu pika amqp dramatiq huey pymemcache python-memcached pylibmc memcache',
  ),
  ...all(NETWORK, 'requests httpx aiohttp urllib3 httplib2 treq pycurl boto3 botocore boto azure-storage-blob minio'),
  ...all(
    NETWORK,
    'google-cloud-storage google-cloud firebase-admin stripe braintree paypalrestsdk twilio sendgrid mailgun',
  ),
  ...all(
    NETWORK,
    'openai anthropic slack-sdk slackclient tweepy django-storages django-anymail ldap3 python-ldap paramiko fabric',
  ),
  ...all(
    NETWORK,
    'zeep suds websocket-client websockets smtplib ftplib telnetlib dj-database-url flask-mail django-ses',
  ),
]

const PERL = all(
  NETWORK,
  'dbd-pg dbd-mysql dbd-mariadb dbd-oracle mojo-pg mojo-mysql redis mojo-redis mongodb lwp lwp-useragent http-tiny furl net-smtp ' +
    'email-sender search-elasticsearch cache-memcached cache-memcached-fast net-amqp-rabbitmq libwww-perl',
)

const RUBY = [
  ...all(AGENT, 'sentry-ruby sentry-rails ddtrace datadog elastic-apm scout-apm opentelemetry-sdk appsignal'),
  ...all({threads: true, network: true}, 'newrelic-rpm skylight honeybadger bugsnag rollbar airbrake'),
  ...all(
    NETWORK,
    'pg mysql2 trilogy tiny-tds ruby-oci8 mongo mongoid redis redis-rails hiredis dalli sidekiq resque bunny kafka',
  ),
  ...all(
    NETWORK,
    'faraday httparty rest-client excon typhoeus http httpclient aws-sdk aws-sdk-s3 stripe twilio-ruby elasticsearch',
  ),
  ...all(NETWORK, 'net-http open-uri net-smtp mail'),
]

const PHP = all(
  NETWORK,
  'ext-pdo-mysql ext-pdo-pgsql ext-mysqli ext-pgsql ext-redis ext-memcached ext-mongodb ext-curl ext-ldap ext-soap ext-amqp ' +
    'guzzlehttp/guzzle symfony/http-client predis/predis mongodb/mongodb doctrine/dbal doctrine/doctrine-bundle aws/aws-sdk-php ' +
    'symfony/mailer phpmailer/phpmailer elasticsearch/elasticsearch sentry/sentry sentry/sentry-laravel sentry/sentry-symfony',
)

const LUA = all(NETWORK, 'luasocket socket luasec luasql-mysql luasql-postgres pgmoon redis-lua')

const JAVASCRIPT = all(
  NETWORK,
  'pg mysql mysql2 mariadb mongodb mongoose redis ioredis knex sequelize typeorm @prisma/client axios got node-fetch undici ' +
    'amqplib kafkajs nodemailer @aws-sdk/client-s3 aws-sdk stripe twilio openai @elastic/elasticsearch @sentry/node newrelic dd-trace',
)

const TABLES: Readonly<Record<PackageLanguage, ReadonlyMap<string, PackageFacts>>> = {
  python: new Map(PYTHON),
  perl: new Map(PERL),
  ruby: new Map(RUBY),
  php: new Map(PHP),
  lua: new Map(LUA),
  javascript: new Map(JAVASCRIPT),
}

/** The name under which a package is known here: `Psycopg2_Binary` → `psycopg2-binary`, `DBD::Pg` → `dbd-pg`. */
export function packageKey(name: string): string {
  return name.toLowerCase().replace(/[-_.:]+/g, '-')
}

/** What is known of a package, by any of its names. */
export function packageFacts(language: PackageLanguage, name: string): PackageFacts | undefined {
  return TABLES[language].get(packageKey(name))
}

/** The names that {@link packageFacts} knows, for a first glance at a text. */
export function knownPackages(language: PackageLanguage): readonly string[] {
  return [...TABLES[language].keys()]
}
