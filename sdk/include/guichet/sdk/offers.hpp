// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <guichet/sdk/call.hpp>
#include <guichet/sdk/outcome.hpp>
#include <guichet/sdk/text.hpp>

#include <nlohmann/json.hpp>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// What the functions of a plugin give back, beside an automation's Outcome.
namespace guichet::sdk {

/// One choice of a field.
struct Option {
  std::string value;  ///< what is kept
  Text label;         ///< what people read
};

/// Something in the answers that does not hold, said beside that field.
struct Problem {
  std::string field;
  Text message;
};

/// What a panel shows, block by block. Texts are shown as they are, never as HTML.
class Blocks {
 public:
  Blocks& text(const Text& words) { return add({{"type", "text"}, {"text", to_json_value(words)}}); }
  Blocks& figure(const Text& label, const std::string& value) {
    return add({{"type", "figure"}, {"label", to_json_value(label)}, {"value", value}});
  }
  Blocks& figure(const Text& label, const std::string& value, const Text& unit) {
    figure(label, value);
    blocks_.back()["unit"] = to_json_value(unit);
    return *this;
  }
  Blocks& table(const std::vector<Text>& columns, const std::vector<std::vector<std::string>>& rows) {
    nlohmann::json heads = nlohmann::json::array();
    for (const Text& column : columns) heads.push_back(to_json_value(column));
    return add({{"type", "table"}, {"columns", std::move(heads)}, {"rows", rows}});
  }
  /// href: https, http or mailto.
  Blocks& link(const Text& label, const std::string& href) {
    return add({{"type", "link"}, {"label", to_json_value(label)}, {"href", href}});
  }

  [[nodiscard]] const nlohmann::json& json() const { return blocks_; }

 private:
  Blocks& add(nlohmann::json block) {
    blocks_.push_back(std::move(block));
    return *this;
  }
  nlohmann::json blocks_ = nlohmann::json::array();
};

/// Who somebody is.
struct Identity {
  std::string login;
  std::string name;       ///< may be empty
  std::string mail;       ///< may be empty
  std::string assurance;  ///< "password" or "two-factor"; may be empty
};

/// A way to sign in. See guichet/ext/draft/sign-in.h for what the calls hold.
struct SignIn {
  std::function<std::string(const Call&)> begin;  ///< where to send the visitor; empty function for kind password
  std::function<std::optional<Identity>(const Call&)> finish;  ///< nothing: it proves nothing
};

/// A directory elsewhere. People are objects as guichet/ext/draft/directory.h describes them.
struct PeopleSource {
  std::function<std::optional<nlohmann::json>(const Call&)> find;  ///< nothing: nobody of that login
  std::function<nlohmann::json(const Call&)> list;                 ///< one page: {"people": [...], "next": "..."}
};

/// A service that somebody may mean.
struct Proposal {
  std::string service;  ///< one of the question's
  std::optional<Text> why;
  nlohmann::json answers = nlohmann::json::object();
};

/// Throw it to answer a call with a code of guichet/error.h other than GUICHET_E_INTERNAL: GUICHET_E_UNAVAILABLE when
/// what the plugin needs does not answer now.
class Refusal : public std::exception {
 public:
  Refusal(std::int32_t code, std::string why) : code_(code), why_(std::move(why)) {}
  [[nodiscard]] std::int32_t code() const { return code_; }
  [[nodiscard]] const char* what() const noexcept override { return why_.c_str(); }

 private:
  std::int32_t code_;
  std::string why_;  ///< for the log and the agent
};

}  // namespace guichet::sdk
