// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "kernel/domain/form.hpp"
#include "kernel/storage/requests.hpp"

#include <string>
#include <vector>

namespace guichet::counter {

inline constexpr std::int64_t largest_upload = 25LL * 1000 * 1000;  ///< bytes

/// Whether files of this type are kept at all.
[[nodiscard]] bool is_kept_type(const std::string& media_type);

/// What a file of this question may weigh, in bytes.
[[nodiscard]] std::int64_t largest_for(const domain::Field& field);
/// That a file is of none of the types that may come here ("pdf", "image" ...; empty: all that are kept), which it
/// names.
[[nodiscard]] domain::FieldError wrong_type(const std::string& field, const std::vector<std::string>& accept,
                                            const std::string& file);

/// Whether this file is of a type and size that the question accepts, whichever question it was uploaded for.
[[nodiscard]] bool may_answer(const domain::Field& field, const storage::Attachment& upload);

}  // namespace guichet::counter
