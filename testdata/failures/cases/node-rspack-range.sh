# An extension is built with a Node.js that is too old for the builder.
network=yes
needs=(node npm)
remedy='Let set-up bring a newer Node.js into the environment'
upstream() {
  echo '{"name": "ext", "version": "0.1.0", "main": "lib/index.js", "files": ["lib"], "dependencies": {"@lumino/coreutils": "^2.0.0"}, "devDependencies": {"@jupyter/builder": "^1.0.0"}, "resolutions": {"@rspack/core": "2.0.2"}, "jupyterlab": {"extension": true, "outputDir": "ext/labextension"}, "license": "BSD-3-Clause"}' > package.json
  mkdir lib
  echo 'module.exports = {default: {id: "ext:plugin", autoStart: true, activate: () => {}}}' > lib/index.js
  touch yarn.lock
  echo 'nodeLinker: node-modules' > .yarnrc.yml
}
guide() {
  cat << 'EOF'
steps:
  - {id: packages, title: Packages, why: The build needs them., run: jlpm install, network: true, creates: [node_modules]}
  - {id: build, title: Build, why: The proof needs it., run: jupyter-builder build ., needs: [packages], network: true}
EOF
}
provoke() {
  jlpm_on_path
  ln -s "$builder_bin/jupyter-builder" "$case/bin/jupyter-builder"
  whole=$PATH
  node_of 18
  PATH=$node_bin:$PATH
}
cure() {
  node_of 22
  PATH=$node_bin:$whole
}
