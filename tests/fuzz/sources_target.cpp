// SPDX-License-Identifier: GPL-3.0-or-later
// What department authors write: a page of Markdown, or a service in YAML.
#include "kernel/plugins/authoring/compile.hpp"
#include "kernel/plugins/authoring/markdown.hpp"
#include "kernel/plugins/authoring/sample_sources.hpp"
#include "tests/fuzz/target.hpp"

#include <regex>

namespace guichet::fuzz {
namespace {

// Only what a page is made of; a browser would run or fetch nothing of it.
void check_tag(const std::string& tag) {
  static const std::regex allowed(
      "/?(h[2-6]|p|ul|ol|li|strong|em|del|code|pre|blockquote|table|thead|tbody|tr|th|td|hr|br|a|div|span|input)"
      "( "
      "(id|href|class|start|align|scope|title|lang|rel|tabindex|role|aria-label|aria-labelledby|type|checked|disabled)"
      "(=\"[^\"<>]*\")?)* ?/?");
  must(std::regex_match(tag, allowed), "a page holds only what may stand in it");
  const std::size_t link = tag.find("href=\"");
  if (link == std::string::npos) return;
  static const std::regex leads(R"((https?:|mailto:|tel:|#|/)[^"]*)");
  const std::string target = tag.substr(link + 6, tag.find('"', link + 6) - link - 6);
  must(target.empty() || std::regex_match(target, leads), "a link leads to a page, a letter or a telephone");
}

void check_page(const std::string& html) {
  for (std::size_t open = html.find('<'); open != std::string::npos; open = html.find('<', open + 1)) {
    const std::size_t close = html.find('>', open);
    must(close != std::string::npos, "a tag is whole");
    check_tag(html.substr(open + 1, close - open - 1));
  }
}

}  // namespace

void read(std::string_view bytes) {
  auto sources = plugins::authoring::sample_sources();
  sources["services/chair.yaml"] = std::string(bytes);
  const auto service = plugins::authoring::compile_sources(sources, plugins::authoring::no_library);
  must(service.ok() || !service.diagnostics.empty(), "what is refused is refused with a reason");
  for (const auto& each : service.diagnostics) must(each.line >= 1, "a finding has a line");

  sources = plugins::authoring::sample_sources();
  sources["docs/sit.md"] = std::string(bytes);
  const auto page = plugins::authoring::compile_sources(sources, plugins::authoring::no_library);
  must(page.ok() || !page.diagnostics.empty(), "what is refused is refused with a reason");
  for (const auto& [path, text] : page.documents) {
    if (path == "docs/sit.md") check_page(plugins::authoring::render_markdown(text, "school").html);
  }
}

std::vector<std::string> seeds() {
  const auto sources = plugins::authoring::sample_sources();
  std::vector<std::string> texts;
  for (const auto& [path, text] : sources) texts.push_back(text);
  texts.push_back(
      "---\nid: sit\ntitle: S'asseoir\nlanguage: fr\nservices: [chair]\nreviewed: 2026-09-01\nowner: desk\n---\n"
      "# Titre\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n1. [x](https://a.example \"t\")\n   * **gras** _it_\n\n> "
      "cité\n\n"
      "```sh\nls\n```\n\n<b>html</b> &amp; <https://b.example> ![i](x.png) [y]: http://c\n");
  return texts;
}

std::vector<std::string> pieces() {
  return {"[a](javascript:alert(1))",
          "[a](java\tscript:alert(1))",
          "<script>",
          "\" onclick=\"x",
          "![](\" onerror=x)",
          "&#106;avascript:",
          "\n---\n",
          "&a *a",
          "*a",
          "!!binary ",
          "<<: *a",
          "{a: {a: {a: {a: ",
          "- ",
          "? ",
          "|\n  ",
          "\t",
          "\xff",
          "[",
          "](",
          "```",
          "<!--",
          "<a href=\"",
          "[a]: javascript:x",
          "\\",
          "\xe2\x80\xa8",
          "when: { \"==\": [",
          "type: ",
          "0x7fffffffffffffff",
          "~",
          "é"};
}

}  // namespace guichet::fuzz
