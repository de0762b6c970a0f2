# A build in Python calls jlpm, which fails for a reason of its own.
network=yes
needs=(node)
remedy='Look further up in the log for the first error'
upstream() {
  echo '{"name": "app", "private": true}' > package.json
  echo 'nodeLinker: node-modules' > .yarnrc.yml
  touch yarn.lock
  printf '%s\n' 'import subprocess' 'subprocess.check_call(["jlpm", "install"])' 'subprocess.check_call(["jlpm", "run", "build"])' > build.py
}
guide() {
  echo 'steps: [{id: build, title: Build, why: The proof needs it., run: python3 build.py}]'
}
provoke() { jlpm_on_path; }
cure() { # Further up: Couldn't find a script named "build".
  grep -rqF "Couldn't find a script named" .git/jupyter-onboard/logs
  node -e 'const p = require("./package.json"); p.scripts = {build: "node --version"}
    require("fs").writeFileSync("package.json", JSON.stringify(p))'
}
