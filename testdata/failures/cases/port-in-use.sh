# Another program has the port.
quick=yes
remedy='Stop the other program or take another port'
upstream() {
  cat > serve.py << 'PY'
import http.server, os, pathlib
port = int(pathlib.Path(os.environ["HOME"], "port").read_text())
http.server.HTTPServer(("127.0.0.1", port), http.server.BaseHTTPRequestHandler).server_close()
PY
}
guide() {
  echo 'steps: [{id: serve, title: Serve, why: The proof needs it., run: python3 serve.py}]'
}
provoke() {
  serve --dir "$case/up"
  echo "${address##*:}" > "$HOME/port"
}
cure() { # Stop the other program.
  kill "${servers[0]}"
  wait "${servers[0]}" || true
}
