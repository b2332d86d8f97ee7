// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/writer.hpp"

#include <spdlog/spdlog.h>

#include <cassert>
#include <chrono>

namespace guichet::storage {
namespace {

// A batch stops growing at either, so that nobody waits long for the commit of others.
constexpr std::size_t most_changes = 256;
constexpr std::chrono::milliseconds longest_batch{5};

// The batch itself cannot go on: its transaction is gone.
struct BatchLost : std::exception {
  explicit BatchLost(domain::Error error) : error(std::move(error)) {}
  domain::Error error;
};

}  // namespace

struct Writer::Item {
  const Change* change = nullptr;
  bool relaxed = false;
  std::optional<domain::Error> failure;
  std::int64_t statements = 0;
  bool done = false;
  std::mutex mutex;
  std::condition_variable ready;
};

Writer::Writer(const Backend& backend) : backend_(backend), thread_([this] { work(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  arrived_.notify_all();
  thread_.join();
}

void Writer::on_commit(std::function<void(std::int64_t)> listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

std::optional<domain::Error> Writer::run(const Change& change, bool relaxed) {
  if (std::this_thread::get_id() == thread_.get_id()) {
    assert(false && "a write inside a write would wait for itself");
    return domain::Error{domain::ErrorKind::internal,
                         "error.internal",
                         nlohmann::json::object(),
                         {},
                         "a write was asked for inside a write"};
  }
  Item item;
  item.change = &change;
  item.relaxed = relaxed;
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(&item);
  }
  arrived_.notify_one();
  std::unique_lock lock(item.mutex);
  item.ready.wait(lock, [&item] { return item.done; });
  count_statements(item.statements);
  return item.failure;
}

void Writer::work() {
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
    }
    if (Item* item = next(true)) {
      run_relaxed(*item);
    } else {
      write_batch();
    }
  }
}

// The first in the queue, when it is of the wanted sort.
Writer::Item* Writer::next(bool relaxed) {
  const std::lock_guard lock(mutex_);
  if (queue_.empty() || queue_.front()->relaxed != relaxed) return nullptr;
  Item* item = queue_.front();
  queue_.pop_front();
  return item;
}

void Writer::connect() {
  if (handle_ == nullptr) handle_ = std::make_unique<Handle>(backend_, Role::writer);
}

void Writer::write_batch() {
  std::deque<Item*> batch;
  std::optional<domain::Error> failure;
  std::int64_t last_event = 0;
  try {
    connect();
    try {
      handle_->begin();
    } catch (const soci::soci_error&) {
      // Perhaps only the connection was lost since the last batch: once more with a new one.
      handle_.reset();
      connect();
      handle_->begin();
    }
    const auto until = std::chrono::steady_clock::now() + longest_batch;
    while (batch.size() < most_changes) {
      Item* item = next(false);
      if (item == nullptr) break;
      batch.push_back(item);
      run_change(*item);
      if (std::chrono::steady_clock::now() > until) break;
    }
    last_event = handle_->last_event;
    handle_->commit();
  } catch (const BatchLost& lost) {
    failure = lost.error;
  } catch (const std::exception& exception) {
    failure = failure_of(exception);
    failure->kind = domain::ErrorKind::unavailable;
    failure->message = "error.database";
  }
  if (failure) {
    spdlog::error("storage: a batch of {} changes failed: {}", batch.size(), failure->detail);
    handle_.reset();  // a new connection is the surest way back; closing undoes what was open
    if (batch.empty()) {
      if (Item* item = next(false)) batch.push_back(item);
    }
  } else if (last_event != 0) {
    std::function<void(std::int64_t)> listener;
    {
      const std::lock_guard lock(mutex_);
      listener = listener_;
    }
    if (listener) listener(last_event);
  }
  finish(batch, failure);
}

void Writer::run_change(Item& item) {
  const std::int64_t statements_before = statements_of_this_thread();
  const std::int64_t last_event_before = handle_->last_event;
  bool keep = false;
  handle_->control("SAVEPOINT change");
  try {
    keep = (*item.change)(*handle_);
  } catch (const std::exception& exception) {
    item.failure = failure_of(exception);
    spdlog::error("storage: a change was undone: {}", item.failure->detail);
  } catch (...) {
    item.failure =
        domain::Error{domain::ErrorKind::internal, "error.internal", nlohmann::json::object(), {}, "a change threw"};
  }
  if (!keep) handle_->last_event = last_event_before;
  item.statements = statements_of_this_thread() - statements_before;
  if (!handle_->in_transaction()) {
    throw BatchLost(domain::Error{domain::ErrorKind::unavailable,
                                  "error.database",
                                  nlohmann::json::object(),
                                  {},
                                  item.failure ? item.failure->detail : "the transaction ended by itself"});
  }
  if (!keep) handle_->control("ROLLBACK TO SAVEPOINT change");
  handle_->control("RELEASE SAVEPOINT change");
}

void Writer::run_relaxed(Item& item) {
  std::deque<Item*> batch{&item};
  std::optional<domain::Error> failure;
  try {
    connect();
    backend_.relax(handle_->session(), true);
    handle_->begin();
    const bool keep = (*item.change)(*handle_);
    if (keep) {
      handle_->commit();
    } else {
      handle_->roll_back();
    }
    backend_.relax(handle_->session(), false);
  } catch (const std::exception& exception) {
    failure = failure_of(exception);
    spdlog::error("storage: a bulk change was undone: {}", failure->detail);
    handle_.reset();
  }
  finish(batch, failure);
}

void Writer::finish(std::deque<Item*>& batch, const std::optional<domain::Error>& failure) {
  for (Item* item : batch) {
    // Under its lock to the end: the waiting thread owns the item and takes it away as soon as it may.
    const std::lock_guard lock(item->mutex);
    if (failure) item->failure = failure;
    item->done = true;
    item->ready.notify_one();
  }
}

domain::Error Writer::failure_of(const std::exception& exception) const {
  if (const auto* error = dynamic_cast<const soci::soci_error*>(&exception)) {
    const auto* known = dynamic_cast<const Failure*>(error);
    const Failure failure = known != nullptr ? *known : storage::failure_of(backend_, *error);
    const bool passing = failure.passing();
    return {passing ? domain::ErrorKind::unavailable : domain::ErrorKind::internal,
            passing ? "error.database" : "error.internal",
            nlohmann::json::object(),
            {},
            failure.what()};
  }
  return {domain::ErrorKind::internal, "error.internal", nlohmann::json::object(), {}, exception.what()};
}

}  // namespace guichet::storage
