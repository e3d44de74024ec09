/*
 * load-client.c - one-thread epoll load client for WebSocket / Socket.IO v4 / EventSource fan-out measurements.
 *
 *   build:  gcc -O2 -Wall -o load-client load-client.c -lz
 *   usage:  ./load-client --ports 3000[,3001] --n 2000 --count 100 [options]
 *
 *   --host A            server address (127.0.0.1)
 *   --ports P[,P..]     server ports, connections are spread round robin
 *   --mode raw|sio|sse  raw: plain RFC6455; sio: engine.io v4 + socket.io v4 over websocket
 *                       (waits for '0{..}', sends '40', waits for '40{..}', answers '2' with '3');
 *                       sse: Server-Sent Events, in chunks of HTTP/1.1 or up to the end; an event's text begins at its --line,
 *                       e.g. --suback 'event: snapshot' --only 'event: post'
 *   --line S            sse: how the line begins from which an event's text is looked at (default "event: ");
 *                       events without such a line are passed over
 *   --path S            request path (raw: "/", sio: "/socket.io/?EIO=4&transport=websocket")
 *   --sub S             text frame to send once connected, e.g. '420["subscribe","live"]'
 *   --suback S          connection is READY when a text frame starting with S arrives (e.g. '430');
 *                       without it: ready right after connecting (raw: 101, sio: '40{')
 *   --connect S         sio: the Socket.IO connect packet (default "40"), e.g. '40{"v":1,"subs":[{"feed":"demo"}]}'
 *   --feeds F           %d in --connect and --sub stands for the connection's number modulo F
 *   --only S            count only text frames that start with S, e.g. '42["change"'; others are ignored
 *   --first F           the first expected sequence number (default 0)
 *   --n N               number of connections
 *   --count M           messages each connection must get (sequence numbers F..F+M-1)
 *   --inflight K        at most K connections being set up at a time (default 256; storm: = N)
 *   --offer S           value of Sec-WebSocket-Extensions to offer, e.g. "permessage-deflate; client_max_window_bits"
 *   --header S          an extra request header line (repeatable, max 8)
 *   --idle-timeout S    give up S seconds after the last message (default 10; counts only after the first message)
 *   --setup-timeout S   give up if not all ready after S seconds (default 60)
 *   --rate R            start at most R connections a second (default: as fast as --inflight lets them)
 *   --retry             who is answered 503 comes back a moment later, as a browser's client does; counted
 *   --stall K           the first K connections stop reading once all are ready (slow consumers; not judged)
 *   --rcvbuf B          SO_RCVBUF for each connection
 *   --raw-lat FILE      write every latency (float32 ms, [msg][conn]) to FILE
 *
 * Every message must hold  "seq":<int>  and the sending time, "ts":<CLOCK_MONOTONIC in ms> or, inside any text, ts=<ms>.
 * Judged: every connection gets F..F+M-1 exactly once, in order.  stdout: a line
 * "READY {json}" when all connections are set up, then, when all got everything (or on timeout, SIGTERM,
 * SIGINT, or EOF / any byte on stdin), one line "RESULT {json}".
 * exit code: 0 all delivered exactly once and in order; 1 losses/dups/disorder/closed; 2 set-up failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdint.h>
#include <errno.h>
#include <unistd.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <math.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <arpa/inet.h>
#include <zlib.h>

enum { S_CONNECTING, S_HTTP, S_EIO_OPEN, S_SIO_CONN, S_SUBWAIT, S_READY, S_CLOSED };
typedef struct {
  int fd, state, next;      /* next expected seq */
  uint32_t got;
  uint8_t *part; uint32_t plen, pcap;   /* partial bytes */
  uint8_t *ev; uint32_t evlen, evcap; uint8_t plain;   /* sse: an event whose end has not come; not in chunks */
  z_stream *zs; uint8_t takeover;
} conn_t;

static conn_t *C; static int N = 100, M = 0, K = 256, sio = 0, stall = 0, rcvbuf = 0;
static const char *host = "127.0.0.1", *path = NULL, *sub = NULL, *suback = NULL, *offer = NULL, *rawlat = NULL;
static const char *connectpkt = "40", *only = NULL, *line = "event: "; static int first = 0, feeds = 1;
static int sse = 0, ports[16], nports = 0; static const char *hdrs[8]; static int nhdrs = 0;
static double idle_to = 10, setup_to = 60;
static int started = 0, inflight = 0, ready = 0, closed = 0, done = 0, ep;
static uint64_t lost = 0, dups = 0, ooo = 0, unknown = 0, total = 0, bytes_rx = 0, pings = 0, deflated = 0, badframe = 0;
static double t_start, t_ready, t_last = 0; static float *LAT; static volatile int stop = 0;
static int setup_fail = 0, rate = 0, retry = 0, refused = 0, retry_n = 0; static int *retry_ix; static double *retry_at; static char ext_seen[256] = "";
static uint8_t rbuf[1 << 18];
static double *setup_ms, *start_ms;

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e3 + t.tv_nsec / 1e6; }
static void die(const char *m) { perror(m); exit(2); }
static void on_sig(int s) { (void)s; stop = 1; }

static void fail_conn(conn_t *c) {
  if (c->state == S_CLOSED) return;
  if (c->state == S_READY) closed++; else { setup_fail++; inflight--; }
  c->state = S_CLOSED; epoll_ctl(ep, EPOLL_CTL_DEL, c->fd, NULL); close(c->fd); c->fd = -1;
}
static void set_ready(conn_t *c) {
  c->state = S_READY; ready++; inflight--; setup_ms[c - C] = now() - start_ms[c - C];
  if (ready == N) { t_ready = now(); }
}
static void wr(conn_t *c, const void *b, size_t n) {
  ssize_t r = send(c->fd, b, n, MSG_NOSIGNAL); if (r != (ssize_t)n) fail_conn(c);
}
static void ws_send(conn_t *c, int op, const uint8_t *d, size_t n) {   /* masked with a non-zero key */
  uint8_t b[2048]; size_t o = 0; if (n > 1900) return;
  b[o++] = 0x80 | op; if (n < 126) b[o++] = 0x80 | n; else { b[o++] = 0x80 | 126; b[o++] = n >> 8; b[o++] = n & 255; }
  const uint8_t k[4] = {0x12, 0x34, 0x56, 0x78}; memcpy(b + o, k, 4); o += 4;
  for (size_t i = 0; i < n; i++) b[o++] = d[i] ^ k[i & 3];
  wr(c, b, o);
}
static void ws_text(conn_t *c, const char *s) {
  char b[1900]; const char *d = strstr(s, "%d"); if (!d) { ws_send(c, 1, (const uint8_t *)s, strlen(s)); return; }
  int n = snprintf(b, sizeof b, "%.*s%d%s", (int)(d - s), s, (int)((c - C) % feeds), d + 2); ws_send(c, 1, (const uint8_t *)b, n);
}

static void subscribe(conn_t *c) {
  if (sub) ws_text(c, sub);
  if (c->state == S_CLOSED) return;
  if (suback) c->state = S_SUBWAIT; else set_ready(c);
}
static int parse_num(const uint8_t *p, const uint8_t *e, double *out) {
  double v = 0, f = 0.1; int any = 0;
  while (p < e && (*p == ' ' || *p == '"')) p++;
  while (p < e && *p >= '0' && *p <= '9') { v = v * 10 + (*p++ - '0'); any = 1; }
  if (p < e && *p == '.') { p++; while (p < e && *p >= '0' && *p <= '9') { v += f * (*p++ - '0'); f /= 10; } }
  *out = v; return any;
}
static void on_text(conn_t *c, const uint8_t *d, size_t n) {
  if (sio) {
    if (n == 1 && d[0] == '2') { pings++; ws_send(c, 1, (const uint8_t *)"3", 1); return; }
    if (c->state == S_EIO_OPEN) { if (n > 1 && d[0] == '0') { c->state = S_SIO_CONN; ws_text(c, connectpkt); } else { badframe++; fail_conn(c); } return; }
    if (c->state == S_SIO_CONN) { if (n > 2 && d[0] == '4' && d[1] == '0') { c->state = S_SUBWAIT; subscribe(c); } else { badframe++; fail_conn(c); } return; }
  }
  if (c->state == S_SUBWAIT) { size_t l = strlen(suback); if (n >= l && !memcmp(d, suback, l)) set_ready(c); return; }
  if (only && (n < strlen(only) || memcmp(d, only, strlen(only)))) return;
  const uint8_t *e = d + n, *p = memmem(d, n, "\"seq\":", 6), *q = memmem(d, n, "\"ts\":", 5);
  int ql = 5; if (!q) { q = memmem(d, n, "ts=", 3); ql = 3; }
  double s, ts; double t = now();
  if (!p || !q || !parse_num(p + 6, e, &s) || !parse_num(q + ql, e, &ts)) { unknown++; return; }
  int seq = (int)s - first; total++; c->got++; t_last = t;
  if (seq < 0 || seq >= M) { unknown++; return; }
  size_t ix = (size_t)seq * N + (c - C);
  if (!isnan(LAT[ix])) { dups++; return; }
  LAT[ix] = (float)(t - ts);
  if (seq != c->next) ooo++;              /* a gap or a step back: losses are counted from LAT at the end */
  if (seq >= c->next) c->next = seq + 1;
  if (c->next == M && c->got == (uint32_t)M) done++;
}
/* inflate, with a one-entry cache keyed by the compressed bytes (valid when no context is taken over) */
static uint8_t zin[1 << 16], zout[1 << 18]; static size_t zin_n = 0, zout_n = 0;
static void on_deflated(conn_t *c, const uint8_t *d, size_t n) {
  deflated++;
  if (!c->takeover && n == zin_n && !memcmp(d, zin, n)) { on_text(c, zout, zout_n); return; }
  if (!c->zs) { static z_stream *shared = NULL;
    if (c->takeover || !shared) { z_stream *z = calloc(1, sizeof *z); if (inflateInit2(z, -15) != Z_OK) die("inflateInit2"); if (!c->takeover) shared = z; c->zs = z; }
    else c->zs = shared; }
  z_stream *z = c->zs; if (!c->takeover) inflateReset(z);
  static uint8_t tmp[1 << 16]; if (n + 4 > sizeof tmp) { badframe++; return; }
  memcpy(tmp, d, n); memcpy(tmp + n, "\x00\x00\xff\xff", 4);
  z->next_in = tmp; z->avail_in = n + 4; z->next_out = zout; z->avail_out = sizeof zout;
  int r = inflate(z, Z_SYNC_FLUSH); if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR) { badframe++; return; }
  if (r == Z_STREAM_END) inflateReset(z);
  zout_n = sizeof zout - z->avail_out; memcpy(zin, d, n); zin_n = n;
  on_text(c, zout, zout_n);
}
/* consumes whole frames; returns bytes used */
static size_t frames(conn_t *c, const uint8_t *b, size_t n) {
  size_t o = 0;
  while (c->state != S_CLOSED && n - o >= 2) {
    const uint8_t *p = b + o; size_t h = 2; uint64_t l = p[1] & 127;
    if (l == 126) { if (n - o < 4) break; l = (p[2] << 8) | p[3]; h = 4; }
    else if (l == 127) { if (n - o < 10) break; l = 0; for (int i = 2; i < 10; i++) l = l << 8 | p[i]; h = 10; }
    if ((p[1] & 0x80) || !(p[0] & 0x80)) { badframe++; fail_conn(c); break; }  /* masked or fragmented: not expected */
    if (n - o < h + l) break;
    int op = p[0] & 15;
    if (op == 1 || op == 2) { if (p[0] & 0x40) on_deflated(c, p + h, l); else on_text(c, p + h, l); }
    else if (op == 9) { pings++; ws_send(c, 10, p + h, l); }
    else if (op == 8) { fail_conn(c); }
    o += h + l;
  }
  return o;
}
/* consumes whole events; returns bytes used */
static size_t events(conn_t *c, const uint8_t *b, size_t n) {
  const uint8_t *q = b, *e = b + n, *z; size_t l = strlen(line);
  while (c->state != S_CLOSED && (z = memmem(q, e - q, "\n\n", 2))) {
    const uint8_t *t = q;
    while (t < z && ((size_t)(z - t) < l || memcmp(t, line, l))) { t = memchr(t, '\n', z - t); t = t ? t + 1 : z; }
    if (t < z) on_text(c, t, z - t);
    q = z + 2;
  }
  return q - b;
}
static void keep(conn_t *c, const uint8_t *b, size_t n) {
  if (c->evcap < c->evlen + n) { c->evcap = c->evlen + n + 1024; c->ev = realloc(c->ev, c->evcap); }
  memcpy(c->ev + c->evlen, b, n); c->evlen += n;
}
/* consumes whole chunks (RFC 9112 s. 7.1), and the events in them, which may go over several; returns bytes used */
static size_t chunks(conn_t *c, const uint8_t *b, size_t n) {
  size_t o = 0;
  while (c->state != S_CLOSED) {
    const uint8_t *p = b + o, *nl = memchr(p, '\n', n - o < 20 ? n - o : 20);
    if (!nl) { if (n - o >= 20) { badframe++; fail_conn(c); } break; }
    char *end; size_t l = strtoul((const char *)p, &end, 16), h = nl + 1 - p;
    if ((const uint8_t *)end != nl - 1 || *end != '\r' || !l) { badframe += l > 0; fail_conn(c); break; }
    if (n - o < h + l + 2) break;
    const uint8_t *q = p + h;
    if (q[l] != '\r' || q[l + 1] != '\n') { badframe++; fail_conn(c); break; }
    if (c->evlen) {
      keep(c, q, l); size_t used = events(c, c->ev, c->evlen);
      c->evlen -= used; memmove(c->ev, c->ev + used, c->evlen);
    } else { size_t used = events(c, q, l); if (used < l) keep(c, q + used, l - used); }
    o += h + l + 2;
  }
  return o;
}
static void on_bytes(conn_t *c, uint8_t *b, size_t n) {
  uint8_t *p = b; size_t len = n; int joined = 0;
  if (c->plen) {
    if (c->pcap < c->plen + n) { c->pcap = c->plen + n + 1024; c->part = realloc(c->part, c->pcap); }
    memcpy(c->part + c->plen, b, n); c->plen += n; p = c->part; len = c->plen; joined = 1;
  }
  size_t used = 0;
  if (c->state == S_HTTP) {
    uint8_t *e = memmem(p, len, "\r\n\r\n", 4);
    if (e) {
      *e = 0;
      if (retry && !strncmp((char *)p, "HTTP/1.1 503", 12)) {
        refused++; inflight--; c->state = S_CLOSED; close(c->fd); c->fd = -1; c->plen = 0;
        retry_ix[retry_n] = c - C; retry_at[retry_n++] = now() + 1000 + rand() % 2000; return; }
      if (sse) {
        c->plain = !strcasestr((char *)p, "transfer-encoding: chunked");
        if (strncmp((char *)p, "HTTP/1.1 200", 12) || !strcasestr((char *)p, "content-type: text/event-stream")) {
          if (setup_fail < 3) fprintf(stderr, "bad answer: %.200s\n", p); fail_conn(c); return; }
      } else if (strncmp((char *)p, "HTTP/1.1 101", 12) || !strcasestr((char *)p, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
        if (setup_fail < 3) fprintf(stderr, "bad handshake answer: %.200s\n", p); fail_conn(c); return; }
      char *x = strcasestr((char *)p, "sec-websocket-extensions:");
      if (x) { char *nl = strchr(x, '\r'); snprintf(ext_seen, sizeof ext_seen, "%.*s", nl ? (int)(nl - x) : 200, x);
        c->takeover = !strstr(ext_seen, "server_no_context_takeover"); }
      used = (e - p) + 4;
      if (sse) { if (suback) c->state = S_SUBWAIT; else set_ready(c); } else if (sio) c->state = S_EIO_OPEN; else subscribe(c);
    }
  }
  if (c->state != S_HTTP && c->state != S_CLOSED) used += sse ? (c->plain ? events : chunks)(c, p + used, len - used) : frames(c, p + used, len - used);
  if (c->state == S_CLOSED) return;
  size_t left = len - used;
  if (left) {
    if (c->pcap < left) { c->pcap = left + 1024; uint8_t *np = malloc(c->pcap); memcpy(np, p + used, left); free(c->part); c->part = np; }
    else memmove(c->part, p + used, left);
    c->plen = left;
  } else { c->plen = 0; if (joined && c->pcap > 8192) { free(c->part); c->part = NULL; c->pcap = 0; } }
}
static void start_conn(int i) {
  conn_t *c = &C[i]; inflight++;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0); if (c->fd < 0) die("socket");
  if (rcvbuf) setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &rcvbuf, sizeof rcvbuf);
  int one = 1; setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(ports[i % nports])}; inet_pton(AF_INET, host, &a.sin_addr);
  c->state = S_CONNECTING;
  if (connect(c->fd, (void *)&a, sizeof a) < 0 && errno != EINPROGRESS) { perror("connect"); fail_conn(c); return; }
  struct epoll_event ev = {.events = EPOLLOUT | EPOLLIN, .data.u32 = i}; epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &ev);
}
static void start_one(void) { start_ms[started] = now(); start_conn(started++); }
static void start_again(void) {
  for (int k = 0; k < retry_n; k++) if (retry_at[k] <= now()) {
    int i = retry_ix[k]; retry_ix[k] = retry_ix[--retry_n]; retry_at[k] = retry_at[retry_n]; k--; start_conn(i); }
}
static void send_http(conn_t *c) {
  char b[2048]; int err = 0; socklen_t l = sizeof err; getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &l);
  if (err) { if (setup_fail < 3) fprintf(stderr, "connect: %s\n", strerror(err)); fail_conn(c); return; }
  int n = snprintf(b, sizeof b, "GET %s HTTP/1.1\r\nHost: %s:%d\r\n%s", path, host, ports[(c - C) % nports],
    sse ? "Accept: text/event-stream\r\n" : "Upgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
  if (offer) n += snprintf(b + n, sizeof b - n, "Sec-WebSocket-Extensions: %s\r\n", offer);
  for (int i = 0; i < nhdrs; i++) n += snprintf(b + n, sizeof b - n, "%s\r\n", hdrs[i]);
  n += snprintf(b + n, sizeof b - n, "\r\n");
  c->state = S_HTTP; struct epoll_event ev = {.events = EPOLLIN, .data.u32 = c - C}; epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &ev);
  wr(c, b, n);
}
static int cmpf(const void *a, const void *b) { float x = *(float *)a, y = *(float *)b; return x < y ? -1 : x > y; }
static int cmpd(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return x < y ? -1 : x > y; }
static double med(double *v, int n) { if (!n) return 0; qsort(v, n, sizeof *v, cmpd); return v[n / 2]; }
static double cpu(void) { struct rusage r; getrusage(RUSAGE_SELF, &r); return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6; }

static int report(void) {
  int J = N - stall; double *first = calloc(M + 1, 8), *p50 = calloc(M + 1, 8), *p99 = calloc(M + 1, 8), *last = calloc(M + 1, 8), *spread = calloc(M + 1, 8);
  double worst = 0; int nm = 0; float *all = malloc(sizeof(float) * (size_t)J * (M ? M : 1)); size_t na = 0;
  for (int m = 0; m < M; m++) {
    size_t s = na; for (int i = stall; i < N; i++) { float f = LAT[(size_t)m * N + i]; if (isnan(f)) lost++; else all[na++] = f; }
    size_t k = na - s; if (!k) continue; qsort(all + s, k, sizeof(float), cmpf);
    first[nm] = all[s]; p50[nm] = all[s + k / 2]; p99[nm] = all[s + (size_t)(k * 0.99)]; last[nm] = all[na - 1]; spread[nm] = last[nm] - first[nm];
    if (last[nm] > worst) worst = last[nm]; nm++;
  }
  if (rawlat) { FILE *f = fopen(rawlat, "w"); fwrite(LAT, sizeof(float), (size_t)N * M, f); fclose(f); }
  qsort(all, na, sizeof(float), cmpf);
  double a50 = na ? all[na / 2] : 0, a99 = na ? all[(size_t)(na * 0.99)] : 0;
  int ok = !lost && !dups && !ooo && !unknown && !closed && !setup_fail && !badframe;
  printf("RESULT {\"ok\":%s,\"n\":%d,\"count\":%d,\"delivered\":%lu,\"expected\":%lu,\"lost\":%lu,\"dup\":%lu,\"out_of_order\":%lu,\"unknown\":%lu,\"closed\":%d,\"setup_fail\":%d,\"bad_frames\":%lu,"
    "\"pings\":%lu,\"deflated\":%lu,\"bytes_rx\":%lu,\"lat_all_p50\":%.3f,\"lat_all_p99\":%.3f,\"lat_max\":%.3f,"
    "\"msg_first\":%.3f,\"msg_p50\":%.3f,\"msg_p99\":%.3f,\"msg_last\":%.3f,\"msg_spread\":%.3f,\"client_cpu_s\":%.3f,\"ext\":\"%s\"}\n",
    ok ? "true" : "false", N, M, (unsigned long)total, (unsigned long)J * M, (unsigned long)lost, (unsigned long)dups, (unsigned long)ooo, (unsigned long)unknown, closed, setup_fail, (unsigned long)badframe,
    (unsigned long)pings, (unsigned long)deflated, (unsigned long)bytes_rx, a50, a99, worst, med(first, nm), med(p50, nm), med(p99, nm), med(last, nm), med(spread, nm), cpu(), ext_seen);
  fflush(stdout); return ok ? 0 : setup_fail ? 2 : 1;
}
int main(int ac, char **av) {
  for (int i = 1; i < ac; i++) {
    char *k = av[i], *v = i + 1 < ac ? av[i + 1] : ""; i++;
    if (!strcmp(k, "--host")) host = v; else if (!strcmp(k, "--ports") || !strcmp(k, "--port")) { for (char *t = strtok(v, ","); t; t = strtok(NULL, ",")) ports[nports++] = atoi(t); }
    else if (!strcmp(k, "--mode")) { sio = !strcmp(v, "sio"); sse = !strcmp(v, "sse"); } else if (!strcmp(k, "--path")) path = v; else if (!strcmp(k, "--sub")) sub = v;
    else if (!strcmp(k, "--suback")) suback = v; else if (!strcmp(k, "--connect")) connectpkt = v; else if (!strcmp(k, "--only")) only = v; else if (!strcmp(k, "--first")) first = atoi(v); else if (!strcmp(k, "--n")) N = atoi(v); else if (!strcmp(k, "--count")) M = atoi(v);
    else if (!strcmp(k, "--inflight")) K = atoi(v); else if (!strcmp(k, "--offer")) offer = v; else if (!strcmp(k, "--idle-timeout")) idle_to = atof(v);
    else if (!strcmp(k, "--setup-timeout")) setup_to = atof(v); else if (!strcmp(k, "--stall")) stall = atoi(v); else if (!strcmp(k, "--rcvbuf")) rcvbuf = atoi(v);
    else if (!strcmp(k, "--feeds")) feeds = atoi(v); else if (!strcmp(k, "--rate")) rate = atoi(v); else if (!strcmp(k, "--retry")) { retry = 1; i--; }
    else if (!strcmp(k, "--raw-lat")) rawlat = v; else if (!strcmp(k, "--line")) line = v; else if (!strcmp(k, "--header")) hdrs[nhdrs++] = v;
    else { fprintf(stderr, "unknown option %s (see the header of load-client.c)\n", k); return 2; }
  }
  if (!nports) { fprintf(stderr, "--ports is needed (see the header of load-client.c)\n"); return 2; }
  if (!path) path = sio ? "/socket.io/?EIO=4&transport=websocket" : "/";
  signal(SIGPIPE, SIG_IGN); signal(SIGTERM, on_sig); signal(SIGINT, on_sig);
  struct rlimit rl; getrlimit(RLIMIT_NOFILE, &rl); rl.rlim_cur = rl.rlim_max; setrlimit(RLIMIT_NOFILE, &rl);
  C = calloc(N, sizeof *C); retry_ix = calloc(N, sizeof(int)); retry_at = calloc(N, 8); setup_ms = calloc(N, 8); start_ms = calloc(N, 8); size_t nl = (size_t)N * (M ? M : 1); LAT = malloc(nl * sizeof(float)); for (size_t i = 0; i < nl; i++) LAT[i] = NAN;
  ep = epoll_create1(0); struct epoll_event se = {.events = EPOLLIN, .data.u32 = 0xffffffff}; epoll_ctl(ep, EPOLL_CTL_ADD, 0, &se);
  static struct epoll_event ev[2048]; int announced = 0; t_start = now();
  while (!stop) {
    while (started < N && inflight < K && (!rate || started < rate * (now() - t_start) / 1e3 + 1)) start_one();
    if (retry_n) start_again();
    int n = epoll_wait(ep, ev, 2048, announced ? 200 : 5);
    for (int i = 0; i < n; i++) {
      if (ev[i].data.u32 == 0xffffffff) { stop = 1; continue; }
      conn_t *c = &C[ev[i].data.u32]; if (c->state == S_CLOSED) continue;
      if (c->state == S_CONNECTING) { send_http(c); continue; }
      ssize_t r = recv(c->fd, rbuf, sizeof rbuf, 0);
      if (r > 0) { bytes_rx += announced ? r : 0; on_bytes(c, rbuf, r); }
      else if (r == 0 || (errno != EAGAIN && errno != EINTR)) fail_conn(c);
    }
    if (!announced && ready + setup_fail == N && started == N) {
      announced = 1; double el = now() - t_start; qsort(setup_ms, N, 8, cmpd);
      for (int i = 0; i < stall; i++) epoll_ctl(ep, EPOLL_CTL_DEL, C[i].fd, NULL);
      printf("READY {\"ready\":%d,\"refused\":%d,\"setup_fail\":%d,\"ms\":%.1f,\"setup_p50_ms\":%.1f,\"setup_p99_ms\":%.1f,\"setup_max_ms\":%.1f,\"client_cpu_s\":%.3f}\n", ready, refused, setup_fail, el, setup_ms[N / 2], setup_ms[(int)(N * 0.99)], setup_ms[N - 1], cpu()); fflush(stdout);
    }
    if (!announced && now() - t_start > setup_to * 1e3) { fprintf(stderr, "set-up timed out: ready=%d started=%d fail=%d\n", ready, started, setup_fail); setup_fail += N - ready - setup_fail; break; }
    if (announced && M && done >= N - stall) { double t = now(); while (now() - t < 50) { /* catch late duplicates */
        int k = epoll_wait(ep, ev, 2048, 10); for (int i = 0; i < k; i++) { if (ev[i].data.u32 == 0xffffffff) continue; conn_t *c = &C[ev[i].data.u32]; if (c->state == S_CLOSED) continue;
          ssize_t r = recv(c->fd, rbuf, sizeof rbuf, 0); if (r > 0) { bytes_rx += r; on_bytes(c, rbuf, r); } else if (r == 0) fail_conn(c); } } break; }
    if (announced && t_last > 0 && now() - t_last > idle_to * 1e3) { fprintf(stderr, "idle timeout\n"); break; }
  }
  return report();
}
