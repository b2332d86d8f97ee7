// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/manifest_reader.hpp"

namespace guichet::domain {

/// What is said of a text that is no duration. A whole day is either 24 hours on the clock or a day of work: it is not
/// guessed which.
inline constexpr const char* not_a_duration =
    "must be a duration such as 30min, 4h, 2d, or 24h! on the clock; a day or more of working time is written in days: "
    "1d, not 24h";

/// Reads the questions under `key` of a service. Throws ManifestFailure.
[[nodiscard]] Form form_from(ManifestReader& service, const std::string& key);

}  // namespace guichet::domain
