# An extension doesn't name the builder among its packages.
network=yes
needs=(node)
remedy='must name @jupyter/builder or @jupyterlab/builder in its devDependencies'
upstream() {
  echo '{"name": "ext", "version": "0.1.0", "main": "lib/index.js", "files": ["lib"], "dependencies": {"@lumino/coreutils": "^2.0.0"}, "jupyterlab": {"extension": true, "outputDir": "ext/labextension"}, "license": "BSD-3-Clause"}' > package.json
  mkdir lib
  echo 'module.exports = {default: {id: "ext:plugin", autoStart: true, activate: () => {}}}' > lib/index.js
  touch yarn.lock
  echo 'nodeLinker: node-modules' > .yarnrc.yml
}
guide() {
  echo 'steps: [{id: build, title: Build, why: The proof needs it., run: jupyter-builder build ., network: true}]'
}
provoke() {
  jlpm_on_path
  ln -s "$builder_bin/jupyter-builder" "$case/bin/jupyter-builder"
}
cure() {
  node -e 'const p = require("./package.json"); p.devDependencies = {"@jupyter/builder": "^1.0.0"}; p.resolutions = {"@rspack/core": "2.0.2"}
    require("fs").writeFileSync("package.json", JSON.stringify(p))'
  jlpm install > jlpm.log
}
