// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/plugins/authoring/compile.hpp"

#include <string>
#include <string_view>

namespace guichet::plugins::authoring {

/// For tests: a small plugin "school" in which everything holds, one key a line so that tests can name lines.
inline SourceTree sample_sources() {
  return {
      {"plugin.yaml", R"(id: school
version: 1.2.0
kernel: ">=0.1 <1.0"
name: { fr: "École", en: "School" }
department: { fr: "Direction des écoles", en: "Schools department" }
capabilities: [log, requests]
library: true
themes:
  - { id: my-class, title: { fr: "Ma classe", en: "My class" }, order: 3 }
teams:
  - { id: desk, title: { fr: "Accueil", en: "Front desk" } }
  - { id: local, title: { fr: "Équipes de site", en: "Site teams" }, group: true }
  - { id: north, title: { fr: "Site nord", en: "North site" }, of: local, covers: { campus: [nord] } }
routing:
  - { when: { in: [ "chaise", { var: request.words } ] }, team: local, near: [requester.campus] }
automations:
  - { id: order-chair, title: { fr: "Commander", en: "Order" }, idempotent: true, deadline: 2s }
)"},
      {"services/chair.yaml", R"(id: chair
title: { fr: "Une chaise", en: "A chair" }
summary: { fr: "Pour s’asseoir", en: "To sit on" }
theme: my-class
kind: request
says:
  fr: [une chaise, deux chaises, il manque une chaise, chaise cassée, tabouret, un siège, rien pour s'asseoir, chaises]
answers: [sit]
form:
  - id: what
    type: choice
    label: { fr: "Laquelle ?", en: "Which one?" }
    options:
      - { value: wood, label: { fr: "Bois", en: "Wood" } }
      - { value: steel, label: { fr: "Acier", en: "Steel" } }
  - id: where
    type: place
    label: { fr: "Où ?", en: "Where?" }
    when: { "==": [ { var: answers.what }, wood ] }
route: { team: local, near: [answers.where, requester.campus] }
commitment: { take_charge: 4h, resolve: 2d }
workflow:
  - { id: order, automation: order-chair, input: { what: { var: answers.what } }, otherwise: { team: desk } }
)"},
      {"docs/sit.md", R"(---
id: sit
title: S'asseoir
language: fr
services: [chair]
reviewed: 2026-09-01
owner: desk
---
Comment s'asseoir, voir [la demande](service:chair).

## Si cela ne marche pas

Restez [debout](article:sit).
)"},
      {"docs/sit.en.md", "---\nid: sit\ntitle: Sitting\nlanguage: en\n---\nHow to sit.\n"},
  };
}

/// What stands for the SHA-256 of a library that is not there.
inline const std::string no_library(64, '0');

/// The sources with the first `from` in `file` replaced by `to`.
inline SourceTree changed(const std::string& file, std::string_view from, std::string_view to) {
  SourceTree sources = sample_sources();
  std::string& text = sources.at(file);
  text.replace(text.find(from), from.size(), to);
  return sources;
}

/// All diagnostics, one a line, as an author reads them.
inline std::string report(const SourceTree& sources) {
  std::string lines;
  for (const Diagnostic& each : compile_sources(sources, no_library).diagnostics) lines += to_string(each) + "\n";
  return lines;
}

}  // namespace guichet::plugins::authoring
