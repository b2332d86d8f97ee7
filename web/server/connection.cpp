// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server/connection.hpp"

#include "web/server/request_reader.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

namespace guichet::web::server {
namespace {

constexpr int requests_a_turn = 16;
constexpr int reads_a_turn = 64;
constexpr std::int64_t linger_milliseconds = 2000;

Response error_page(const Service& service, const Request* request, int status) {
  try {
    return service.options.errors(request, status);
  } catch (...) {
    return plain_error(request, status);  // the portal's own page fails: say at least what it was
  }
}

}  // namespace

std::int64_t now_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

Connection::Connection(FileDescriptor socket, std::string peer)
    : socket_(std::move(socket)), number_(socket_.get()), peer_(std::move(peer)), since_(now_milliseconds()) {}

void Connection::enter(Phase phase) {
  if (phase_.load(std::memory_order_relaxed) == phase) return;
  since_.store(now_milliseconds(), std::memory_order_relaxed);
  phase_.store(phase, std::memory_order_relaxed);
}

Connection::Next Connection::advance(Service& service, Worker& worker) {
  passed_on_.load(std::memory_order_acquire);
  if (phase() == Phase::lingering) return linger(service, worker);
  worker.buffer.assign(left_);
  left_ = std::string();
  drained_ = false;
  if (output_) {
    const std::unique_ptr<Output> output = std::move(output_);
    if (const auto next = send(service, std::move(*output))) {
      left_ = worker.buffer.content();
      return *next;
    }
  }
  const Next next = serve(service, worker);
  if (next != Next::close && next != Next::handed_over) left_ = worker.buffer.content();
  return next;
}

/// Request after request, until the client has to do something.
Connection::Next Connection::serve(Service& service, Worker& worker) {
  int reads = 0;
  int answers = 0;
  for (;;) {
    const bool in_body = exchange_ != nullptr;
    if (const auto next = in_body ? read_body_from(service, worker) : read_head_from(service, worker)) return *next;
    const bool answered = phase() == Phase::idle && !exchange_;
    if (answered && !worker.buffer.content().empty()) {
      if (++answers >= requests_a_turn) return Next::again;
      continue;
    }
    if (exchange_ && !in_body && !worker.buffer.content().empty()) continue;
    if (drained_) return Next::wait_for_input;
    if (++reads > reads_a_turn) return Next::again;
    switch (receive(service, worker)) {
      case Received::some:
        break;
      case Received::nothing:
        return Next::wait_for_input;
      case Received::end:
        return ended(service);
    }
  }
}

Connection::Received Connection::receive(Service& service, Worker& worker) {
  char* const room = worker.buffer.room();
  const std::size_t size = worker.buffer.room_size();
  ssize_t got = 0;
  do {
    got = ::recv(number_, room, size, MSG_DONTWAIT);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? Received::nothing : Received::end;
  if (got == 0) return Received::end;
  worker.buffer.grow(static_cast<std::size_t>(got));
  drained_ = static_cast<std::size_t>(got) < size;
  transferred_.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
  service.counters->bytes_received.fetch_add(static_cast<std::uint64_t>(got), std::memory_order_relaxed);
  return Received::some;
}

/// The client says no more, or was cut for being slow and may be told so.
Connection::Next Connection::ended(Service& service) {
  const int expired = expired_.load(std::memory_order_acquire);
  if (expired <= 0) return Next::close;
  return refuse(service, exchange_ ? &exchange_->request : nullptr, expired).value_or(Next::close);
}

std::optional<Connection::Next> Connection::read_head_from(Service& service, Worker& worker) {
  const std::string_view input = worker.buffer.content();
  if (input.empty()) return std::nullopt;
  enter(Phase::head);
  const auto outcome = scanner_.scan(input, service.options.limits);
  if (std::holds_alternative<HeadScanner::Incomplete>(outcome)) return std::nullopt;
  scanner_ = HeadScanner();
  if (const auto* refused = std::get_if<HeadScanner::Refused>(&outcome))
    return refuse(service, nullptr, refused->status);

  const auto& complete = std::get<HeadScanner::Complete>(outcome);
  auto parsed = parse_head(std::string(input.substr(complete.begin, complete.end - complete.begin)));
  worker.buffer.consume(complete.end);
  if (const int* status = std::get_if<int>(&parsed)) return refuse(service, nullptr, *status);
  return begin(service, worker, std::get<Head>(std::move(parsed)));
}

std::optional<Connection::Next> Connection::begin(Service& service, Worker& worker, Head head) {
  const Limits& limits = service.options.limits;
  keep_alive_ = head.keep_alive;
  version_1_0_ = head.version_1_0;
  const std::uint64_t length = head.content_length;
  const bool expects_continue = head.expects_continue;
  exchange_ = std::make_unique<Exchange>(
      Exchange{{}, Body(limits.memory_body_bytes, service.options.temporary_folder), length});
  Request& request = exchange_->request;
  int status = read_head(std::move(head), limits, request);
  auto client = service.proxies.client(peer_, request.headers);
  request.remote_address = std::move(client.address);
  request.secure = client.secure;
  if (status == 0 && length > body_limit(request, limits)) status = 413;
  if (status != 0) return refuse(service, &request, status);
  if (length == 0) return handle(service, worker);

  enter(Phase::body);
  if (expects_continue && worker.buffer.content().empty()) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    if (::send(number_, go_on.data(), go_on.size(), MSG_NOSIGNAL | MSG_DONTWAIT) < 0) return Next::close;
  }
  return std::nullopt;
}

std::optional<Connection::Next> Connection::read_body_from(Service& service, Worker& worker) {
  Exchange& exchange = *exchange_;
  const std::uint64_t missing = exchange.length - exchange.body.size();
  const std::string_view input = worker.buffer.content();
  const std::string_view part =
      input.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(missing, input.size())));
  if (!exchange.body.append(part)) return refuse(service, &exchange.request, 507);
  worker.buffer.consume(part.size());
  if (exchange.body.size() < exchange.length) return std::nullopt;
  exchange.body.seal();
  if (const int status = read_body(exchange.body, service.options.limits, exchange.request); status != 0) {
    return refuse(service, &exchange.request, status);
  }
  return handle(service, worker);
}

std::optional<Connection::Next> Connection::handle(Service& service, Worker& worker) {
  enter(Phase::handling);
  Request& request = exchange_->request;
  // What changes something waits for the disk; what only reads seldom does, and is seen to when it lasts.
  if (request.method != "GET" && request.method != "HEAD") worker.expect_to_wait();
  const auto& observer = service.options.on_answer;
  const auto begin = observer ? std::chrono::steady_clock::now() : std::chrono::steady_clock::time_point();
  Response response;
  std::string failure;
  try {
    response = service.handler(request);
  } catch (const std::exception& thrown) {
    failure = thrown.what();
    if (failure.empty()) failure = "an exception without words";
  } catch (...) {
    failure = "something that is no exception";
  }
  if (!failure.empty()) {
    if (service.options.on_failure) service.options.on_failure(request, failure);
    response = error_page(service, &request, 500);
  }
  if (observer) observer(request, response.status, std::chrono::steady_clock::now() - begin);
  return answer(service, &request, std::move(response));
}

/// An answer to what cannot be trusted to be followed by a sound request: the connection ends with it.
std::optional<Connection::Next> Connection::refuse(Service& service, const Request* request, int status) {
  Response response = error_page(service, request, status);
  response.status = status;
  response.close = true;
  return answer(service, request, std::move(response));
}

std::optional<Connection::Next> Connection::answer(Service& service, const Request* request, Response response) {
  if (std::holds_alternative<Subscription>(response.body)) return hand_over(service, request, std::move(response));
  if (response.close || service.stopping.load(std::memory_order_relaxed)) keep_alive_ = false;
  // A method or a version that nobody serves is the client's doing: it must wake nobody who watches for our failures.
  const bool not_ours = response.status == 501 || response.status == 505;
  const auto status_class = static_cast<std::size_t>(not_ours ? 4 : std::clamp(response.status / 100, 0, 5));
  service.counters->answers[status_class].fetch_add(1, std::memory_order_relaxed);
  const AnswerTerms terms{keep_alive_, version_1_0_,
                          request != nullptr ? request->headers.value("Accept-Encoding") : std::string_view()};
  std::string head = make_answer_head(response, terms, service.options.common_headers);
  const bool bodiless = (request != nullptr && request->method == "HEAD") || response.status == 204 ||
                        response.status == 304 || response.status < 200;
  Output::Content content;
  if (!bodiless) {
    if (auto* text = std::get_if<std::string>(&response.body)) content = std::move(*text);
    if (auto* shared = std::get_if<Response::SharedBody>(&response.body)) content = std::move(*shared);
    if (auto* range = std::get_if<FileRange>(&response.body)) content = std::move(*range);
  }
  exchange_.reset();
  return send(service, Output(std::move(head), std::move(content)));
}

std::optional<Connection::Next> Connection::hand_over(Service& service, const Request* request, Response response) {
  AnswerTerms terms;
  terms.keep_alive = false;
  std::string head = make_answer_head(response, terms, service.options.common_headers);
  if (request->method == "HEAD") {
    keep_alive_ = false;
    return send(service, Output(std::move(head), std::string()));
  }
  if (service.stopping.load(std::memory_order_relaxed)) return refuse(service, request, 503);
  auto& subscription = std::get<Subscription>(response.body);
  enter(Phase::handed_over);
  const auto adoption =
      service.streams.adopt(socket_, std::move(subscription), std::move(head),
                            [counters = service.counters] { counters->connections_open.fetch_sub(1); });
  if (adoption != EventStreams::Adoption::adopted) {
    enter(Phase::handling);
    return refuse(service, request, 429);
  }
  service.counters->answers[2].fetch_add(1, std::memory_order_relaxed);
  return Next::handed_over;
}

/// Nothing when all went and the next request may be read.
std::optional<Connection::Next> Connection::send(Service& service, Output output) {
  std::uint64_t bytes = 0;
  const Output::Progress progress = output.flush(number_, bytes);
  transferred_.fetch_add(bytes, std::memory_order_relaxed);
  service.counters->bytes_sent.fetch_add(bytes, std::memory_order_relaxed);
  switch (progress) {
    case Output::Progress::failed:
      return Next::close;
    case Output::Progress::done:
      return sent();
    case Output::Progress::blocked:
      break;
  }
  enter(Phase::writing);
  output_ = std::make_unique<Output>(std::move(output));
  return Next::wait_for_output;
}

std::optional<Connection::Next> Connection::sent() {
  if (keep_alive_) {
    enter(Phase::idle);
    return std::nullopt;
  }
  // Closing while the client still sends would make its system throw our answer away: say that we are done, and
  // listen a little while.
  ::shutdown(number_, SHUT_WR);
  enter(Phase::lingering);
  return Next::again;
}

Connection::Next Connection::linger(Service& service, Worker& worker) {
  left_ = std::string();
  for (int reads = 0; reads < reads_a_turn; ++reads) {
    worker.buffer.clear();
    switch (receive(service, worker)) {
      case Received::some:
        break;
      case Received::nothing:
        return Next::wait_for_input;
      case Received::end:
        return Next::close;
    }
  }
  return Next::again;
}

bool Connection::expire_if_due(std::int64_t now, const Limits& limits) {
  const std::int64_t since = phase_since();
  const auto lasted = [&](std::chrono::milliseconds time) { return now - since >= time.count(); };
  const auto expire = [&](int status, int direction) {
    if (expired_.exchange(status, std::memory_order_acq_rel) != 0) return false;
    ::shutdown(number_, direction);
    return true;
  };
  switch (phase()) {
    case Phase::handling:
    case Phase::handed_over:
      return false;
    case Phase::idle:
      return lasted(limits.idle_time) && expire(-1, SHUT_RDWR);
    case Phase::head:
      return lasted(limits.head_time) && expire(408, SHUT_RD);
    case Phase::lingering:
      return lasted(std::chrono::milliseconds(linger_milliseconds)) && expire(-1, SHUT_RDWR);
    case Phase::body:
    case Phase::writing:
      break;
  }
  const std::uint64_t transferred = transferred_.load(std::memory_order_relaxed);
  if (window_begin_ < since) {
    window_begin_ = since;
    window_transferred_ = transferred;
    return false;
  }
  const auto window = limits.transfer_window.count();
  if (now - window_begin_ < window) return false;
  const auto due = limits.transfer_bytes_per_second * static_cast<std::uint64_t>(window) / 1000;
  if (transferred - window_transferred_ >= due) {
    window_begin_ = now;
    window_transferred_ = transferred;
    return false;
  }
  return phase() == Phase::body ? expire(408, SHUT_RD) : expire(-1, SHUT_RDWR);
}

void Connection::cut() const {
  if (phase() != Phase::handed_over) ::shutdown(number_, SHUT_RDWR);
}

}  // namespace guichet::web::server
