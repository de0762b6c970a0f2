# The builder wants to download the list of shared packages, and the proxy that is set isn't there.
network=yes
needs=(node)
code=4
remedy='HTTPS_PROXY for a proxy'
upstream() {
  echo '{"name": "ext", "version": "0.1.0", "main": "lib/index.js", "files": ["lib"], "dependencies": {"@lumino/coreutils": "^2.0.0"}, "devDependencies": {"@jupyter/builder": "^1.0.0"}, "resolutions": {"@rspack/core": "2.0.2"}, "jupyterlab": {"extension": true, "outputDir": "ext/labextension"}, "license": "BSD-3-Clause"}' > package.json
  mkdir lib
  echo 'module.exports = {default: {id: "ext:plugin", autoStart: true, activate: () => {}}}' > lib/index.js
  touch yarn.lock
  echo 'nodeLinker: node-modules' > .yarnrc.yml
}
guide() {
  echo 'steps: [{id: build, title: Build, why: The proof needs it., run: jupyter-builder build ., network: true, retries: 0}]'
}
provoke() {
  jlpm_on_path
  ln -s "$builder_bin/jupyter-builder" "$case/bin/jupyter-builder"
  before=$(env | grep -i '^https_proxy=' || true)
  export HTTPS_PROXY=http://127.0.0.1:1 https_proxy=http://127.0.0.1:1
}
cure() { # The one that is right for this machine, or none.
  unset HTTPS_PROXY https_proxy
  [ -z "$before" ] || export "${before?}"
}
