import type { Source } from './types.js'
import type { Expansion } from './expansion.js'
import type { Put } from './graphql-put.js'
import type { DataSourceNames } from './graphql-data.js'
import { withoutNulls } from './graphql-shapes.js'
import { getAtt, isList, isObj, type Obj, obj, objOr, text, type Value } from './values.js'

/** What AppSync runs in a resolver without code of its own: nothing before its functions, and their result after them. */
const DEFAULT_CODE =
  '\nexport function request(ctx) {\n    return {};\n}\n\nexport function response(ctx) {\n    return ctx.prev.result;\n}\n'
const DEFAULT_RUNTIME = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' }

/** The ids of the functions of an API, by the names the template gives them. */
export type FunctionIds = ReadonlyMap<string, Value>

type Reject = (message: string) => undefined

/** Adds `Functions`. */
export function putFunctions(
  expansion: Expansion,
  source: Source,
  { put, sources }: { readonly put: Put; readonly sources: DataSourceNames },
): FunctionIds {
  const ids = new Map<string, Value>()
  for (const [name, value] of Object.entries(objOr(source.properties['Functions']))) {
    const given = withoutNulls(objOr(value))
    const reject: Reject = (message) => expansion.reject(source.id, `function ${name}: ${message}`, ['Properties', 'Functions', name])
    if (given['Id'] !== undefined) {
      if (Object.keys(given).length > 1) reject("'Id' cannot be defined with other properties")
      ids.set(name, given['Id'])
      continue
    }
    const from = dataSource(source, given['DataSource'], { put, sources, reject })
    const { Description, MaxBatchSize, Sync } = given
    put(name, 'AWS::AppSync::FunctionConfiguration', {
      ApiId: getAtt(source.id, 'ApiId'),
      Name: given['Name'] ?? name,
      ...code(given, reject, true),
      ...obj({ DataSourceName: from, MaxBatchSize, Description, Runtime: runtime(given, reject) }),
      ...obj({ SyncConfig: isObj(Sync) ? withoutNulls(Sync) : undefined }),
    })
    ids.set(name, getAtt(`${source.id}${name}`, 'FunctionId'))
  }
  return ids
}

function dataSource(
  source: Source,
  given: Value | undefined,
  { put, sources, reject }: { readonly put: Put; readonly sources: DataSourceNames; readonly reject: Reject },
): Value | undefined {
  if (given === undefined) return reject("'DataSource' must be set")
  const name = text(given)
  if (name === undefined) return given
  if (name.toLowerCase() === 'none') {
    put('NoneDataSource', 'AWS::AppSync::DataSource', {
      ApiId: getAtt(source.id, 'ApiId'),
      Name: `${source.id}NoneDataSource`,
      Type: 'NONE',
    })
    return getAtt(`${source.id}NoneDataSource`, 'Name')
  }
  return (
    sources.get(name) ??
    reject(`there is no data source "${name}" in 'DataSources'; define it there, or refer to one outside with a function`)
  )
}

function code(given: Obj, reject: Reject, needed: boolean): Obj {
  const { InlineCode: inline, CodeUri: uri } = given
  if (inline !== undefined && uri !== undefined) reject("'InlineCode' and 'CodeUri' cannot be defined at the same time")
  if (inline === undefined && uri === undefined && needed) reject("one of 'InlineCode' and 'CodeUri' must be set")
  return obj({ Code: inline, CodeS3Location: uri })
}

function runtime(given: Obj, reject: Reject): Obj | undefined {
  const found = given['Runtime']
  if (!isObj(found)) return reject("'Runtime' must be defined")
  return { Name: found['Name'] ?? null, RuntimeVersion: found['Version'] ?? null }
}

/** Adds `Resolvers`: each runs functions one after the other. */
export function putResolvers(
  expansion: Expansion,
  source: Source,
  { put, functions }: { readonly put: Put; readonly functions: FunctionIds },
): void {
  for (const [type, fields] of Object.entries(objOr(source.properties['Resolvers']))) {
    for (const [name, value] of Object.entries(objOr(fields))) {
      const given = withoutNulls(objOr(value))
      const reject: Reject = (message) =>
        expansion.reject(source.id, `resolver ${name}: ${message}`, ['Properties', 'Resolvers', type, name])
      const { FieldName: field, MaxBatchSize, Caching } = given
      const bare = given['InlineCode'] === undefined && given['CodeUri'] === undefined
      const own = bare
        ? { Code: DEFAULT_CODE, Runtime: DEFAULT_RUNTIME }
        : { ...code(given, reject, false), ...obj({ Runtime: runtime(given, reject) }) }
      const resolver = {
        ApiId: getAtt(source.id, 'ApiId'),
        FieldName: field ?? name,
        TypeName: type,
        ...own,
        Kind: 'PIPELINE',
        PipelineConfig: { Functions: pipeline(given['Pipeline'], functions, reject) },
        ...obj({ MaxBatchSize, CachingConfig: isObj(Caching) ? withoutNulls(Caching) : undefined }),
      }
      put(`${type}${name}`, 'AWS::AppSync::Resolver', resolver, { DependsOn: [`${source.id}Schema`] })
    }
  }
}

function pipeline(given: Value | undefined, functions: FunctionIds, reject: Reject): Value[] {
  if (!isList(given) || given.length === 0) {
    reject("'Pipeline' must name its functions; for a resolver without one, use AWS::AppSync::Resolver")
    return []
  }
  return given.flatMap((name) => {
    const id = functions.get(text(name) ?? '')
    if (id === undefined) reject(`there is no function ${JSON.stringify(name)} in 'Functions'`)
    return id ?? []
  })
}
