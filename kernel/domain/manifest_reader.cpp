// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/domain/manifest_reader.hpp"

#include "kernel/domain/logic.hpp"

#include <cmath>

namespace guichet::domain {
namespace {

using nlohmann::json;

constexpr std::size_t longest_text = 10'000;
constexpr std::size_t longest_list = 2'000;

const std::string& checked_text(const json& value, const std::string& path) {
  if (!value.is_string()) throw ManifestFailure{path, "must be a text"};
  const std::string& text = value.get_ref<const std::string&>();
  if (text.size() > longest_text) throw ManifestFailure{path, "is longer than 10,000 bytes"};
  return text;
}

}  // namespace

ManifestReader::ManifestReader(const json& json, std::string path) : json_(json), path_(std::move(path)) {
  if (!json.is_object()) throw ManifestFailure{path_, "must be an object"};
}

std::string ManifestReader::path_of(const std::string& key) const {
  return path_.empty() ? key : path_ + "." + key;
}

void ManifestReader::fail(const std::string& key, std::string why) const {
  throw ManifestFailure{path_of(key), std::move(why)};
}

const json* ManifestReader::find(const std::string& key) {
  asked_.insert(key);
  const auto found = json_.find(key);
  return found == json_.end() || found->is_null() ? nullptr : &*found;
}

bool ManifestReader::has(const std::string& key) {
  return find(key) != nullptr;
}

std::string ManifestReader::text(const std::string& key) {
  std::string text = text_or(key, {});
  if (text.empty()) fail(key, "is missing");
  return text;
}

std::string ManifestReader::text_or(const std::string& key, const std::string& otherwise) {
  const json* value = find(key);
  return value == nullptr ? otherwise : checked_text(*value, path_of(key));
}

LocalText ManifestReader::local_text(const std::string& key, bool required) {
  LocalText text;
  if (std::optional<ManifestReader> reader = object(key)) {
    text.fr = reader->text_or("fr", {});
    text.en = reader->text_or("en", {});
    reader->done();
  }
  if (required && text.empty()) fail(key, "is missing");
  return text;
}

std::vector<std::string> ManifestReader::texts(const std::string& key) {
  std::vector<std::string> texts;
  const json* value = find(key);
  if (value == nullptr) return texts;
  if (!value->is_array()) fail(key, "must be a list of texts");
  if (value->size() > longest_list) fail(key, "has more than 2,000 entries");
  for (std::size_t index = 0; index < value->size(); ++index) {
    texts.push_back(checked_text((*value)[index], path_of(key) + "[" + std::to_string(index) + "]"));
  }
  return texts;
}

bool ManifestReader::flag(const std::string& key) {
  const json* value = find(key);
  if (value == nullptr) return false;
  if (!value->is_boolean()) fail(key, "must be true or false");
  return value->get<bool>();
}

std::optional<double> ManifestReader::number(const std::string& key) {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) fail(key, "must be a number");
  return value->get<double>();
}

std::size_t ManifestReader::count(const std::string& key) {
  const double value = number(key).value_or(0);
  if (value < 0 || value > 1e9 || std::trunc(value) != value) fail(key, "must be a whole number, not negative");
  return static_cast<std::size_t>(value);
}

json ManifestReader::condition(const std::string& key, const std::vector<std::string>& roots) {
  const json* rule = find(key);
  if (rule == nullptr) return nullptr;
  const std::vector<std::string> problems = problems_of(*rule, roots);
  if (!problems.empty()) fail(key, problems.front());
  return *rule;
}

std::vector<ManifestReader> ManifestReader::objects(const std::string& key, bool alone) {
  std::vector<ManifestReader> readers;
  const json* value = find(key);
  if (value == nullptr) return readers;
  if (alone && value->is_object()) {
    readers.emplace_back(*value, path_of(key));
    return readers;
  }
  if (!value->is_array()) fail(key, "must be a list");
  if (value->size() > longest_list) fail(key, "has more than 2,000 entries");
  for (std::size_t index = 0; index < value->size(); ++index) {
    readers.emplace_back((*value)[index], path_of(key) + "[" + std::to_string(index) + "]");
  }
  return readers;
}

std::optional<ManifestReader> ManifestReader::object(const std::string& key) {
  const json* value = find(key);
  if (value == nullptr) return std::nullopt;
  return ManifestReader(*value, path_of(key));
}

void ManifestReader::done() const {
  for (const auto& [key, value] : json_.items()) {
    if (!asked_.contains(key)) fail(key, "is not a key known here");
  }
}

}  // namespace guichet::domain
