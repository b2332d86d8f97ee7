// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/approve.hpp"
#include "web/pages/visit.hpp"

#include <optional>
#include <string>

namespace guichet::web::pages {

/// What came with a decision that could not be taken.
struct DecisionTried {
  std::string comment;
  std::string back_to;  ///< step chosen to send it back to
  std::optional<domain::Error> error;
};

/// The decision that the pressed button stands for: "accord", "refus", "renvoi".
[[nodiscard]] std::optional<counter::Decision> decision_in(const Visit& visit);
/// Which catalogue key says that it was taken.
[[nodiscard]] std::string decision_said(counter::Decision decision, bool trust);

/// The data of templates/decision. `url`: where it is decided; `linked`: whoever looks has an account.
[[nodiscard]] View decision_view(const Visit& visit, const counter::ApprovalView& approval, const std::string& url,
                                 bool linked, const DecisionTried& tried);
/// What it is about, in a few words: its title, or its service where a title would say too much.
[[nodiscard]] std::string decision_title(const Visit& visit, const counter::ApprovalRow& row);

}  // namespace guichet::web::pages
