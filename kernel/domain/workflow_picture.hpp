// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/step.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::domain {

/// One step as it is drawn: what a reader's language calls it, and where it leads.
struct PictureStep {
  std::string id;
  std::string label;  ///< lines parted by \n
  StepKind kind = StepKind::task;
  std::vector<std::string> after;
  std::string condition;                                                   ///< why it may be skipped; empty: never is
  std::vector<std::pair<std::string, std::vector<std::string>>> branches;  ///< decide: what holds, and the steps then
  std::vector<std::string> back;                                           ///< earlier steps it may be sent back to
  std::string otherwise;                                                   ///< who gets it otherwise; empty: not drawn
  bool trust = false;                                                      ///< what follows does not wait for it
  bool ends = false;                                                       ///< done, it resolves the request
  std::string state;  ///< of a request that is under way: "done", "running"...; empty: none
};

/// What the ends of the graph and its other edges are called.
struct PictureWords {
  std::string submitted, resolved, otherwise, back;
};

/// The graph in the language of Graphviz' `dot`: steps from left to right. Every text is escaped. Nodes have the
/// classes of their kind and state, so that a stylesheet and not the picture says how they look. Pure.
[[nodiscard]] std::string graph_of(const std::vector<PictureStep>& steps, const PictureWords& words);

}  // namespace guichet::domain
