/** Public image of the first server, for both architectures. */
export const FIRST_IMAGE = 'public.ecr.aws/docker/library/python:3.13-slim'

/** The `nobody` of Debian. */
export const FIRST_USER = '65534'

/** Answers every path with JSON, `/` also with whether the database is reached; needs nothing but Python. */
const SERVER = `import json, os, socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

def database():
    host = os.environ.get("DB_HOST")
    if not host:
        return "none"
    try:
        socket.create_connection((host, int(os.environ["DB_PORT"])), 2).close()
        return "reached"
    except OSError:
        return "not reached"

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        told = {"status": "ok"} if self.path == os.environ["HEALTH_PATH"] else {"message": "it works", "path": self.path, "database": database()}
        body = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = answer

ThreadingHTTPServer(("", int(os.environ["PORT"])), Handler).serve_forever()
`

export const FIRST_COMMAND: readonly string[] = ['python', '-c', SERVER]
