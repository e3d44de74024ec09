/*
 * floor.c - what the kernel alone costs: accepts WebSockets (RFC 6455) and sends each message to every one of
 * them with one send(2) a reader. Nothing else: no queues, no order to keep, no slow readers.
 *
 *   build: gcc -O2 -o floor floor.c
 *   usage: floor; prints "PORT n"; each line on stdin "count intervalMs bytes first" broadcasts, then prints "DONE".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int readers[65536], count_readers = 0;
static uint8_t frame[1 << 17];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

/* The load client's key is always the same one, and so is the answer to it. */
static const char answer[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

static size_t make_frame(int seq, int bytes) {
  char text[1 << 16];
  int n = snprintf(text, sizeof text, "{\"seq\":%d,\"ts\":%.3f,\"pad\":\"", seq, now());
  while (n < bytes - 2) text[n++] = 'x';
  text[n++] = '"';
  text[n++] = '}';
  frame[0] = 0x81;
  size_t head = 2;
  if (n < 126) frame[1] = n;
  else {
    frame[1] = 126;
    frame[2] = n >> 8;
    frame[3] = n & 255;
    head = 4;
  }
  memcpy(frame + head, text, n);
  return head + n;
}

static void accept_all(int server, int ep) {
  for (;;) {
    int fd = accept4(server, NULL, NULL, SOCK_NONBLOCK);
    if (fd < 0) return;
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct epoll_event ev = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(ep, EPOLL_CTL_ADD, fd, &ev);
  }
}

static void serve(int server, int ep, int wait_ms) {
  struct epoll_event evs[512];
  int n = epoll_wait(ep, evs, 512, wait_ms);
  for (int i = 0; i < n; i++) {
    int fd = evs[i].data.fd;
    if (fd == server) accept_all(server, ep);
    else if (fd != 0) {
      char b[2048];
      ssize_t r = recv(fd, b, sizeof b, 0);
      if (r <= 0) close(fd);
      else if (b[0] == 'G') {
        send(fd, answer, sizeof answer - 1, MSG_NOSIGNAL);
        readers[count_readers++] = fd;
      }
    }
  }
}

int main(void) {
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  int server = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t l = sizeof a;
  if (bind(server, (void *)&a, sizeof a) < 0 || listen(server, 4096) < 0) return 1;
  getsockname(server, (void *)&a, &l);
  int ep = epoll_create1(0);
  struct epoll_event ev = {.events = EPOLLIN, .data.fd = server};
  epoll_ctl(ep, EPOLL_CTL_ADD, server, &ev);
  printf("PORT %d\n", ntohs(a.sin_port));
  fflush(stdout);
  for (;;) {
    struct pollfd in[2] = {{.fd = 0, .events = POLLIN}, {.fd = ep, .events = POLLIN}};
    poll(in, 2, 1000);
    if (in[1].revents) serve(server, ep, 0);
    if (!in[0].revents) continue;
    char line[128];
    ssize_t r = read(0, line, sizeof line - 1);
    if (r <= 0) return 0;
    line[r] = 0;
    int count, interval, bytes, first;
    if (sscanf(line, "%d %d %d %d", &count, &interval, &bytes, &first) != 4) {
      fprintf(stderr, "floor: not four whole numbers: %s", line);
      return 1;
    }
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (int m = 0; m < count; m++) {
      next.tv_nsec += interval * 1000000L;
      next.tv_sec += next.tv_nsec / 1000000000L;
      next.tv_nsec %= 1000000000L;
      size_t size = make_frame(first + m, bytes);
      for (int i = 0; i < count_readers; i++) {
        size_t at = 0;
        while (at < size) {
          ssize_t s = send(readers[i], frame + at, size - at, MSG_NOSIGNAL | MSG_DONTWAIT);
          if (s > 0) at += s;
          else if (s < 0 && errno != EAGAIN) break;
        }
      }
      /* In one piece: to look at the clock again and again would be CPU of the broadcast. */
      while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL) == EINTR) continue;
    }
    printf("DONE\n");
    fflush(stdout);
  }
}
