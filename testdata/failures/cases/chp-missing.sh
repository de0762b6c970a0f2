# A hub starts, and the proxy that it needs isn't there.
network=yes
needs=(node npm)
remedy='`npm install configurable-http-proxy`, and node_modules/.bin on PATH'
upstream() {
  cat > hub.py << 'PY'
c = get_config()  # noqa
import socket
def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
c.JupyterHub.bind_url = f"http://127.0.0.1:{free()}"
c.JupyterHub.hub_port = free()
c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{free()}"
PY
  # It is stopped as soon as it runs, which is what the step wants to see.
  cat > start.sh << 'SH'
jupyterhub -f hub.py > hub.log 2>&1 &
hub=$!
until grep -q 'JupyterHub is now running' hub.log; do
  kill -0 $hub 2> /dev/null || { cat hub.log; exit 1; }
done
kill $hub
wait $hub || true
SH
}
guide() {
  cat << 'EOF'
python: {version: ">=3.10"}
steps:
  - {id: install, title: Install, why: It is the hub., pip: [jupyterhub], check: {installed: [jupyterhub]}}
  - {id: start, title: Start, why: The proof needs it., run: bash start.sh, needs: [install], timeout: 2m}
EOF
}
provoke() { PATH=$(path_of python3 node npm); }
cure() {
  npm install --no-audit --no-fund --prefix "$case/proxy" configurable-http-proxy > ../npm.log 2>&1
  PATH=$case/proxy/node_modules/.bin:$PATH
}
