// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <guichet/sdk/text.hpp>

#include <string>
#include <vector>

namespace studies {

/// A session as the form names it: an activity ("yoga") on a weekly slot ("tue-noon").
struct Session {
  std::string activity;
  std::string slot;
};

/// The activities that may be enrolled in, as the form's question names them.
[[nodiscard]] const std::vector<std::string>& activities();

/// "Yoga, mardi de 12 h à 13 h 30", without the hours of a slot that is not known here.
[[nodiscard]] guichet::sdk::Text words_of(const Session& session);

/// Several, as one half of a sentence.
[[nodiscard]] guichet::sdk::Text words_of(const std::vector<Session>& sessions);

}  // namespace studies
