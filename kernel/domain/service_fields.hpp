// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/domain/manifest_reader.hpp"

namespace guichet::domain {

/// Reads the questions under `key` of a service. Throws ManifestFailure.
[[nodiscard]] Form form_from(ManifestReader& service, const std::string& key);

}  // namespace guichet::domain
