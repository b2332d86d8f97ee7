// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/follow.hpp"
#include "kernel/counter/parts.hpp"
#include "web/pages/errors.hpp"
#include "web/pages/visit.hpp"

#include <string>
#include <utility>
#include <vector>

namespace guichet::web::pages {

/// What somebody tried on a request and could not do: it is said, and what they typed comes back.
struct Attempt {
  std::string error;    ///< in words; empty: nothing was tried
  std::string element;  ///< the element it is about; may be empty
  std::string move;     ///< "messages", "resoudre" ...: where `typed` goes
  std::string typed;
  bool internal = false;
  ErrorsAbout about = ErrorsAbout::answers;
  std::vector<std::pair<std::string, std::string>> candidates;  ///< sign-in names and names to choose from
  std::string reply;  ///< what stood in the reply beside, when the move was another
};

/// The data of parts/request: what this viewer may see and do. `said`: the catalogue key of what was just done, or "";
/// `earlier_part`: not the end of the conversation.
[[nodiscard]] View request_view(const Visit& visit, const counter::RequestView& request, const counter::Parts& parts,
                                const Attempt& attempt, const std::string& said, bool earlier_part);

/// The entries of the conversation, in order of time.
[[nodiscard]] std::vector<View> conversation_views(const Visit& visit, const counter::RequestView& request,
                                                   const counter::Parts& parts, bool earlier_part);
/// What a step of a service's workflow is called: by itself, by its automation, by its kind.
[[nodiscard]] std::string step_title(const Visit& visit, const plugins::Snapshot& snapshot,
                                     const domain::Service* service, const std::string& id);

}  // namespace guichet::web::pages
