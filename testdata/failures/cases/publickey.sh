# A repository's address begins with ssh://, and the server knows no key of this person's.
network=yes
needs=(ssh)
code=4
remedy='Take the address that begins with https://, for which reading needs no key'
upstream() {
  echo "A small repository." > README
  echo 'git clone "$(cat ~/ssh)/other.git" other' > fetch.sh
}
guide() {
  echo 'steps: [{id: fetch, title: Fetch, why: The proof needs it., run: bash fetch.sh, network: true, retries: 0, creates: [other/README]}]'
}
provoke() {
  once asyncssh "$python" -m venv .
  once asyncssh-installed "$fixtures/asyncssh/bin/python" -m pip install -q asyncssh
  cat > sshd.py << 'PY'
import asyncio, asyncssh, sys
class Server(asyncssh.SSHServer):
    def public_key_auth_supported(self): return True
    def validate_public_key(self, user, key): return False
async def main():
    server = await asyncssh.create_server(Server, "127.0.0.1", 0, server_host_keys=[asyncssh.generate_private_key("ssh-ed25519")])
    open(sys.argv[1], "w").write(str(server.get_port()))
    await asyncio.Event().wait()
asyncio.run(main())
PY
  "$fixtures/asyncssh/bin/python" sshd.py port > sshd.log 2>&1 &
  servers+=($!)
  until [ -s port ]; do kill -0 $! || wrong "$(cat sshd.log)"; done
  ssh=ssh://git@127.0.0.1:$(cat port)
  echo "$ssh" > "$HOME/ssh"
  git config --global core.sshCommand "ssh -F none -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
  git_site up site/other.git
  serve --dir site
}
cure() { git config --global "url.$address/.insteadOf" "$ssh/"; }
