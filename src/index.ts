export {type Address, formatAddress, parseAddress} from './address.js'
export type {Answer, AskOptions, NoAnswer, NoAnswerState} from './client/answer.js'
export {
  type CacheOptions,
  type CacheResult,
  type CacheWriteOptions,
  cacheClear,
  cacheDelete,
  cacheExists,
  cacheGet,
  cacheSet,
  cacheUpdate,
} from './client/cache.js'
export {type IdentifyOptions, type IdentifyResult, identify, type ListenerKind} from './client/identify.js'
export type {ProbeName, Seen} from './client/identify-probes.js'
export {type Block, type PacketQuestion, type PacketResult, packetBytes, sendPacket} from './client/packet.js'
export {isReply, type PingMethod, type PingOptions, type PingResult, type PingState, ping} from './client/ping.js'
export {type PingReply, type PingSeriesOptions, type PingTarget, pingSeries} from './client/ping-series.js'
export {type PingWait, type PingWaitOptions, waitFor} from './client/ping-wait.js'
export type {PresetName} from './client/presets/index.js'
export type {Site} from './client/presets/preset.js'
export {
  type ReceivedResponse,
  type RequestOptions,
  type RequestResult,
  type RequestSummary,
  request,
  type SendOptions,
  sendRequest,
  type Timings,
} from './client/request.js'
export type {AnswerOptions} from './client/request-answer.js'
export type {RequestBody} from './client/request-body.js'
export {type BuiltRequest, buildRequest, type RequestInput} from './client/request-build.js'
export type {Explanation} from './client/request-explanation.js'
export type {RequestOutcome} from './client/request-outcome.js'
export type {RoundTrips} from './client/round-trips.js'
export {type RpcResult, rpc} from './client/rpc.js'
export {raiseSignal, type SignalResult} from './client/signal.js'
export {type SpoolOptions, type SpoolResult, spool} from './client/spool.js'
export type {EmperorStats, RouterStats, ServerStats, Stats, WorkerStats} from './client/stats.js'
export {type ReadStats, readStats, type StatsOptions} from './client/stats-exchange.js'
export {type StatsSummary, summaryOf, type Utilisation, utilisation} from './client/stats-summary.js'
export {type ComposeFile, type ComposeService, readCompose} from './config/compose/compose.js'
export {type ManifestConfig, readManifests} from './config/kubernetes/manifest.js'
export {commandsOf, type UnitCommand, uwsgiOf} from './config/systemd/command.js'
export {loadUnit} from './config/systemd/load.js'
export {parseUnit} from './config/systemd/parse.js'
export {type LoadedUnit, settingOf, settingsOf, type UnitConfig, type UnitSetting} from './config/systemd/unit.js'
export {parseCommandLine, parseEnvironment} from './config/uwsgi/command-line.js'
export {
  appendTo,
  escapeValue,
  insertAfter,
  moveComment,
  removeOption,
  renameOption,
  replaceValue,
} from './config/uwsgi/edit.js'
export {type Effective, effective, isOn, isTrue, numberIn, optionValue} from './config/uwsgi/effective.js'
export {type ExpandedConfig, expandCommandLine, expandConfig, expandFile} from './config/uwsgi/expand.js'
export type {ExportedOption} from './config/uwsgi/exported.js'
export type {
  UwsgiComment,
  UwsgiConfig,
  UwsgiFormat,
  UwsgiOption,
  UwsgiProblem,
  UwsgiSection,
} from './config/uwsgi/model.js'
export {type ParseOptions, parseUwsgi, readUwsgi} from './config/uwsgi/parse.js'
export type {MachineFacts, Surroundings, UwsgiFiles} from './config/uwsgi/surroundings.js'
export {type Trace, type TraceStep, trace} from './config/uwsgi/trace.js'
export {
  type Deployment,
  PRESETS,
  type Preset,
  type Service,
  type Uwsgi,
  type Web,
} from './deployment/deployment.js'
export {describeDeployment} from './deployment/describe.js'
export type {
  ApplicationDescription,
  DeploymentDescription,
  ServiceDescription,
  UwsgiDescription,
  WebDescription,
} from './deployment/description.js'
export type {HostFacts, ResolveContext} from './deployment/draft.js'
export {fromProject} from './deployment/from-project.js'
export {mergeDescriptions} from './deployment/merge.js'
export {type ParsedDescription, parseDescription} from './deployment/parse.js'
export {DeploymentError, type DescriptionProblem} from './deployment/problem.js'
export {type ReasonedField, reasonOf} from './deployment/reasons.js'
export {resolveDeployment} from './deployment/resolve.js'
export {type DeploymentWarning, warningsOf} from './deployment/warnings.js'
export {editDescription, type WriteOptions, writeDescription} from './deployment/write.js'
export {type NginxSubject, testNginx} from './dryrun/nginx.js'
export {testUnit, type UnitText} from './dryrun/systemd.js'
export {testUwsgi} from './dryrun/uwsgi-syntax.js'
export type {Verdict} from './dryrun/verdict.js'
export {type ErrorDetails, type ErrorKind, TsgiError} from './errors.js'
export {logBytes} from './explain/decode-log.js'
export {
  type ExplainLogOptions,
  explainLogs,
  explainText,
  type LogExplanation,
  type LogFinding,
  type LogSource,
} from './explain/explain-log.js'
export type {StatusCount} from './explain/requests.js'
export type {Lookup, Topic} from './explain/topic.js'
export {lookUp} from './explain/topics.js'
export type {ExceptionCount, UnknownLines} from './explain/unknown.js'
export {problemById, problems} from './knowledge/problems/index.js'
export type {Problem} from './knowledge/problems/problem.js'
export {foreignOption, nearestOptions} from './knowledge/uwsgi-option-nearest.js'
export {
  canonicalOption,
  hasOption,
  type OptionFacts,
  uwsgiOption,
  uwsgiOptions,
} from './knowledge/uwsgi-options.js'
export type {Action, PathAction, RunAction} from './plan/action.js'
export {type ActionLog, type Applied, type ApplyOptions, applyPlan} from './plan/apply.js'
export {Journal, RunLog, readJournal} from './plan/journal.js'
export type {JournalEntry, JournalRun} from './plan/journal-record.js'
export {type LockOptions, withLock} from './plan/lock.js'
export {type LookOptions, look} from './plan/look.js'
export {Manifest} from './plan/manifest.js'
export {
  type Change,
  foreignPaths,
  hasChanges,
  type Plan,
  type Wanted,
  type WantedCommand,
  type WantedFile,
  type WantedFolder,
  type WantedLink,
} from './plan/plan.js'
export {resume, unfinishedRun} from './plan/resume.js'
export type {Expected, Ownership, State} from './plan/state.js'
export {type Left, type Undone, type UndoOptions, undo} from './plan/undo.js'
export {type DetectOptions, detectProject} from './project/detect.js'
export {type Fit, fits} from './project/fits.js'
export type {FolderLimits} from './project/limits.js'
export type {
  Candidate,
  Conclusion,
  Framework,
  Project,
  ProjectEntry,
  ProjectEvidence,
  ProjectNeed,
  ProjectStatic,
  VirtualEnvironment,
} from './project/project.js'
export type {ApacheServed, ApacheSite} from './render/apache/context.js'
export {APACHE_SCOPES, type ApacheRenderOptions, type ApacheScope, renderApache} from './render/apache.js'
export type {LighttpdServed, LighttpdSite} from './render/lighttpd/context.js'
export {LIGHTTPD_SCOPES, type LighttpdRenderOptions, type LighttpdScope, renderLighttpd} from './render/lighttpd.js'
export type {NginxParameters, NginxSite, NginxSnippet} from './render/nginx/site.js'
export {NGINX_SCOPES, type NginxRenderOptions, type NginxScope, renderNginx} from './render/nginx.js'
export type {RenderedFile, RenderOptions} from './render/rendered.js'
export {
  renderSystemd,
  SYSTEMD_FILES,
  type SystemdFile,
  type SystemdHardening,
  type SystemdLogrotate,
  type SystemdRenderOptions,
  type SystemdService,
  type SystemdSocket,
  type SystemdSysusers,
  type SystemdTmpfiles,
} from './render/systemd.js'
export {UWSGI_FILE_FORMATS, type UwsgiFileFormat} from './render/uwsgi/format.js'
export {
  renderUwsgi,
  type UwsgiFile,
  type UwsgiFileMember,
  type UwsgiFileSection,
  type UwsgiRenderOptions,
} from './render/uwsgi.js'
export type {Application, ApplicationKind} from './server/application.js'
export {builtInApplication} from './server/built-in.js'
export type {DirectAnswer, DirectContext, DirectListener} from './server/direct-handler.js'
export type {
  ExceptionEvent,
  PacketEvent,
  ProblemEvent,
  ProblemKind,
  RequestEvent,
  ServerEvent,
} from './server/events.js'
export type {FetchContext, FetchListener} from './server/fetch-handler.js'
export type {GatewayRequest} from './server/gateway-request.js'
export type {Limits} from './server/limits.js'
export {loadApplication} from './server/load-application.js'
export type {NodeListener, UwsgiIncomingMessage} from './server/node-handler.js'
export {type Closed, type ServeOptions, type ServerHandle, serve} from './server/serve.js'
export {decodeAcknowledgement} from './wire/acknowledgement.js'
export {decodeArray, encodeArray} from './wire/array.js'
export {
  type CacheAnswer,
  type CacheCommand,
  type CacheRequest,
  decodeCacheAnswer,
  encodeCacheRequest,
} from './wire/cache.js'
export {DecodeError} from './wire/decode-error.js'
export {PacketDecoder, type PacketDecoderOptions} from './wire/decoder.js'
export {
  type Content,
  type DissectedPacket,
  type Dissection,
  dissect,
  type LocatedItem,
  type LocatedVar,
} from './wire/dissect.js'
export {type Foreign, recogniseForeign} from './wire/foreign.js'
export {type Capture, type CaptureFormat, parseHex, readCapture} from './wire/hexdump.js'
export {Modifier1, modifierName} from './wire/modifiers.js'
export {
  encodePacket,
  HEADER_BYTES,
  MAX_BLOCK_BYTES,
  type Packet,
  type PacketAndRest,
  type PacketInit,
  readPacket,
} from './wire/packet.js'
export {decodePong, encodePing, type Pong} from './wire/ping.js'
export {ResponseDecoder, type ResponseDecoderOptions} from './wire/response.js'
export type {ResponseHead, ResponseProblem, ResponseProblemCode} from './wire/response-head.js'
export {decodeRpcAnswer, encodeRpc, type RpcCall, type RpcForm} from './wire/rpc.js'
export {readAsServer, type ServerLimits, type ServerReading} from './wire/server-reading.js'
export {encodeSignal} from './wire/signal.js'
export {decodeSpoolFile, encodeSpoolTask, type SpoolFile, type SpoolTask} from './wire/spool.js'
export {decodeSubscription, encodeSubscription, type Subscription} from './wire/subscription.js'
export {
  DEFAULT_BUFFER_BYTES,
  DEFAULT_MAX_VARS,
  type DecodeMode,
  type DecodeVarsOptions,
  decodeVars,
  encodeVars,
  limitWarnings,
  utf8Bytes,
  type Var,
} from './wire/vars.js'
