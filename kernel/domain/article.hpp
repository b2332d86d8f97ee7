// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/audience.hpp"
#include "kernel/domain/text.hpp"

#include <string>
#include <vector>

namespace guichet::domain {

/// A part of an article that can answer alone: what stands under one heading.
struct Passage {
  std::string heading;  ///< empty: before the first heading
  std::string anchor;   ///< fragment in the page, "si-cela-ne-marche-pas"
  std::string text;     ///< plain text, no markup
};

/// One language version of a documentation page. `id` is shared by the versions: "it/eduroam-connexion".
struct Article {
  std::string id;
  std::string plugin;
  Language language = Language::fr;
  std::string title;
  Audience audience;
  std::vector<std::string> keywords;
  std::vector<std::string> services;  ///< full ids
  std::string owner;                  ///< team, full id; may be empty
  std::string reviewed;               ///< ISO date
  std::string html;                   ///< rendered in safe mode when the bundle was built
  std::vector<Passage> passages;
  std::string source;      ///< where it was taken from, an address or a name; may be empty
  std::string licence;     ///< of what was taken; may be empty
  bool from_base = false;  ///< published in the portal, not brought by a plugin
};

/// What ids of articles begin with that no plugin brought: "base/eduroam-sur-linux".
inline constexpr const char* article_base = "base";

}  // namespace guichet::domain
