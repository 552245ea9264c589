/* libmicrohttpd's side of the server: connections, bounds, headers, and the way from a request to its answer. */
#include "serve/server.h"

#include "base/log.h"
#include "base/sha256.h"
#include "base/slice.h"
#include "base/utf8.h"
#include "serve/answers.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Bounds of one connection: headers of 16 KiB are twice what proxies pass on; a client that is silent for 10 s is let
 * go, and so is one whose request is not whole after 30 s, however busily it trickles. */
enum {
  HEADER_BYTES = 16 << 10,
  IDLE_S = 10,
  WHOLE_S = 30,
  CONNECTIONS = 1000,
  REQUEST_MS = 5000,
  POST_BYTES = 1 << 20,
  POSTS_PER_MINUTE = 60,
  TOKEN_MIN = 16,
  THREADS_MAX = 64,
  CACHE_BYTES = 64 << 20,
  ARENA_BYTES = 16 << 20,
  HANDLE_BYTES = 64 << 20, /* the indexes of a million claims have 160 MB; these are the parts often asked for */
  GZIP_MIN = 512,
  SECOND_NS = 1000000000
};

static int64_t now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec;
}

/* ---- readers' handles ---- */

static sr_ledger *take_handle(sr_server *server) {
  pthread_mutex_lock(&server->lock);
  while (!server->n_free) pthread_cond_wait(&server->given, &server->lock);
  sr_ledger *handle = server->handles[--server->n_free];
  pthread_mutex_unlock(&server->lock);
  sr_ledger_set_deadline(handle, server->options.request_ms);
  return handle;
}

static void give_handle(sr_server *server, sr_ledger *handle) {
  sr_ledger_set_deadline(handle, 0);
  pthread_mutex_lock(&server->lock);
  server->handles[server->n_free++] = handle;
  pthread_cond_signal(&server->given);
  pthread_mutex_unlock(&server->lock);
}

/* ---- one request ---- */

/* What libmicrohttpd keeps for us between its calls for one request. */
typedef struct request {
  int64_t start_ns;
  char *body;
  size_t n, room;
  bool too_large;
} request;

static const char *header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void count(sr_server *server, const request *r, unsigned status, size_t bytes) {
  sr_counters *c = &server->counters;
  const int64_t took = now_ns() - r->start_ns;
  int bucket = 0;
  while (bucket < SR_LATENCIES - 1 && (double)took > sr_latency_s[bucket] * SECOND_NS) bucket++;
  atomic_fetch_add_explicit(&c->status[status / 100 % SR_STATUS_CLASSES], 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&c->latency[bucket], 1, memory_order_relaxed);
  atomic_fetch_add_explicit(&c->latency_ns, (uint64_t)took, memory_order_relaxed);
  atomic_fetch_add_explicit(&c->bytes, bytes, memory_order_relaxed);
}

/* Pages of --web bring scripts and styles as files of its own; a page of the brief has its style inside. */
#define CSP_REST "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
static const char csp_files[] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                                "connect-src 'self'; worker-src 'self' blob:; font-src 'self'; " CSP_REST;
static const char csp_page[] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; " CSP_REST;

static void add(struct MHD_Response *response, const char *name, const char *value) {
  (void)MHD_add_response_header(response, name, value);
}

/* A response with the headers that every answer has; bytes become the response's. */
static struct MHD_Response *respond(char *bytes, size_t n, const char *type, const char *etag, const char *keep,
                                    bool gzip, bool inline_style) {
  struct MHD_Response *response = MHD_create_response_from_buffer(n, bytes, MHD_RESPMEM_MUST_FREE);
  if (!response) {
    free(bytes);
    return NULL;
  }
  add(response, "Content-Type", type);
  add(response, "Cache-Control", keep);
  add(response, "Content-Security-Policy", inline_style ? csp_page : csp_files);
  add(response, "X-Content-Type-Options", "nosniff");
  add(response, "Referrer-Policy", "no-referrer");
  add(response, "Cross-Origin-Resource-Policy", "same-origin");
  add(response, "Vary", "Accept-Encoding");
  if (etag) add(response, "ETag", etag);
  if (gzip) add(response, "Content-Encoding", "gzip");
  return response;
}

/* Both codings of a body, which become the answer's. plain is NULL if there is no memory. */
static sr_answer finish(unsigned status, char *bytes, size_t n, const char *type, const char *keep, bool inline_style) {
  sr_answer answer = {.status = status, .bytes = n};
  char hex[SR_SHA256_HEX + 1];
  sr_sha256_hex((sr_slice){bytes, n}, hex);
  snprintf(answer.etag, sizeof answer.etag, "\"%.32s\"", hex);
  char *small;
  size_t small_n;
  if (n >= GZIP_MIN && sr_gzip((sr_slice){bytes, n}, &small, &small_n)) {
    answer.gzip = respond(small, small_n, type, answer.etag, keep, true, inline_style);
    answer.bytes += small_n;
  }
  answer.plain = respond(bytes, n, type, answer.etag, keep, false, inline_style);
  return answer;
}

typedef struct delivery {
  sr_server *server;
  struct MHD_Connection *connection;
  const request *request;
  enum MHD_Result result;
} delivery;

static bool accepts_gzip(struct MHD_Connection *connection) {
  const char *accept = header(connection, "Accept-Encoding");
  const char *gzip = accept ? strstr(accept, "gzip") : NULL;
  return gzip && strncmp(gzip + 4, ";q=0", 4) != 0;
}

/* Whether the caller has these bytes already. Weak comparison, as RFC 9110 wants for If-None-Match. */
static bool unchanged(struct MHD_Connection *connection, const char *etag) {
  const char *known = header(connection, "If-None-Match");
  return known && (strstr(known, etag) || !strcmp(known, "*"));
}

static void deliver(void *user, const sr_answer *answer) {
  delivery *d = user;
  if (answer->status == 200 && answer->plain && unchanged(d->connection, answer->etag)) {
    /* A browser puts these headers over those it has kept: a page of the brief would lose its style with another
     * policy. */
    const char *type = MHD_get_response_header(answer->plain, "Content-Type"),
               *policy = MHD_get_response_header(answer->plain, "Content-Security-Policy");
    struct MHD_Response *empty =
        respond(NULL, 0, type, answer->etag, "no-cache", false, policy && !strcmp(policy, csp_page));
    d->result = empty ? MHD_queue_response(d->connection, 304, empty) : MHD_NO;
    if (empty) MHD_destroy_response(empty);
    count(d->server, d->request, 304, 0);
    return;
  }
  struct MHD_Response *response = answer->gzip && accepts_gzip(d->connection) ? answer->gzip : answer->plain;
  d->result = response ? MHD_queue_response(d->connection, answer->status, response) : MHD_NO;
  count(d->server, d->request, answer->status, answer->bytes);
}

/* Sends a reply that is for this caller alone. */
static void send_reply(delivery *d, sr_reply *reply) {
  char *bytes = reply->bytes;
  reply->bytes = NULL;
  struct MHD_Response *response = respond(bytes, reply->n, reply->type, NULL, "no-store", false, reply->inline_style);
  if (!response) {
    d->result = MHD_NO;
    return;
  }
  char seconds[16];
  snprintf(seconds, sizeof seconds, "%u", reply->retry_after);
  if (reply->retry_after) add(response, "Retry-After", seconds);
  if (reply->location[0]) add(response, "Location", reply->location);
  if (reply->status == 401) add(response, "WWW-Authenticate", "Bearer");
  if (reply->status == 405) add(response, "Allow", reply->location[0] ? "GET, HEAD, POST" : "GET, HEAD");
  d->result = MHD_queue_response(d->connection, reply->status, response);
  count(d->server, d->request, reply->status, reply->n);
  MHD_destroy_response(response);
}

static void forget(const sr_answer *answer) {
  if (answer->plain) MHD_destroy_response(answer->plain);
  if (answer->gzip) MHD_destroy_response(answer->gzip);
}

/* ---- who may ---- */

/* In a time that does not tell how much of the token was right. */
static bool same_secret(const char *a, const char *b) {
  const size_t n = strlen(a), m = strlen(b);
  unsigned different = n != m;
  for (size_t i = 0; i < m; i++) different |= (unsigned)(a[n ? i % n : 0] ^ b[i]);
  return !different;
}

static bool may_post(const sr_server *server, struct MHD_Connection *connection) {
  static const char bearer[] = "Bearer ";
  const char *given = header(connection, "Authorization");
  return server->options.token && given && !strncmp(given, bearer, sizeof bearer - 1) &&
         same_secret(given + sizeof bearer - 1, server->options.token);
}

/* A bucket of posts that fills at posts_per_minute and holds a tenth of a minute's. */
static bool take_post(sr_server *server) {
  const double a_minute = server->options.posts_per_minute, most = a_minute < 10 ? 1 : a_minute / 10;
  const int64_t now_ms = now_ns() / 1000000;
  pthread_mutex_lock(&server->lock);
  server->posts += (double)(now_ms - server->posts_ms) * a_minute / 60000;
  server->posts_ms = now_ms;
  if (server->posts > most) server->posts = most;
  const bool left = server->posts >= 1;
  if (left) server->posts--;
  pthread_mutex_unlock(&server->lock);
  return left;
}

/* On loopback only names of loopback are answered, so that no page from elsewhere can have its own name lead here (DNS
 * rebinding). */
static bool is_host_known(const sr_server *server, struct MHD_Connection *connection) {
  static const char *const names[] = {"localhost", "127.0.0.1", "[::1]"};
  const char *host = header(connection, "Host");
  const char *address = server->options.address;
  if (strncmp(address, "127.", 4) != 0 && strcmp(address, "::1") != 0) return true;
  if (!host) return true; /* HTTP/1.0, no browser */
  if (sr_slice_starts(sr_slice_of(host), sr_slice_of(address))) return true;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    const size_t n = strlen(names[i]);
    if (!strncmp(host, names[i], n) && (!host[n] || host[n] == ':')) return true;
  }
  return false;
}

/* ---- routes ---- */

typedef struct reading {
  const sr_route *route;
  sr_call *call;
  sr_status status;
  sr_error *err;
} reading;

static enum MHD_Result read_parameter(void *user, enum MHD_ValueKind kind, const char *name, size_t name_len,
                                      const char *value, size_t value_len) {
  (void)kind;
  reading *r = user;
  if (!r->status)
    r->status = sr_route_value(r->route, (sr_slice){name, name_len},
                               (sr_slice){value ? value : "", value ? value_len : 0}, r->call, r->err);
  return r->status ? MHD_NO : MHD_YES;
}

static sr_status read_call(const sr_route *route, sr_slice ref, struct MHD_Connection *connection, sr_call *call,
                           sr_error *err) {
  static const char letters[] = "RCOK"; /* in the order of sr_ref_kind */
  if (route->ref && (sr_ref_parse(ref, &call->ref, err) || letters[call->ref.kind] != route->ref)) {
    const int shown = ref.len < 30 && sr_utf8_check(ref) == SR_NOWHERE ? (int)ref.len : 0;
    return sr_fail(err, SR_ERR_NOTFOUND, SR_NOWHERE, "'%.*s' is not a reference such as %c3", shown, ref.ptr,
                   route->ref);
  }
  reading r = {route, call, SR_OK, err};
  (void)MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, read_parameter, &r);
  return r.status;
}

/* Makes the answer of a route and sends it, from the cache where it can. */
static void answer(delivery *d, const sr_route *route, sr_slice ref, const request *r) {
  sr_server *server = d->server;
  sr_error err = {0};
  sr_ledger_state state;
  sr_call call = {.server = server, .arena = sr_arena_new(ARENA_BYTES), .ledger = take_handle(server)};
  call.reply = (sr_reply){.status = 200, .type = route->type};
  call.body = (sr_slice){r->body, r->n};
  call.body_type = sr_slice_of(header(d->connection, "Content-Type"));
  sr_status status = call.arena ? read_call(route, ref, d->connection, &call, &err)
                                : sr_fail(&err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for a request");
  if (!status) status = sr_ledger_state_of(call.ledger, &state, &err);
  const sr_slice key = !status && route->cached ? sr_route_key(route, &call) : (sr_slice){0};
  if (key.ptr && sr_cache_get(server->cache, state, key, deliver, d)) {
    atomic_fetch_add_explicit(&server->counters.cached, 1, memory_order_relaxed);
  } else {
    if (!status) status = route->answer(&call, &err);
    if (status) sr_reply_failure(&call.reply, &err);
    if (!status && !route->guarded) {
      const sr_answer made = finish(call.reply.status, call.reply.bytes, call.reply.n, call.reply.type, "no-cache",
                                    call.reply.inline_style);
      call.reply.bytes = NULL;
      deliver(d, &made);
      if (made.plain && key.ptr) {
        sr_cache_put(server->cache, state, key, &made);
      } else {
        forget(&made);
      }
    } else {
      send_reply(d, &call.reply);
    }
  }
  sr_reply_free(&call.reply);
  give_handle(server, call.ledger);
  sr_arena_free(call.arena);
}

/* Makes the answer of each of the files of --web, once: they are as read at the start. */
static sr_status prepare_files(sr_server *s, sr_error *err) {
  const uint32_t n = sr_files_count(s->files);
  s->sent = calloc(n + 1, sizeof *s->sent);
  for (uint32_t i = 0; i < n && s->sent; i++) {
    const sr_file *file = sr_files_at(s->files, i);
    char *copy = malloc(file->n + 1);
    if (!copy) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the web folder");
    memcpy(copy, file->bytes, file->n);
    s->sent[i] = finish(200, copy, file->n, file->type,
                        file->hashed ? "public, max-age=31536000, immutable" : "no-cache", false);
  }
  return s->sent ? SR_OK : sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the web folder");
}

static void refuse(delivery *d, unsigned status, const char *title, const char *detail) {
  sr_reply reply = {0};
  sr_reply_problem(&reply, status, title, detail);
  if (status == 429 || status == 503) reply.retry_after = 5;
  atomic_fetch_add_explicit(&d->server->counters.refused, 1, memory_order_relaxed);
  send_reply(d, &reply);
  sr_reply_free(&reply);
}

static void dispatch(delivery *d, const char *method, const char *url, const request *r) {
  sr_server *server = d->server;
  const sr_slice path = sr_slice_of(url);
  sr_slice ref;
  bool known;
  if (!is_host_known(server, d->connection)) {
    refuse(d, 421, "Misdirected request", "this server answers to names of this machine alone");
    return;
  }
  const sr_route *route = sr_route_find(method, path, &ref, &known);
  if (route && route->guarded) {
    if (!may_post(server, d->connection)) {
      refuse(d, 401, "Token needed",
             server->options.token ? "send Authorization: Bearer and the token"
                                   : "this server was started without a token: it is read-only");
      return;
    }
    if (r->too_large) {
      refuse(d, 413, "Report too large", "a posted report has a bound, which --post-bytes sets");
      return;
    }
    if (!take_post(server)) {
      refuse(d, 429, "Too many posts", "wait a little and post again");
      return;
    }
  }
  if (route) {
    answer(d, route, ref, r);
    return;
  }
  const bool is_get = !strcmp(method, "GET") || !strcmp(method, "HEAD");
  const bool of_api = sr_slice_starts(path, SR_SLICE("/api/"));
  const sr_file *file = is_get && !known && !of_api ? sr_files_find(server->files, path) : NULL;
  if (file)
    deliver(d, &server->sent[file->index]);
  else if (known || !is_get)
    refuse(d, 405, "Method not allowed", "the ledger is read with GET; POST is for /api/v1/reports");
  else
    refuse(d, 404, "Not found",
           of_api ? "see /openapi.json for what there is" : "see /api/v1/health and /openapi.json");
}

/* ---- libmicrohttpd's callbacks ---- */

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_n, void **kept) {
  sr_server *server = user;
  (void)version;
  request *r = *kept;
  if (!r) {
    r = calloc(1, sizeof *r);
    if (!r) return MHD_NO;
    r->start_ns = now_ns();
    *kept = r;
    return MHD_YES;
  }
  if (*upload_n) {
    if (now_ns() - r->start_ns > (int64_t)WHOLE_S * SECOND_NS) return MHD_NO;
    if (*upload_n > server->options.post_bytes - r->n) {
      r->too_large = true;
    } else if (!r->too_large) {
      if (*upload_n > r->room - r->n) {
        const size_t room = (r->n + *upload_n) * 2;
        char *bigger = realloc(r->body, room);
        if (!bigger) return MHD_NO;
        r->body = bigger;
        r->room = room;
      }
      memcpy(r->body + r->n, upload, *upload_n);
      r->n += *upload_n;
    }
    *upload_n = 0;
    return MHD_YES;
  }
  delivery d = {server, connection, r, MHD_NO};
  dispatch(&d, method, url, r);
  sr_log_line(&server->options.log, SR_LOG_INFO, "%s %s", method, url);
  return d.result;
}

static void on_done(void *user, struct MHD_Connection *connection, void **kept, enum MHD_RequestTerminationCode why) {
  (void)user, (void)connection, (void)why;
  request *r = *kept;
  if (r) free(r->body);
  free(r);
  *kept = NULL;
}

static void on_trouble(void *user, const char *format, va_list args) SR_PRINTF(2, 0);
static void on_trouble(void *user, const char *format, va_list args) {
  const sr_server *server = user;
  char text[256];
  const int n = vsnprintf(text, sizeof text, format, args);
  if (n > 0 && text[(n < (int)sizeof text ? n : (int)sizeof text - 1) - 1] == '\n')
    text[(n < (int)sizeof text ? n : (int)sizeof text - 1) - 1] = 0;
  sr_log_line(&server->options.log, SR_LOG_DEBUG, "%s", text);
}

/* ---- starting and stopping ---- */

static void fill_in(sr_serve_options *o) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  if (!o->address) o->address = "127.0.0.1";
  if (!o->threads) o->threads = processors > 2 ? (unsigned)processors : 2;
  if (o->threads > THREADS_MAX) o->threads = THREADS_MAX;
  if (!o->connections) o->connections = CONNECTIONS;
  if (o->connections < o->threads) o->connections = o->threads;
  if (!o->request_ms) o->request_ms = REQUEST_MS;
  if (!o->post_bytes) o->post_bytes = POST_BYTES;
  if (!o->posts_per_minute) o->posts_per_minute = POSTS_PER_MINUTE;
}

typedef union address {
  struct sockaddr any;
  struct sockaddr_in four;
  struct sockaddr_in6 six;
} address;

static sr_status read_address(const sr_serve_options *o, address *a, bool *six, sr_error *err) {
  *a = (address){0};
  *six = false;
  if (inet_pton(AF_INET, o->address, &a->four.sin_addr) == 1) {
    a->four.sin_family = AF_INET;
    a->four.sin_port = htons(o->port);
  } else if (inet_pton(AF_INET6, o->address, &a->six.sin6_addr) == 1) {
    a->six.sin6_family = AF_INET6;
    a->six.sin6_port = htons(o->port);
    *six = true;
  } else {
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "'%.80s' is not an IP address such as 127.0.0.1 or ::1", o->address);
  }
  return SR_OK;
}

static sr_status open_handles(sr_server *s, sr_error *err) {
  s->handles = calloc(s->options.threads, sizeof(sr_ledger *));
  if (!s->handles) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the server");
  for (; s->n_handles < s->options.threads; s->n_handles++) {
    SR_TRY(sr_ledger_open(s->options.ledger, SR_LEDGER_READ, &s->handles[s->n_handles], err));
    sr_ledger_set_memory(s->handles[s->n_handles], HANDLE_BYTES);
  }
  s->n_free = s->n_handles;
  return s->options.token ? sr_ledger_open(s->options.ledger, SR_LEDGER_WRITE, &s->writer, err) : SR_OK;
}

static sr_status start_daemon(sr_server *s, sr_error *err) {
  address a;
  bool six;
  SR_TRY(read_address(&s->options, &a, &six, err));
  errno = 0;
  s->daemon = MHD_start_daemon(
      MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ERROR_LOG | (six ? MHD_USE_IPv6 : 0u), s->options.port, NULL, NULL,
      on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_trouble, s, MHD_OPTION_SOCK_ADDR, &a.any,
      MHD_OPTION_NOTIFY_COMPLETED, on_done, s, MHD_OPTION_THREAD_POOL_SIZE, s->options.threads,
      MHD_OPTION_CONNECTION_LIMIT, s->options.connections, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S,
      MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
  if (s->daemon) return SR_OK;
  return sr_fail(err, SR_ERR_IO, SR_NOWHERE, "cannot listen on %s port %u: %s", s->options.address,
                 (unsigned)s->options.port, errno ? strerror(errno) : "no reason given");
}

sr_status sr_server_start(const sr_engine *engine, const sr_serve_options *options, sr_server **server, sr_error *err) {
  if (options->token && strlen(options->token) < TOKEN_MIN)
    return sr_fail(err, SR_ERR_USAGE, SR_NOWHERE, "a token needs %d characters at least", (int)TOKEN_MIN);
  sr_server *s = calloc(1, sizeof *s);
  if (!s) return sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the server");
  s->engine = engine;
  s->options = *options;
  s->started = time(NULL);
  s->posts_ms = now_ns() / 1000000 - 60000;
  fill_in(&s->options);
  pthread_mutex_init(&s->lock, NULL);
  pthread_cond_init(&s->given, NULL);
  pthread_mutex_init(&s->writing, NULL);
  sr_status status = open_handles(s, err);
  if (!status && !(s->cache = sr_cache_new(CACHE_BYTES)))
    status = sr_fail(err, SR_ERR_NOMEM, SR_NOWHERE, "no memory for the server");
  if (!status && s->options.web) status = sr_files_read(s->options.web, &s->files, err);
  if (!status) status = prepare_files(s, err);
  if (!status) status = sr_digest_start(SR_DIGEST_CHECKS, engine, s->options.ledger, &s->checks, err);
  if (!status) status = sr_digest_start(SR_DIGEST_SUMMARIES, engine, s->options.ledger, &s->summaries, err);
  if (!status) status = start_daemon(s, err);
  if (status)
    sr_server_stop(s);
  else
    *server = s;
  return status;
}

uint16_t sr_server_port(const sr_server *server) {
  const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
  return info ? info->port : 0;
}

void sr_server_stop(sr_server *server) {
  if (!server) return;
  if (server->daemon) MHD_stop_daemon(server->daemon);
  sr_digest_stop(server->checks);
  sr_digest_stop(server->summaries);
  sr_cache_free(server->cache);
  for (uint32_t i = 0; server->sent && i < sr_files_count(server->files); i++) forget(&server->sent[i]);
  free(server->sent);
  sr_files_free(server->files);
  for (unsigned i = 0; i < server->n_handles; i++) sr_ledger_close(server->handles[i]);
  free(server->handles);
  sr_ledger_close(server->writer);
  pthread_mutex_destroy(&server->writing);
  pthread_cond_destroy(&server->given);
  pthread_mutex_destroy(&server->lock);
  free(server);
}
