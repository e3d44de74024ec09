# Varnish before Dateline: it keeps what Dateline lets shared caches keep, for as long as that says.
# TLS ends before it: HAProxy with "send-proxy-v2", and Varnish with "-a :6086,PROXY". Without, readers come here by HTTP.
# Dateline: HOST=127.0.0.1 TRUST_PROXY=loopback PUBLIC_URL=https://live.example.org
# Below a path nothing changes here: PUBLIC_URL=https://live.example.org/news
# Start it with -p backend_idle_timeout=60: less than Dateline keeps an idle connection (65 s).
# One address: before several machines let it ask HAProxy or nginx, which pass over who does not answer.
vcl 4.1;

backend default {
  .host = "127.0.0.1";
  .port = "3000";
  # A reader's line is silent for 25 s at most.
  .first_byte_timeout = 60s;
  .between_bytes_timeout = 75s;
}

sub vcl_recv {
  # Set, and not added to: what a client says of its address is not believed.
  set req.http.X-Forwarded-For = client.ip;
  if (req.http.Upgrade ~ "(?i)websocket") {
    return (pipe);
  }
  # A stream is for one reader, and has no end.
  if (req.url ~ "/stream(\?|$)") {
    return (pass);
  }
}

sub vcl_pipe {
  set bereq.http.Upgrade = req.http.Upgrade;
  set bereq.http.Connection = req.http.Connection;
}
