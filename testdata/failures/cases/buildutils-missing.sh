# A command needs scripts of the repository that the build makes.
needs=(node npm)
remedy='First `jlpm install` and `jlpm build`, then the command'
upstream() {
  mkdir -p buildutils/src
  echo 'console.log("the packages fit together")' > buildutils/src/ensure-repo.js
  echo '{"name": "app", "version": "1.0.0", "private": true, "scripts": {"build": "mkdir -p buildutils/lib && cp buildutils/src/* buildutils/lib", "integrity": "node buildutils/lib/ensure-repo.js"}}' > package.json
}
guide() {
  echo 'steps: [{id: integrity, title: Check, why: The proof needs it., run: npm run integrity}]'
}
cure() { npm run build > /dev/null; }
