// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/form.hpp"
#include "kernel/counter/step_work.hpp"
#include "web/pages/visit.hpp"

#include <optional>
#include <string>

namespace guichet::web::pages {

/// What came with the work on a step that could not be done.
struct StepTried {
  std::optional<domain::Typed> typed;  ///< what its form held; nothing: the page is opened
  std::string why;                     ///< why it goes back
  std::string back_to;
  std::optional<domain::Error> error;
  bool more = false;  ///< only questions that were not seen yet are wrong
};

/// "/demandes/D-12/etapes/check".
[[nodiscard]] std::string step_url(const std::string& reference, const std::string& step);
/// The questions of a task's form as an agent answers them.
[[nodiscard]] counter::FormState step_form(const Visit& visit, const counter::WorkView& work,
                                           const std::optional<domain::Typed>& typed);
/// The data of templates/step.
[[nodiscard]] View step_view(const Visit& visit, const counter::WorkView& work, const StepTried& tried);

}  // namespace guichet::web::pages
