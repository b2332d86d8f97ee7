// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace guichet::sdk_tool {

/// A page being written, in HTML or Markdown. What it is given is text: everything is escaped here.
class Page {
 public:
  virtual ~Page() = default;
  virtual void heading(int level, const std::string& text) = 0;
  virtual void paragraph(const std::string& text) = 0;
  virtual void list(const std::vector<std::string>& items) = 0;
  virtual void table(const std::vector<std::string>& heads, const std::vector<std::vector<std::string>>& rows) = 0;
  /// A picture as SVG, of our own making, and what it shows in words.
  virtual void picture(const std::string& svg, const std::string& words) = 0;
  [[nodiscard]] virtual std::string finish() = 0;
};

[[nodiscard]] std::unique_ptr<Page> html_page(const std::string& title);
[[nodiscard]] std::unique_ptr<Page> markdown_page(const std::string& title);

/// A JsonLogic rule as somebody would say it: `way is "on-site"`.
[[nodiscard]] std::string in_words(const nlohmann::json& rule);

/// The workflow as a graph for Graphviz.
[[nodiscard]] std::string graph_of(const nlohmann::json& workflow);
/// What Graphviz' `dot` draws of it; "" when it is not installed.
[[nodiscard]] std::string drawn(const std::string& graph);

/// Everything about a plugin, from its manifest.
void write_page(const nlohmann::json& manifest, Page& page);

}  // namespace guichet::sdk_tool
