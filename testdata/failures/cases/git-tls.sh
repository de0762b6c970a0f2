# A repository lies behind a certificate of a root that only the company knows.
quick=yes
needs=(openssl)
code=4
remedy='`git config --global http.sslCAInfo /path/to/company.pem`'
upstream() {
  echo "A small repository." > README
  echo 'git clone "$(cat ~/address)/other.git" other' > fetch.sh
}
guide() {
  echo 'steps: [{id: fetch, title: Fetch, why: The proof needs it., run: bash fetch.sh, network: true, retries: 0, creates: [other/README]}]'
}
provoke() {
  git_site up site/other.git
  certificate
  serve --dir site --tls cert.pem key.pem
  unset GIT_SSL_CAINFO GIT_SSL_CAPATH SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE
  echo "$address" > "$HOME/address"
}
cure() { git config --global http.sslCAInfo "$case/ca.pem"; }
