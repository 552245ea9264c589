/* The server's bounds on time and connections, set low enough to be met by a small ledger. */
#include "fixture.h"

#include <sitrep/serve.h>

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { REPORTS = 400, A_REPORT = 10 };

typedef struct world {
  fx_folder folder;
  char ledger[300];
  sr_server *server;
} world;

static int set_up(void **state) {
  world *w = calloc(1, sizeof *w);
  fx_folder_make(&w->folder);
  snprintf(w->ledger, sizeof w->ledger, "%s", fx_file(&w->folder, "sitrep.db"));
  sr_ledger *ledger = fx_open(w->ledger, SR_LEDGER_CREATE);
  for (int i = 0; i < REPORTS; i++) {
    sr_arena *arena = sr_arena_new(1 << 20);
    char text[80], name[16];
    snprintf(text, sizeof text, "Bulletin %d said that it rained. ", i);
    snprintf(name, sizeof name, "n%d", i);
    sr_report *report = fx_report(arena, "Courier", name, "2025-07-11", text);
    for (int k = 0; k < A_REPORT; k++) fx_claim(report, SR_KIND_STATEMENT, "it rained");
    fx_add(ledger, report);
    sr_arena_free(arena);
  }
  sr_ledger_close(ledger);
  *state = w;
  return 0;
}

static int tear_down(void **state) {
  world *w = *state;
  fx_folder_remove(&w->folder);
  free(w);
  return 0;
}

/* Nothing asked here needs an engine. */
static void start(world *w, sr_serve_options options) {
  sr_error err;
  options.ledger = w->ledger;
  options.threads = 1;
  assert_ok(sr_server_start(NULL, &options, &w->server, &err), &err);
}

static int connect_to(const world *w) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(sr_server_port(w->server))};
  const struct timeval patience = {.tv_sec = 20};
  assert_true(fd >= 0 && inet_pton(AF_INET, "127.0.0.1", &to.sin_addr) == 1);
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof to), 0);
  return fd;
}

/* The status of an answer; 0 if the connection was ended without one. Its beginning is in text. */
static int ask(int fd, const char *path, char *text, size_t room) {
  char request[200];
  const int n = snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n", path);
  if (send(fd, request, (size_t)n, MSG_NOSIGNAL) != n) return 0;
  const ssize_t got = recv(fd, text, room - 1, 0);
  text[got > 0 ? got : 0] = 0;
  return got > 12 ? atoi(text + 9) : 0;
}

static void an_answer_that_takes_too_long_is_refused(void **state) {
  world *w = *state;
  char text[4096];
  start(w, (sr_serve_options){.request_ms = 1});
  int status = 0;
  /* SQLite looks at the clock every 20,000 of its steps: some pages pass before one is stopped */
  for (int i = 0; i < 40 && status != 503; i++) {
    char path[80];
    snprintf(path, sizeof path, "/api/v1/claims?limit=500&cursor=%d", i + 1);
    const int fd = connect_to(w);
    status = ask(fd, path, text, sizeof text);
    close(fd);
  }
  assert_int_equal(status, 503);
  assert_non_null(strstr(text, "application/problem+json"));
  assert_non_null(strstr(text, "in the time given"));
  sr_server_stop(w->server);
  /* the same pages, given time */
  start(w, (sr_serve_options){.request_ms = 60000});
  const int fd = connect_to(w);
  assert_int_equal(ask(fd, "/api/v1/claims?limit=500", text, sizeof text), 200);
  close(fd);
  sr_server_stop(w->server);
}

static void more_connections_than_allowed_are_ended(void **state) {
  enum { ALLOWED = 3 };
  world *w = *state;
  char text[4096];
  int fds[ALLOWED];
  start(w, (sr_serve_options){.connections = ALLOWED});
  for (int i = 0; i < ALLOWED; i++) {
    fds[i] = connect_to(w);
    assert_int_equal(ask(fds[i], "/api/v1/health", text, sizeof text), 200);
  }
  /* who comes too late waits or is sent away, and gets no answer while the others stay */
  const int late = connect_to(w);
  const struct timeval a_moment = {.tv_usec = 300000};
  setsockopt(late, SOL_SOCKET, SO_RCVTIMEO, &a_moment, sizeof a_moment);
  assert_int_equal(ask(late, "/api/v1/health", text, sizeof text), 0);
  close(late);
  assert_int_equal(ask(fds[0], "/api/v1/health", text, sizeof text), 200);
  for (int i = 0; i < ALLOWED; i++) close(fds[i]);
  int status = 0;
  for (int i = 0; i < 100 && status != 200; i++) {
    const int fd = connect_to(w);
    status = ask(fd, "/api/v1/health", text, sizeof text);
    close(fd);
    usleep(20000);
  }
  assert_int_equal(status, 200);
  sr_server_stop(w->server);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_answer_that_takes_too_long_is_refused),
      cmocka_unit_test(more_connections_than_allowed_are_ended),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
