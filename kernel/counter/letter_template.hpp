// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace guichet::counter {

/// Fills in the text of a mail template: {{name}}, {{#name}}...{{/name}} said when the value is not empty,
/// {{^name}}...{{/name}} when it is. Plain text in, plain text out; values are put in as they are and never read for
/// tags. The template was checked (rules/mail_rules.cpp): what is still wrong stands there as it was written.
[[nodiscard]] std::string fill_letter(std::string_view text, const std::map<std::string, std::string>& values);

}  // namespace guichet::counter
