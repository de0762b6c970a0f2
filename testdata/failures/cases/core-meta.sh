# The builder wants to download the list of shared packages, and there is no network.
network=yes
needs=(node unshare)
code=4
remedy='An extension that has @jupyter/builder installed needs no download'
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
  unshare -Urn true 2> /dev/null || skip "no name spaces for users"
  under=(unshare -Urn)
}
cure() { jlpm install > ../jlpm.log; }
