// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/storage/connection.hpp"

#include <spdlog/spdlog.h>

namespace guichet::storage {
namespace {

thread_local std::int64_t statements = 0;

// More than we have; a bound for the few statements whose text depends on the number of an agent's teams.
constexpr std::size_t most_statements = 150;

}  // namespace

Failure failure_of(const Backend& backend, const soci::soci_error& error) {
  const std::string message = error.get_error_message();
  // PostgreSQL's second line is DETAIL, with the values again.
  return {message.substr(0, message.find('\n')), backend.is_passing(error)};
}

std::int64_t statements_of_this_thread() {
  return statements;
}
void count_statements(std::int64_t number) {
  statements += number;
}

Handle::Handle(const Backend& backend, Role role) : backend_(backend), role_(role), session_(backend.connect(role)) {}

Prepared* Handle::find(const std::string& sql) {
  const auto found = statements_.find(sql);
  return found == statements_.end() ? nullptr : found->second.get();
}

Prepared& Handle::prepare(const std::string& sql, const Shape& parameters, const Shape& columns) {
  if (statements_.size() >= most_statements) statements_.clear();
  return *(statements_[sql] = std::make_unique<Prepared>(*session_, sql, parameters, columns));
}

void Handle::fail(const std::string& sql) {
  statements_.erase(sql);
  try {
    throw;
  } catch (const Failure&) {
    throw;
  } catch (const soci::soci_error& error) {
    throw failure_of(backend_, error);
  }
}

void Handle::control(const std::string& sql) {
  try {
    Prepared* statement = find(sql);
    if (statement == nullptr) statement = &prepare(sql, "", "");
    statement->execute();
  } catch (...) {
    fail(sql);
  }
}

void Handle::begin() {
  last_event = 0;
  if (role_ == Role::writer) {
    backend_.begin_write(*this);
  } else {
    control(backend_.begin_read());
  }
}

void Handle::roll_back() noexcept {
  try {
    if (in_transaction()) control("ROLLBACK");
  } catch (const std::exception& failure) {
    spdlog::warn("storage: could not roll back: {}", failure.what());
  }
}

}  // namespace guichet::storage
