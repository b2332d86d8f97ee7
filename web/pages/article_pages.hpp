// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/article_desk.hpp"
#include "web/pages/portal.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::web::pages {

// The documentation base, for those who write it: one family of pages each.
void add_article_desk_pages(Pages& pages);
void add_article_editor_pages(Pages& pages);
void add_article_version_pages(Pages& pages);

/// "base/eduroam" of the path, in the language that the form or the address names (the visitor's when neither does).
[[nodiscard]] counter::ArticleKey article_key(const Visit& visit);
[[nodiscard]] std::string article_url(const counter::ArticleKey& key);
[[nodiscard]] std::string edit_url(const counter::ArticleKey& key);
/// A whole number that a form or an address brings; 0 when it brings none.
[[nodiscard]] std::int64_t article_number(std::string_view text);
/// What an address says was done, "base.said.saved"; empty when it says nothing of ours.
[[nodiscard]] std::string article_said(const Visit& visit);

/// What was typed into the editor; the rest is as the article has it.
[[nodiscard]] counter::ArticleText typed_article(const Visit& visit);

/// What the editor says beside what was typed: an element, then words.
struct EditorSays {
  std::vector<std::pair<std::string, std::string>> wrong;
  bool changed = false;  ///< somebody else changed it meanwhile
  bool refused = false;
  std::string description;  ///< of the image that was not added
  int status = 200;
};
[[nodiscard]] EditorSays says(const Visit& visit, const domain::Error& error, int status);
[[nodiscard]] server::Response show_editor(Visit& visit, const counter::ArticleToEdit& article,
                                           const counter::ArticleText& text, const EditorSays& says);

/// Teams as a choice: {team, team_title, team_chosen}.
[[nodiscard]] std::vector<View> team_choices(const Visit& visit, const plugins::Snapshot& snapshot,
                                             const std::string& chosen);

}  // namespace guichet::web::pages
