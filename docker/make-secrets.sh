#!/usr/bin/env bash
# Makes the secrets that compose.yaml names, in the folder `secrets` beside this file (or the one named), and with `--cluster` those
# of compose.cluster.yaml too. What is there already stays: run it again whenever you are in doubt.
#   make-secrets.sh [--cluster] [FOLDER]
set -euo pipefail
umask 077

cluster=
[ "${1:-}" != --cluster ] || { cluster=yes; shift; }
folder=${1:-$(dirname "$0")/secrets}
CERTIFICATE_DAYS=825
AUTHORITY_DAYS=3650

mkdir -p "$folder"
# The folder keeps everybody else out. Its files are mounted one by one into containers whose users differ, so they are
# readable to all who got that far; the key of the authority is mounted nowhere.
chmod 700 "$folder"
cd "$folder"

# Writes what a command prints into a file that is not there yet; whole or not at all.
made() {
  local file=$1
  shift
  [ ! -e "$file" ] || return 0
  "$@" >"$file.part"
  chmod 444 "$file.part"
  mv "$file.part" "$file"
  echo "made $folder/$file"
}
password() { openssl rand -hex 24; }

made postgres_password password
made database_password password
made master_key openssl rand -base64 32
made seal_key openssl genpkey -algorithm ed25519
[ -n "$cluster" ] || exit 0

made kurrent_admin_password password
made kurrent_ops_password password

if [ ! -e ca.crt ]; then
  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out ca.key
  made ca.crt openssl req -x509 -new -key ca.key -sha256 -days "$AUTHORITY_DAYS" \
    -subj '/O=Leading to Deliver/CN=Log cluster authority' \
    -addext 'basicConstraints=critical,CA:TRUE,pathlen:0' -addext 'keyUsage=critical,keyCertSign,cRLSign'
fi

# All nodes share a common name, by which they know each other; their own names are beside it.
certificate_of() {
  openssl req -new -key "$1.key" -subj '/O=Leading to Deliver/CN=eventstoredb-node' |
    openssl x509 -req -sha256 -days "$CERTIFICATE_DAYS" -CA ca.crt -CAkey ca.key -set_serial "0x$(openssl rand -hex 16)" \
      -extfile <(
        echo 'basicConstraints=critical,CA:FALSE'
        echo 'keyUsage=critical,digitalSignature,keyEncipherment'
        echo 'extendedKeyUsage=serverAuth,clientAuth'
        echo "subjectAltName=DNS:$1,DNS:localhost,IP:127.0.0.1"
      )
}
for node in kurrent1 kurrent2 kurrent3; do
  made "$node.key" openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048
  made "$node.crt" certificate_of "$node"
done
