// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/guichet/labelled_files.hpp"

#include "web/server/text.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string_view>

namespace guichet::web {
namespace {

using domain::Done;
using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;
using Wrong = std::optional<Error>;

Error unreadable(const std::string& file) {
  return {ErrorKind::invalid, "error.evaluate.file", {{"file", file}}, {}, ""};
}

constexpr std::size_t longest_line = 1'000'000;  // bytes
constexpr const char* document_form = R"({"id": "...", "title": "...", "text": "..."})";
constexpr const char* pair_form = "label TAB text";
constexpr const char* query_form = "query TAB words";
constexpr const char* judgement_form = "query TAB document TAB relevance, a number";

/// Where a line stands, for those who are told that it is wrong.
struct Place {
  const std::string& file;
  std::size_t line = 0;

  [[nodiscard]] Error wrong(const char* what, json more = json::object()) const {
    more["file"] = file;
    more["line"] = line;
    return {ErrorKind::invalid, std::string("error.evaluate.") + what, std::move(more), {}, ""};
  }
  [[nodiscard]] Error not_of(const char* form) const { return wrong("line", {{"expected", form}}); }
};

/// Calls `take` with each line that is not empty; it answers what is wrong with it. Without any, `form` is told.
Result<Done> each_line(const std::string& file, const char* form,
                       const std::function<Wrong(std::string_view, const Place&)>& take) {
  std::error_code failed;
  if (std::filesystem::is_directory(file, failed)) return unreadable(file);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable(file);
  std::vector<char> buffer(longest_line + 2);
  bool any = false;
  for (Place place{file, 1};; ++place.line) {
    stream.getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto read = static_cast<std::size_t>(stream.gcount());
    if (stream.bad()) return unreadable(file);
    if (stream.fail() && read == 0) break;
    if (stream.fail()) return place.wrong("long-line");
    std::string_view line(buffer.data(), stream.eof() ? read : read - 1);
    if (place.line == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // as spreadsheets begin a file
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    if (!server::acceptable_text(line)) return place.wrong("encoding");
    if (auto wrong = take(line, place)) return *std::move(wrong);
    any = true;
  }
  if (!any) return Error{ErrorKind::invalid, "error.evaluate.empty", {{"file", file}, {"expected", form}}, {}, ""};
  return Done{};
}

/// The two sides of the first tab; nothing without one, or with nothing before it.
std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view line) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos || tab == 0) return std::nullopt;
  return std::pair(line.substr(0, tab), line.substr(tab + 1));
}

std::optional<double> number_in(std::string_view text) {
  const std::string copy(text);
  char* end = nullptr;
  const double value = std::strtod(copy.c_str(), &end);
  if (copy.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Result<std::vector<Document>> read_documents(const std::string& file) {
  std::vector<Document> documents;
  std::set<std::string> known;
  const auto read = each_line(file, document_form, [&](std::string_view line, const Place& place) -> Wrong {
    const json object = json::parse(line, nullptr, false);
    if (!object.is_object()) return place.not_of(document_form);
    Document document{text_in(object, "id"), text_in(object, "title"), text_in(object, "description"),
                      text_in(object, "text")};
    if (document.description.empty()) document.description = text_in(object, "desc");
    if (document.id.empty()) return place.not_of(document_form);
    if (!known.insert(document.id).second) return place.wrong("repeated", {{"id", document.id}});
    documents.push_back(std::move(document));
    return std::nullopt;
  });
  if (!read) return read.error();
  return documents;
}

Result<LabelledTexts> read_pairs(const std::string& file) {
  LabelledTexts texts;
  const auto read = each_line(file, pair_form, [&](std::string_view line, const Place& place) -> Wrong {
    const auto pair = halves(line);
    if (!pair) return place.not_of(pair_form);
    texts.emplace_back(pair->first, pair->second);
    return std::nullopt;
  });
  if (!read) return read.error();
  return texts;
}

Result<LabelledTexts> read_queries(const std::string& file) {
  LabelledTexts queries;
  std::set<std::string> known;
  const auto read = each_line(file, query_form, [&](std::string_view line, const Place& place) -> Wrong {
    const auto pair = halves(line);
    if (!pair) return place.not_of(query_form);
    queries.emplace_back(pair->first, pair->second);
    const std::string& id = queries.back().first;
    if (!known.insert(id).second) return place.wrong("repeated", {{"id", id}});
    return std::nullopt;
  });
  if (!read) return read.error();
  return queries;
}

Result<Judgements> read_judgements(const std::string& file, const std::vector<Document>& documents,
                                   const LabelledTexts& queries) {
  std::set<std::string_view> known_documents, known_queries;
  for (const auto& document : documents) known_documents.insert(document.id);
  for (const auto& query : queries) known_queries.insert(query.first);
  Judgements judgements;
  const auto read = each_line(file, judgement_form, [&](std::string_view line, const Place& place) -> Wrong {
    const auto query = halves(line);
    if (!query) return place.not_of(judgement_form);
    const std::size_t tab = query->second.find('\t');
    const std::string_view document = query->second.substr(0, tab);
    const auto relevance =
        tab == std::string_view::npos ? std::optional<double>(1) : number_in(query->second.substr(tab + 1));
    if (document.empty() || !relevance) return place.not_of(judgement_form);
    if (!known_queries.contains(query->first) || !known_documents.contains(document)) {
      ++judgements.elsewhere;
    } else if (*relevance > 0) {
      judgements.right[std::string(query->first)].insert(std::string(document));
    }
    return std::nullopt;
  });
  if (!read) return read.error();
  return judgements;
}

Error no_common_line(const std::string& first, const std::string& second) {
  return {ErrorKind::invalid, "error.evaluate.nothing", {{"first", first}, {"second", second}}, {}, ""};
}

}  // namespace guichet::web
