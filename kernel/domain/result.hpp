// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace guichet::domain {

/// What kind of answer an expected failure is; the web maps it to a status, the command line to an exit code.
enum class ErrorKind {
  invalid,      ///< what was given does not hold; `fields` says where
  not_found,    ///< it does not exist, or this person may not know that it does
  forbidden,    ///< they may know it exists, but not do this
  conflict,     ///< somebody else changed it meanwhile
  too_many,     ///< a limit per account was reached
  unavailable,  ///< something it needs does not answer now; trying later helps
  internal,     ///< ours; the log has the details
};

/// One field that does not hold. `field` is its id in the form ("" for the whole), `message` a catalogue key.
struct FieldError {
  std::string field;
  std::string message;                                   ///< gettext key, "error.field.required"
  nlohmann::json parameters = nlohmann::json::object();  ///< what the message names, {"max": 2000}
};

/// An expected failure. Text for people is never built here: `message` is a gettext key with parameters.
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string message;  ///< gettext key, "error.request.changed"
  nlohmann::json parameters = nlohmann::json::object();
  std::vector<FieldError> fields = {};
  std::string detail = {};  ///< for the log only, never shown
};

/// Either a value or an Error. Never throws on construction; `value()` without a value is a programming error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] T& value() & { return std::get<0>(content_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(content_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(content_)); }
  [[nodiscard]] Error& error() { return std::get<1>(content_); }
  [[nodiscard]] const Error& error() const { return std::get<1>(content_); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }

 private:
  std::variant<T, Error> content_;
};

/// The value of a use case that answers nothing but success.
struct Done {};

}  // namespace guichet::domain
