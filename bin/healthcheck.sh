#!/bin/bash
# Asks a running bot whether it is healthy, without a second Node. The bot leaves the port of its web endpoint behind.
port=$(cat "${TMPDIR:-/tmp}/signpost-web-port" 2>/dev/null || echo 8080)
exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r -t 4 _ status _ <&3 && [ "$status" = 200 ]
