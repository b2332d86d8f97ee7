// SPDX-License-Identifier: GPL-3.0-or-later
#include "kernel/counter/html_page.hpp"

#include "kernel/counter/html_writer.hpp"
#include "kernel/counter/names.hpp"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <memory>

namespace guichet::counter {
namespace {

using domain::Error;
using domain::ErrorKind;

struct FreeDocument {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

std::vector<std::string> keywords_of(const xmlNode* root) {
  std::vector<std::string> keywords;
  const xmlNode* head = first_named(root, "head");
  for (const xmlNode* node = head == nullptr ? nullptr : head->children; node != nullptr; node = node->next) {
    if (name_of(node) != "meta" || attribute(node, "name") != "keywords") continue;
    std::string text = attribute(node, "content");
    while (!text.empty()) {
      const std::size_t end = std::min(text.find(','), text.size());
      const std::string word = text.substr(0, end);
      const std::size_t begin = word.find_first_not_of(' ');
      if (begin != std::string::npos && keywords.size() < 30) {
        keywords.push_back(word.substr(begin, word.find_last_not_of(' ') - begin + 1));
      }
      text.erase(0, std::min(end + 1, text.size()));
    }
  }
  return keywords;
}

std::string one_line_of(const xmlNode* node) {
  std::string joined;
  for (const char c : whole_text(node)) {
    if (!is_html_space(c)) {
      joined += c;
    } else if (!joined.empty() && joined.back() != ' ') {
      joined += ' ';
    }
  }
  if (!joined.empty() && joined.back() == ' ') joined.pop_back();
  return joined;
}

Error refused(const char* key) {
  return {ErrorKind::invalid, key, {{"kilobytes", largest_html / 1000}}, {}, ""};
}

}  // namespace

domain::Result<HtmlPage> read_html(std::string_view html, const TargetOf& target) {
  if (html.size() > largest_html) return refused("error.import.html-large");
  // What is UTF-8 is UTF-8, whatever the page says of itself; of the rest the parser believes the page.
  const char* encoding = is_text(html) ? "UTF-8" : nullptr;
  const Document document(htmlReadMemory(
      html.data(), static_cast<int>(html.size()), nullptr, encoding,
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD));
  const xmlNode* root = document == nullptr ? nullptr : xmlDocGetRootElement(document.get());
  if (root == nullptr) return refused("error.import.html-empty");
  const xmlNode* content = first_named(root, "main");
  if (content == nullptr) content = first_named(root, "article");
  if (content == nullptr) content = first_named(root, "body");
  if (content == nullptr) content = root;
  HtmlPage page;
  page.language = attribute(root, "lang");
  page.keywords = keywords_of(root);
  // The first heading of the first level is the title, and is not said twice.
  const xmlNode* heading = first_named(content->children, "h1");
  if (heading != nullptr) {
    page.title = one_line_of(heading);
    xmlUnlinkNode(const_cast<xmlNode*>(heading));  // NOLINT
  } else if (const xmlNode* title = first_named(root, "title")) {
    page.title = one_line_of(title);
  }
  auto markdown = markdown_of(content, target);
  if (heading != nullptr) xmlFreeNode(const_cast<xmlNode*>(heading));  // NOLINT
  if (!markdown) return refused("error.import.html-deep");
  page.markdown = std::move(*markdown);
  if (is_blank(page.markdown)) return refused("error.import.html-empty");
  return page;
}

}  // namespace guichet::counter
