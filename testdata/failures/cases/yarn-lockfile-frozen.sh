# package.json was changed and yarn.lock was not, and the install may change neither.
network=yes
needs=(node)
remedy='If you did, run `jlpm install` and commit both files together'
upstream() {
  mkdir -p packages/c
  echo '{"name": "app", "private": true, "workspaces": ["packages/*"]}' > package.json
  echo '{"name": "c", "version": "1.0.0"}' > packages/c/package.json
  echo 'nodeLinker: node-modules' > .yarnrc.yml
  printf '__metadata:\n  version: 6\n  cacheKey: 8\n' > yarn.lock
}
guide() {
  echo 'steps: [{id: install, title: Install, why: The proof needs it., run: jlpm install --immutable}]'
}
provoke() { jlpm_on_path; }
cure() { jlpm install > ../jlpm.log; }
