// Opens a good and a bad guide in the YAML language server and looks at what an editor would show: no problem in the good
// one, problems at the right lines in the bad one, keys and values to complete, a description to hover over.
//
//   node schema.mjs SERVER SCHEMA     yaml-language-server's out/server/src/server.js, and the file from `guide schema`
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const [server, schema] = process.argv.slice(2).map((p) => resolve(p))
const header = `# yaml-language-server: $schema=${pathToFileURL(schema)}\n`
const good = header + readFileSync(new URL('../../guides/nbformat.yaml', import.meta.url), 'utf8')
const bad = header + 'schema: 1\nid: x\nnaem: X\nchoose:\n  difficulty: 9\n  kinds: [kode]\nissues:\n  claim:\n    rule: perhaps\n'

const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
const waiting = new Map()
const diagnostics = new Map()
let id = 0
let buffer = Buffer.alloc(0)
child.stdout.on('data', (data) => {
  buffer = Buffer.concat([buffer, data])
  for (;;) {
    const end = buffer.indexOf('\r\n\r\n')
    if (end < 0) return
    const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end).toString())[1])
    if (buffer.length < end + 4 + length) return
    const message = JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString())
    buffer = buffer.subarray(end + 4 + length)
    receive(message)
  }
})

function send(message) {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message })
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)
}

function receive(message) {
  if (message.method === 'textDocument/publishDiagnostics') {
    const { uri, diagnostics: found } = message.params
    diagnostics.get(uri)?.(found)
  } else if (message.method && message.id !== undefined) {
    const settings = { validate: true, completion: true, hover: true, schemaStore: { enable: false } }
    send({ id: message.id, result: message.method === 'workspace/configuration' ? message.params.items.map((i) => (i.section === 'yaml' ? settings : {})) : null })
  } else if (message.id !== undefined) {
    waiting.get(message.id)?.(message.result)
  }
}

const request = (method, params) => new Promise((done) => { waiting.set(++id, done); send({ id, method, params }) })
const open = (uri, text) => new Promise((done) => {
  diagnostics.set(uri, done)
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } })
})

function must(what, holds) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}`)
  if (!holds) process.exitCode = 1
}

const late = setTimeout(() => { console.error('the server does not answer'); child.kill(); process.exit(1) }, 60000)
await request('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true }, textDocument: { hover: { contentFormat: ['markdown'] } } } })
send({ method: 'initialized', params: {} })
const clean = await open('file:///good.yaml', good)
must(`the good guide has no problem (${clean.length})`, clean.length === 0)
const problems = await open('file:///bad.yaml', bad)
const at = (line) => problems.filter((p) => p.range.start.line === line).map((p) => p.message)
must(`the unknown key is shown on its line: ${at(3)}`, at(3).some((m) => m.includes('naem')))
must(`the difficulty is shown on its line: ${at(5)}`, at(5).length > 0)
must(`the kind is shown on its line: ${at(6)}`, at(6).length > 0)
must(`the claim rule is shown on its line: ${at(9)}`, at(9).length > 0)
const partial = header + 'schema: 1\nclone:\n  \nissues:\n  claim:\n    rule: \n'
await open('file:///partial.yaml', partial)
const complete = async (line, character) => {
  const list = await request('textDocument/completion', { textDocument: { uri: 'file:///partial.yaml' }, position: { line, character } })
  return list.items.map((i) => i.label)
}
const keys = await complete(3, 2)
must(`keys of clone are completed: ${keys.slice(0, 5)}`, keys.includes('branch') && keys.includes('submodules'))
const rules = await complete(6, 10)
must(`claim rules are completed: ${rules}`, rules.includes('never-ask') && rules.includes('draft'))
const hover = await request('textDocument/hover', { textDocument: { uri: 'file:///good.yaml' }, position: { line: 2, character: 1 } })
must('a key has its description', JSON.stringify(hover ?? '').includes('lower-case'))
clearTimeout(late)
child.kill()
