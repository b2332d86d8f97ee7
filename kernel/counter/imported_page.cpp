// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/imported_page.hpp"

#include "kernel/plugins/authoring/front_matter.hpp"
#include "kernel/plugins/authoring/yaml.hpp"

#include <algorithm>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;
using domain::Result;
using nlohmann::json;

Error refused(const char* key, json parameters) {
  return {ErrorKind::invalid, key, std::move(parameters), {}, ""};
}

std::string text_in(const json& header, const char* name) {
  const auto found = header.find(name);
  if (found == header.end()) return {};
  return found->is_string() ? found->get<std::string>() : found->dump();
}

/// A list, or one text with commas.
std::vector<std::string> texts_in(const json& header, const char* name) {
  std::vector<std::string> texts;
  const auto found = header.find(name);
  if (found == header.end()) return texts;
  if (found->is_array()) {
    for (const json& each : *found) texts.push_back(each.is_string() ? each.get<std::string>() : each.dump());
    return texts;
  }
  std::string text = text_in(header, name);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(','), text.size());
    const std::size_t begin = std::min(text.find_first_not_of(' '), end);
    if (end > begin) texts.push_back(text.substr(begin, end - begin));
    text.erase(0, std::min(end + 1, text.size()));
  }
  return texts;
}

void read_header(const json& header, ImportedPage& page) {
  page.text.title = text_in(header, "title");
  page.text.keywords = texts_in(header, "keywords");
  page.text.services = texts_in(header, "services");
  page.text.review_on = text_in(header, "review");
  page.text.source = text_in(header, "source");
  page.text.licence = text_in(header, "licence");
  const std::string language = text_in(header, "language");
  if (!language.empty()) page.language = domain::language_of(language.substr(0, 2));
  const auto audience = header.find("audience");
  if (audience == header.end()) return;
  if (audience->is_object()) {
    page.text.audience.affiliation = texts_in(*audience, "affiliation");
    page.text.audience.campus = texts_in(*audience, "campus");
    page.text.audience.component = texts_in(*audience, "component");
    page.text.audience.open_to_all = text_in(*audience, "public") == "true";
  } else {
    page.text.audience.affiliation = texts_in(header, "audience");
    page.text.audience.open_to_all = page.text.audience.affiliation == std::vector<std::string>{"public"};
    if (page.text.audience.open_to_all) page.text.audience.affiliation.clear();
  }
}

/// "# Title" on the first line that is not blank becomes the title.
void take_heading(ImportedPage& page) {
  std::string& text = page.text.markdown;
  const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
  if (text.compare(begin, 2, "# ") != 0) return;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  std::string heading = text.substr(begin + 2, end - begin - 2);
  heading.erase(std::remove_if(heading.begin(), heading.end(), [](char c) { return c == '*' || c == '`' || c == '#'; }),
                heading.end());
  while (!heading.empty() && heading.back() == ' ') heading.pop_back();
  if (page.text.title.empty()) page.text.title = heading;
  if (page.text.title == heading) text.erase(0, end);
}

std::string clean_lines(std::string_view file) {
  std::string text(file.substr(file.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0));
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

}  // namespace

std::string with_targets(std::string_view markdown, const TargetOf& target) {
  std::string written;
  std::vector<std::size_t> open;  // where brackets that are not closed begin in `written`
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    const char c = markdown[at];
    if (c == '\\' && at + 1 < markdown.size()) {
      written += c;
      written += markdown[++at];
      continue;
    }
    if (c == '[') open.push_back(written.size());
    const bool closes = c == ']' && !open.empty();
    const bool leads = closes && at + 1 < markdown.size() && markdown[at + 1] == '(';
    if (!leads) {
      if (closes) open.pop_back();
      if (c == '\n' && at + 1 < markdown.size() && markdown[at + 1] == '\n') open.clear();
      written += c;
      continue;
    }
    const std::size_t begin = open.back();
    open.pop_back();
    std::size_t from = at + 2;
    const bool angled = from < markdown.size() && markdown[from] == '<';
    if (angled) ++from;
    const std::size_t end = markdown.find_first_of(angled ? ">\n" : ") \n", from);
    const std::size_t close = end == std::string_view::npos ? end : markdown.find_first_of(")\n", end);
    if (close == std::string_view::npos || markdown[close] == '\n') {
      written += c;
      continue;
    }
    const bool image = begin > 0 && written[begin - 1] == '!';
    const std::string to = target(markdown.substr(from, end - from), image);
    if (to.empty()) {
      written.erase(image ? begin - 1 : begin, image ? 2 : 1);
    } else {
      written += "](" + to + ")";
    }
    at = close;
  }
  return written;
}

Result<ImportedPage> read_markdown_page(std::string_view file, const TargetOf& target) {
  const std::string text = clean_lines(file);
  if (const auto line = plugins::authoring::first_unclean_line(text)) {
    return refused("error.import.unclean", {{"line", *line}});
  }
  ImportedPage page;
  std::string_view body = text;
  if (body.substr(0, 4) == "---\n") {
    const auto matter = plugins::authoring::split_front_matter(text);
    if (!matter.header.problems.empty()) {
      const auto& problem = matter.header.problems.front();
      return refused("error.import.header", {{"line", problem.line}, {"problem", problem.text}});
    }
    if (!matter.header.value.is_object()) return refused("error.import.header", {{"line", 1}, {"problem", ""}});
    read_header(matter.header.value, page);
    body = matter.body;
  }
  page.text.markdown = with_targets(body, target);
  take_heading(page);
  page.text.markdown.erase(0, page.text.markdown.find_first_not_of('\n'));
  return page;
}

Result<ImportedPage> read_html_page(std::string_view file, const TargetOf& target) {
  auto html = read_html(file, target);
  if (!html) return html.error();
  ImportedPage page;
  page.text.title = html->title;
  page.text.keywords = html->keywords;
  page.text.markdown = std::move(html->markdown);
  if (!html->language.empty()) page.language = domain::language_of(std::string_view(html->language).substr(0, 2));
  return page;
}

}  // namespace guichet::counter
