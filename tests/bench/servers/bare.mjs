// A server that only answers: what counting a visit costs is measured against it.
import { createServer } from 'node:http'

const answer = '{"slug":"x","today":1,"total":1,"counted":true,"reason":"counted"}\n'
createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
    response.end(answer)
  })
}).listen(Number(process.env['PORT']), '127.0.0.1')
