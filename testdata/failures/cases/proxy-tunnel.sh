# The proxy wants a sign-in, and the package server is inside the network.
needs=(openssl)
code=4
remedy='servers inside your network belong into NO_PROXY'
guide() {
  cat << 'EOF'
python: {version: ">=3.8"}
steps: [{id: install, title: Install, why: The proof needs it., pip: [pp], retries: 0, check: {installed: [pp]}}]
EOF
}
provoke() {
  wheel site/simple/pp pp 1.0
  certificate
  serve --dir site --tls cert.pem key.pem
  unset PIP_FIND_LINKS no_proxy NO_PROXY
  export PIP_INDEX_URL=$address/simple PIP_RETRIES=1 SSL_CERT_FILE=$case/ca.pem PIP_CERT=$case/ca.pem REQUESTS_CA_BUNDLE=$case/ca.pem
  serve --proxy 407
  export HTTPS_PROXY=$address https_proxy=$address
}
cure() { export NO_PROXY=127.0.0.1 no_proxy=127.0.0.1; }
