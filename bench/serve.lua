-- wrk's script for bench/serve.sh: asks the addresses of the file in URLS one after the other, each thread from a place
-- of its own, and counts answers that are not 200.
local addresses, at, starts = {}, 0, 0
for line in io.lines(os.getenv("URLS")) do addresses[#addresses + 1] = line end

function setup(thread)
  thread:set("start", starts)
  starts = starts + 7919
end

function init() at = start end

function request()
  at = at + 1
  return wrk.format("GET", addresses[at % #addresses + 1], {["Accept-Encoding"] = "gzip"})
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("%d %9.0f %9.2f %9.2f %9.2f %9.2f  %d\n", summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency:percentile(99.9) / 1e3, latency.max / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
