// SPDX-License-Identifier: Apache-2.0
#include "sdk/tool/docs/page.hpp"

namespace guichet::sdk_tool {
namespace {

std::string in_html(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

std::string in_markdown(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '<' || c == '>') {
      result += c == '<' ? "&lt;" : "&gt;";
      continue;
    }
    if (std::string_view("\\`*_[]|#").find(c) != std::string_view::npos) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

constexpr const char* style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid #999;padding:.3rem "
    ".6rem;text-align:left;vertical-align:top}svg{max-width:100%;height:auto}";

class HtmlPage : public Page {
 public:
  explicit HtmlPage(const std::string& title) {
    text_ =
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>" +
        in_html(title) + "</title>\n<style>" + style + "</style>\n<h1>" + in_html(title) + "</h1>\n";
  }
  void heading(int level, const std::string& text) override {
    const std::string tag = "h" + std::to_string(level);
    text_ += "<" + tag + ">" + in_html(text) + "</" + tag + ">\n";
  }
  void paragraph(const std::string& text) override { text_ += "<p>" + in_html(text) + "</p>\n"; }
  void list(const std::vector<std::string>& items) override {
    text_ += "<ul>\n";
    for (const std::string& item : items) text_ += "<li>" + in_html(item) + "</li>\n";
    text_ += "</ul>\n";
  }
  void table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) override {
    text_ += "<table>\n<tr>";
    for (const std::string& head : heads) text_ += "<th scope=\"col\">" + in_html(head) + "</th>";
    text_ += "</tr>\n";
    for (const auto& row : rows) {
      text_ += "<tr>";
      for (const std::string& cell : row) text_ += "<td>" + in_html(cell) + "</td>";
      text_ += "</tr>\n";
    }
    text_ += "</table>\n";
  }
  void picture(const std::string& svg, const std::string& words) override {
    text_ += "<figure role=\"img\" aria-label=\"" + in_html(words) + "\">\n" + svg + "\n</figure>\n";
  }
  std::string finish() override { return text_ + "</html>\n"; }

 private:
  std::string text_;
};

class MarkdownPage : public Page {
 public:
  explicit MarkdownPage(const std::string& title) : text_("# " + in_markdown(title) + "\n\n") {}
  void heading(int level, const std::string& text) override {
    text_ += std::string(static_cast<std::size_t>(level), '#') + " " + in_markdown(text) + "\n\n";
  }
  void paragraph(const std::string& text) override { text_ += in_markdown(text) + "\n\n"; }
  void list(const std::vector<std::string>& items) override {
    for (const std::string& item : items) text_ += "- " + in_markdown(item) + "\n";
    text_ += "\n";
  }
  void table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) override {
    std::string line = "|";
    for (const std::string& head : heads) {
      text_ += "| " + in_markdown(head) + " ";
      line += " --- |";
    }
    text_ += "|\n" + line + "\n";
    for (const auto& row : rows) {
      for (const std::string& cell : row) text_ += "| " + in_markdown(cell) + " ";
      text_ += "|\n";
    }
    text_ += "\n";
  }
  /// Markdown carries HTML, and a picture without blank lines stays one block of it.
  void picture(const std::string& svg, const std::string& words) override {
    std::string block;
    for (std::size_t i = 0; i < svg.size(); ++i) {
      if (svg[i] != '\n' || (i > 0 && svg[i - 1] != '\n')) block += svg[i];
    }
    text_ += "<figure role=\"img\" aria-label=\"" + in_html(words) + "\">\n" + block + "\n</figure>\n\n";
  }
  std::string finish() override { return text_; }

 private:
  std::string text_;
};

}  // namespace

std::unique_ptr<Page> html_page(const std::string& title) {
  return std::make_unique<HtmlPage>(title);
}

std::unique_ptr<Page> markdown_page(const std::string& title) {
  return std::make_unique<MarkdownPage>(title);
}

}  // namespace guichet::sdk_tool
