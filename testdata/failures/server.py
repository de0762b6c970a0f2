"""Serves a folder over HTTP on this machine, well or badly. Standard library only.

  --address FILE         where to write the address once it answers
  --dir FOLDER           what to serve; /NAME answers with NAME.json if there is one, in which @ADDRESS@ is this server
  --tls CERT KEY         over TLS
  --refuse STATUS START  answers paths that begin with START with that status
  --proxy STATUS         answers CONNECT with that status
  --cut FILE             while FILE exists, sends half of each answer that is larger than 4 KiB, and hangs up
"""

import argparse
import http.server
import pathlib
import ssl
import threading


class Handler(http.server.SimpleHTTPRequestHandler):
    options = None
    protocol_version = "HTTP/1.1"

    def __init__(self, *args):
        super().__init__(*args, directory=self.options.dir)

    def do_GET(self):
        for status, start in self.options.refuse:
            if self.path.startswith(start):
                self.send_error(int(status))
                return
        answer = pathlib.Path(self.options.dir) / (self.path.strip("/") + ".json")
        if answer.is_file():
            self.send(answer.read_text().replace("@ADDRESS@", self.server.address).encode(), "application/json")
            return
        wanted = pathlib.Path(self.translate_path(self.path))
        if self.options.cut and pathlib.Path(self.options.cut).exists() and wanted.is_file() and wanted.stat().st_size > 4096:
            self.send(wanted.read_bytes(), "application/octet-stream", half=True)
            return
        super().do_GET()

    def send(self, body, kind, half=False):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if half else body)
        self.close_connection = half or self.close_connection

    def do_CONNECT(self):
        self.send_error(int(self.options.proxy or 405))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", required=True)
    parser.add_argument("--dir", default=".")
    parser.add_argument("--tls", nargs=2)
    parser.add_argument("--refuse", nargs=2, action="append", default=[])
    parser.add_argument("--proxy")
    parser.add_argument("--cut")
    Handler.options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if Handler.options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*Handler.options.tls)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        scheme = "https"
    server.address = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever).start()
    pathlib.Path(Handler.options.address).write_text(server.address)


main()
