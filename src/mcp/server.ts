import { McpServer, type CallToolResult, type ServerContext } from '@modelcontextprotocol/server'
import { type Context, failureOf, failureText, type Operation, type Page, PLAIN_STYLE, redact, redactedJson } from '#app/index.js'
import type { Json, Progress } from '#core/index.js'
import { outlineOf } from './outline.js'

// What a model needs to read is short: the full result is in the structured content.
const PAGE: Page = { width: 100, style: PLAIN_STYLE }
const LONGEST_TEXT = 8_000

/** An MCP server with one tool for each operation. */
export function makeServer(operations: readonly Operation[], context: Context, version: string): McpServer {
  const server = new McpServer(
    { name: 'stanchion', title: 'Stanchion', version },
    {
      capabilities: { tools: {} },
      instructions:
        'Stanchion designs, prices, checks and draws AWS architectures, offline and with the same result every time. Paths are relative to the working directory; ' +
        'tools take paths, never file contents. To design: write a requirements file (stanchion_init makes one to start from), then call stanchion_design.',
    },
  )
  for (const operation of operations) register(server, operation, context)
  return server
}

function register(server: McpServer, operation: Operation, context: Context): void {
  const writes = operation.effect !== 'reads'
  server.registerTool(
    `stanchion_${operation.name.replaceAll(' ', '_')}`,
    {
      description: operation.about,
      inputSchema: operation.input,
      outputSchema: outlineOf(operation.output),
      // Nothing that was not written by Stanchion is replaced without `force`.
      annotations: {
        readOnlyHint: !writes,
        destructiveHint: writes && 'force' in operation.input.shape,
        idempotentHint: true,
        openWorldHint: operation.network === true,
      },
    },
    async (input, call) => callOperation(operation, input, { ...context, progress: progressOf(call), secrets: new Set() }),
  )
}

async function callOperation(operation: Operation, input: unknown, context: Context): Promise<CallToolResult> {
  try {
    const result = await operation.run(input, context)
    const structured: Json = JSON.parse(redactedJson(result.output, context.secrets))
    return {
      content: [{ type: 'text', text: shortened(redact(result.human(PAGE), context.secrets)) }],
      structuredContent: structured,
      isError: result.exit > 1,
    }
  } catch (error) {
    const failure = failureOf(error)
    return {
      content: [{ type: 'text', text: shortened(redact(`${failureText(failure, PAGE)}code: ${failure.code}`, context.secrets)) }],
      isError: true,
    }
  }
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  const end = text.lastIndexOf('\n', LONGEST_TEXT)
  return `${text.slice(0, end > 0 ? end : LONGEST_TEXT)}\n… shortened; the structured content has all of it`
}

/** Long work is told to a client that asked for it with a progress token. */
function progressOf(call: ServerContext): Progress {
  const token = call.mcpReq._meta?.progressToken
  let progress = 0
  return {
    step(message) {
      if (token === undefined) return
      progress += 1
      // A client that has gone cannot be told; the result is what counts.
      call.mcpReq.notify({ method: 'notifications/progress', params: { progressToken: token, progress, message } }).catch(() => undefined)
    },
  }
}
