// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/labelled_files.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;

Error unreadable(const std::string& file) {
  return {ErrorKind::invalid, "error.evaluate.file", {{"file", file}}, {}, ""};
}

/// Calls `take` with each line; it answers whether the line can be read.
Result<Done> each_line(const std::string& file, const std::function<bool(const std::string&)>& take) {
  std::error_code failed;
  if (std::filesystem::is_directory(file, failed)) return unreadable(file);
  std::ifstream stream(file);
  if (!stream) return unreadable(file);
  std::string line;
  for (std::size_t number = 1; std::getline(stream, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || take(line)) continue;
    return Error{ErrorKind::invalid, "error.evaluate.line", {{"file", file}, {"line", number}}, {}, ""};
  }
  if (stream.bad()) return unreadable(file);
  return Done{};
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<std::vector<Document>> read_documents(const std::string& file) {
  std::vector<Document> documents;
  const auto read = each_line(file, [&](const std::string& line) {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return false;
    Document document{text_in(object, "id"), text_in(object, "title"), text_in(object, "description"),
                      text_in(object, "text")};
    if (document.description.empty()) document.description = text_in(object, "desc");
    if (document.id.empty()) return false;
    documents.push_back(std::move(document));
    return true;
  });
  if (!read) return read.error();
  return documents;
}

Result<LabelledTexts> read_pairs(const std::string& file) {
  LabelledTexts texts;
  const auto read = each_line(file, [&](const std::string& line) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || tab == 0) return false;
    texts.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    return true;
  });
  if (!read) return read.error();
  return texts;
}

Result<Judgements> read_judgements(const std::string& file) {
  Judgements judgements;
  const auto read = each_line(file, [&](const std::string& line) {
    const std::size_t first = line.find('\t');
    if (first == std::string::npos || first == 0) return false;
    const std::size_t second = line.find('\t', first + 1);
    const std::string document = line.substr(first + 1, second == std::string::npos ? second : second - first - 1);
    const std::string relevance = second == std::string::npos ? "1" : line.substr(second + 1);
    if (document.empty() || relevance.empty()) return false;
    if (relevance != "0") judgements[line.substr(0, first)].insert(document);
    return true;
  });
  if (!read) return read.error();
  return judgements;
}

Error no_common_line(const std::string& first, const std::string& second) {
  return {ErrorKind::invalid, "error.evaluate.nothing", {{"first", first}, {"second", second}}, {}, ""};
}

}  // namespace guichet::web
