// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/counter/counter.hpp"
#include "kernel/domain/form.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace guichet::counter {

/// What a form of this person is read with, today.
[[nodiscard]] domain::FormContext form_context(const Counter& counter, const domain::Person* requester,
                                               domain::Instant now);

/// Of one of these people; "" when they are not among them.
[[nodiscard]] std::string name_among(const std::vector<domain::Person>& people, domain::PersonId id);

/// The attachment ids of a file answer; what is not a number is left out.
[[nodiscard]] std::vector<std::int64_t> attachment_ids(const nlohmann::json& answer);

/// The first line of a text, cut to 120 characters at a word: the title of a request that has none.
[[nodiscard]] std::string first_line(std::string_view text);

/// How many characters (code points of UTF-8).
[[nodiscard]] std::size_t characters_of(std::string_view text);

/// Nothing that is seen: spaces, line ends, characters without a shape.
[[nodiscard]] bool is_blank(std::string_view text);

/// A name somebody typed to look for: text, not empty, at most 200 bytes. Nothing else is asked of the database.
[[nodiscard]] bool is_name(std::string_view text);

/// Valid UTF-8 without NUL.
[[nodiscard]] bool is_text(std::string_view text);

/// Text for one line, as titles are: no control characters, nothing that turns the direction of what is read.
[[nodiscard]] bool is_line(std::string_view text);

}  // namespace guichet::counter
