/* Health and counters. */
#include "serve/answers.h"
#include "serve/server.h"

#include "base/slice.h"

#include <stdio.h>

const double sr_latency_s[SR_LATENCIES - 1] = {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10};

sr_status sr_answer_health(sr_call *call, sr_error *err) {
  sr_ledger_state state;
  sr_ledger_counts counts;
  SR_TRY(sr_ledger_state_of(call->ledger, &state, err));
  SR_TRY(sr_ledger_stats(call->ledger, &counts, err));
  sr_json json;
  sr_json_begin(&json, sr_reply_put, &call->reply);
  sr_json_object(&json);
  sr_json_key_text(&json, "status", SR_SLICE("ok"));
  sr_json_key_text(&json, "version", sr_slice_of(sr_version()));
  sr_json_key_int(&json, "schema", counts.schema_version);
  sr_json_key_int(&json, "reports", counts.reports);
  sr_json_key_int(&json, "claims", counts.claims);
  sr_json_key_int(&json, "observations", counts.observations);
  sr_json_key_int(&json, "uptime_seconds", (int64_t)(time(NULL) - call->server->started));
  sr_json_key_bool(&json, "posting", call->server->options.token != NULL);
  sr_json_object_end(&json);
  return sr_json_end(&json, err);
}

static sr_status line(sr_call *call, sr_error *err, const char *format, ...) SR_PRINTF(3, 4);
static sr_status line(sr_call *call, sr_error *err, const char *format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  const int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return sr_reply_put(&call->reply, (sr_slice){text, n < (int)sizeof text ? (size_t)n : sizeof text - 1}, err);
}

static uint64_t count(const atomic_uint_fast64_t *counter) {
  return atomic_load_explicit(counter, memory_order_relaxed);
}

/* https://prometheus.io/docs/instrumenting/exposition_formats */
sr_status sr_answer_metrics(sr_call *call, sr_error *err) {
  const sr_counters *c = &call->server->counters;
  sr_ledger_counts counts;
  SR_TRY(sr_ledger_stats(call->ledger, &counts, err));
  SR_TRY(line(call, err,
              "# HELP sitrep_requests_total Answers by class of status.\n# TYPE sitrep_requests_total counter\n"));
  for (int s = 2; s < SR_STATUS_CLASSES; s++)
    SR_TRY(
        line(call, err, "sitrep_requests_total{status=\"%dxx\"} %llu\n", s, (unsigned long long)count(&c->status[s])));
  SR_TRY(line(call, err,
              "# HELP sitrep_request_seconds Time to make an answer.\n# TYPE sitrep_request_seconds histogram\n"));
  uint64_t sum = 0;
  for (int i = 0; i < SR_LATENCIES; i++) {
    sum += count(&c->latency[i]);
    if (i < SR_LATENCIES - 1)
      SR_TRY(
          line(call, err, "sitrep_request_seconds_bucket{le=\"%g\"} %llu\n", sr_latency_s[i], (unsigned long long)sum));
  }
  SR_TRY(line(call, err, "sitrep_request_seconds_bucket{le=\"+Inf\"} %llu\nsitrep_request_seconds_count %llu\n",
              (unsigned long long)sum, (unsigned long long)sum));
  SR_TRY(line(call, err, "sitrep_request_seconds_sum %.6f\n", (double)count(&c->latency_ns) * 1e-9));
  SR_TRY(line(call, err, "# TYPE sitrep_cached_total counter\nsitrep_cached_total %llu\n",
              (unsigned long long)count(&c->cached)));
  SR_TRY(line(call, err, "# TYPE sitrep_sent_bytes_total counter\nsitrep_sent_bytes_total %llu\n",
              (unsigned long long)count(&c->bytes)));
  SR_TRY(line(call, err, "# TYPE sitrep_reports gauge\nsitrep_reports %lld\n", (long long)counts.reports));
  SR_TRY(line(call, err, "# TYPE sitrep_claims gauge\nsitrep_claims %lld\n", (long long)counts.claims));
  return line(call, err, "# TYPE sitrep_observations gauge\nsitrep_observations %lld\n",
              (long long)counts.observations);
}

sr_status sr_answer_openapi(sr_call *call, sr_error *err) { return sr_openapi_write(sr_reply_put, &call->reply, err); }
