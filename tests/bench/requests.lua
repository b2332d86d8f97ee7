-- SPDX-License-Identifier: GPL-3.0-or-later
-- For wrk: sends the requests of a file in turn, from a place that is drawn. A line each, tabs between:
-- METHOD PATH COOKIE BODY; {key} in a body becomes new each time. Prints one line of figures.
local ready, bodies, at, sent = {}, {}, 0, 0

function init(arguments)
  math.randomseed(os.time() + tonumber(arguments[2] or 0))
  for line in io.lines(arguments[1]) do
    local method, path, cookie, body = line:match("^(%S+)\t(%S+)\t(%S*)\t(.*)$")
    local headers = { ["Host"] = "127.0.0.1", ["Cookie"] = cookie ~= "" and cookie or nil }
    if method == "POST" then
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      bodies[#bodies + 1] = { path = path, headers = headers, body = body }
    else
      ready[#ready + 1] = wrk.format(method, path, headers)
    end
  end
  at = tonumber(arguments[3] or math.random(1, 100000))
  key = string.format("bench-%d-%d-", os.time(), math.random(1, 1000000000))
end

function request()
  at = at + 1
  if #bodies == 0 then return ready[at % #ready + 1] end
  sent = sent + 1
  local form = bodies[at % #bodies + 1]
  return wrk.format("POST", form.path, form.headers, (form.body:gsub("{key}", key .. sent)))
end

function done(summary, latency, _)
  local errors = summary.errors
  print(string.format("FIGURES %.2f %d %d %d %d %d", summary.requests / summary.duration * 1e6, latency:percentile(50),
    latency:percentile(99), errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.requests))
end
