# The style sheet is made by lessc, which comes with packages that aren't installed.
network=yes
needs=(node npm)
remedy='Run `npm install` at the top of the repository, then build again'
upstream() {
  echo '{"name": "app", "version": "1.0.0", "private": true, "scripts": {"css": "lessc style.less style.css"}, "devDependencies": {"less": "^4.0.0"}}' > package.json
  echo '@c: #f37726; a { color: @c; }' > style.less
}
guide() {
  echo 'steps: [{id: css, title: Style, why: The proof needs it., run: npm run css, creates: [style.css]}]'
}
cure() { npm install --no-audit --no-fund > ../npm.log; }
