// SPDX-License-Identifier: GPL-3.0-or-later
// The shapes of what plugins answer to pages. What is not of its shape is a lie, and shown to nobody.
#include "kernel/counter/plugin_questions.hpp"

#include <algorithm>
#include <set>

namespace guichet::counter {
namespace {

using nlohmann::json;

constexpr std::size_t longest_value = 200;        // bytes of an option's value, a cell, a figure
constexpr std::size_t longest_label = 500;        // bytes a language
constexpr std::size_t longest_panel_text = 4000;  // bytes a language
constexpr std::size_t longest_address = 2000;
constexpr std::size_t most_errors = 50;
constexpr std::size_t most_blocks = 20;
constexpr std::size_t most_columns = 8;
constexpr std::size_t most_panel_rows = 100;

bool is_short(const json& object, const char* key, std::size_t longest, bool may_be_empty = false) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return false;
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= longest && (may_be_empty || !text.empty());
}

/// {"fr": ..., "en": ...}, both there.
bool is_local(const json& value, std::size_t longest) {
  return value.is_object() && is_short(value, "fr", longest) && is_short(value, "en", longest);
}
bool has_local(const json& object, const char* key, std::size_t longest) {
  const auto found = object.find(key);
  return found != object.end() && is_local(*found, longest);
}

bool is_address(const json& block) {
  if (!is_short(block, "href", longest_address)) return false;
  const auto& address = block["href"].get_ref<const std::string&>();
  const bool printable = std::all_of(address.begin(), address.end(), [](char c) {
    return static_cast<unsigned char>(c) > ' ' && c != '\x7f' && c != '"' && c != '<' && c != '>';
  });
  return printable &&
         (address.rfind("https://", 0) == 0 || address.rfind("http://", 0) == 0 || address.rfind("mailto:", 0) == 0);
}

bool is_table(const json& block) {
  const auto columns = block.find("columns");
  const auto rows = block.find("rows");
  if (columns == block.end() || !columns->is_array() || columns->empty() || columns->size() > most_columns)
    return false;
  if (rows == block.end() || !rows->is_array() || rows->size() > most_panel_rows) return false;
  if (!std::all_of(columns->begin(), columns->end(), [](const json& each) { return is_local(each, longest_label); }))
    return false;
  return std::all_of(rows->begin(), rows->end(), [&](const json& row) {
    return row.is_array() && row.size() == columns->size() && std::all_of(row.begin(), row.end(), [](const json& cell) {
             return cell.is_string() && cell.get_ref<const std::string&>().size() <= longest_label;
           });
  });
}

bool is_block(const json& block) {
  if (!block.is_object() || !is_short(block, "type", longest_value)) return false;
  const auto& type = block["type"].get_ref<const std::string&>();
  if (type == "text") return has_local(block, "text", longest_panel_text);
  if (type == "figure") {
    return has_local(block, "label", longest_label) && is_short(block, "value", longest_value) &&
           (!block.contains("unit") || has_local(block, "unit", longest_label));
  }
  if (type == "table") return is_table(block);
  return type == "link" && has_local(block, "label", longest_label) && is_address(block);
}

}  // namespace

bool are_options(const json& value, std::size_t limit) {
  if (!value.is_array() || value.size() > limit) return false;
  std::set<std::string> seen;
  return std::all_of(value.begin(), value.end(), [&](const json& option) {
    return option.is_object() && is_short(option, "value", longest_value) &&
           has_local(option, "label", longest_label) && seen.insert(option["value"].get<std::string>()).second;
  });
}

bool is_verdict(const json& value) {
  if (!value.is_array() || value.size() > most_errors) return false;
  return std::all_of(value.begin(), value.end(), [](const json& error) {
    return error.is_object() && is_short(error, "field", longest_value, true) &&
           has_local(error, "message", longest_label);
  });
}

bool are_blocks(const json& value) {
  return value.is_array() && value.size() <= most_blocks && std::all_of(value.begin(), value.end(), is_block);
}

}  // namespace guichet::counter
