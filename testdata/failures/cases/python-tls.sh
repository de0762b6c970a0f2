# The package server shows a certificate of a root that only the company knows.
needs=(openssl)
code=4
remedy='set SSL_CERT_FILE, PIP_CERT and REQUESTS_CA_BUNDLE to its path'
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
  unset SSL_CERT_FILE SSL_CERT_DIR PIP_CERT REQUESTS_CA_BUNDLE CURL_CA_BUNDLE PIP_FIND_LINKS
  export PIP_INDEX_URL=$address/simple PIP_RETRIES=0
}
cure() { export SSL_CERT_FILE=$case/ca.pem PIP_CERT=$case/ca.pem REQUESTS_CA_BUNDLE=$case/ca.pem; }
